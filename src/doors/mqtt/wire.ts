/** The fire panel's word on a topic. Retained words count: the topic says what is, and not what somebody wants. */
import type { MqttClient } from 'mqtt';
import { err, ok, type Result } from '../../domain/result.ts';
import type { FireInputConfig, FireReading } from '../../shared/fire-inputs.ts';
import { ATTEMPT_MS, limited } from '../attempts.ts';
import { aborted, silent, type Attempt, type FireWire } from '../door.ts';
import { PAYLOAD_MAX } from './bounds.ts';
import { heardOfFire, holds } from './heard.ts';
import { destroy, dial } from './session.ts';
import { createUnclear } from './unclear.ts';

type Config = Extract<FireInputConfig, { kind: 'mqtt' }>;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
/** After a flood. */
const FLOODED_WAIT_MS = 30_000;
/** So long a broker may take for what it has retained, ms. */
const RETAINED_MS = 1_500;

type Line = {
  /** Called once. */
  readonly onEnd: (flooded: boolean) => void;
  /** `payload`: its own words, where they are not understood. */
  readonly onReading: (reading: FireReading, payload: string | null) => void;
};

/** A connection that listens. Errors: door-unreachable, door-timeout, door-password, door-answer where the broker does not let us listen. */
async function listen(config: Config, password: string, { onEnd, onReading }: Line, call: Attempt): Promise<Result<MqttClient>> {
  /** What the topic last said, in its words where they are not understood, and whether its device is gone by its own last will. */
  let word: FireReading = null;
  let payload: string | null = null;
  let gone = false;
  let ended = false;
  let made = null as MqttClient | null;
  function end(flooded: boolean): void {
    if (ended) return;
    ended = true;
    if (made) destroy(made);
    if (made) onEnd(flooded);
  }
  const dialled = await dial(config, password, 'fire', null, call, () => end(true));
  if (!dialled.ok) return dialled;
  const client = (made = dialled.value);
  client.once('close', () => end(false));
  client.on('message', (topic: string, bytes: Buffer) => {
    if (ended) return;
    const said = bytes.length <= PAYLOAD_MAX ? bytes.toString('utf8') : '';
    call.trace('received', `${topic}: ${said}`);
    const ofGone = topic === config.gone?.topic;
    if (ofGone && config.gone) gone = holds(said, config.gone.payload);
    if (topic === config.topic && !(gone && ofGone)) {
      word = heardOfFire(said, config);
      payload = word === 'unclear' ? said : null;
    }
    onReading(gone ? null : word, gone ? null : payload);
  });
  const topics = [config.topic, ...(config.gone ? [config.gone.topic] : [])];
  const { promise, resolve } = Promise.withResolvers<boolean>();
  client.once('close', () => resolve(false));
  call.signal.addEventListener('abort', () => resolve(false), { once: true });
  // 128 and above: the broker does not let us listen.
  client.subscribe(topics, { qos: 1 }, (error, granted) => resolve(!error && !granted?.some(({ qos }) => qos >= 128)));
  if (await promise) return ok(client);
  made = null;
  ended = true;
  destroy(client);
  return err({ code: aborted(call.signal) ? 'door-timeout' : 'door-answer' });
}

/** What the topic says now; null = nothing that could be relied on. */
export async function askTopic(config: Config, password: string, call: Attempt): Promise<Result<FireReading>> {
  let reading: FireReading = null;
  const { promise: heard, resolve } = Promise.withResolvers<null>();
  const onReading = (said: FireReading): void => {
    reading = said;
    // With a last will of its own, that may be retained too and come second.
    if (!config.gone) resolve(null);
  };
  const line = await listen(config, password, { onEnd: () => resolve(null), onReading }, call);
  if (!line.ok) return line;
  const timer = setTimeout(() => resolve(null), RETAINED_MS);
  await heard;
  clearTimeout(timer);
  destroy(line.value);
  return ok(reading);
}

export function mqttWire(config: Config, password: string): FireWire {
  const closing = new AbortController();
  const { signal: closed } = closing;
  const listeners = new Set<(reading: FireReading, said: string | null) => void>();
  let client: MqttClient | null = null;
  let said: FireReading = null;
  let wait = FIRST_WAIT_MS;
  let again: ReturnType<typeof setTimeout> | undefined;

  const tell = (words: string | null): void => {
    for (const listener of listeners) listener(said, words);
  };
  const unclear = createUnclear((words) => {
    if (words !== null) tell(words);
  });

  function say(reading: FireReading, payload: string | null = null): void {
    if (closed.aborted) return;
    const changed = reading !== said;
    said = reading;
    unclear.heard(payload);
    if (changed && payload === null) tell(null);
  }

  function later(ms: number): void {
    if (closed.aborted) return;
    clearTimeout(again);
    again = setTimeout(() => void begin(), ms);
    again.unref();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  function onEnd(flooded: boolean): void {
    client = null;
    say(null);
    later(flooded ? FLOODED_WAIT_MS : wait);
  }

  async function begin(): Promise<void> {
    const call = { signal: limited(ATTEMPT_MS, closed), trace: silent };
    const made = await listen(config, password, { onEnd, onReading: say }, call).catch((): Result<MqttClient> =>
      err({ code: 'internal' }),
    );
    if (!made.ok) {
      say(null);
      later(wait);
    } else if (closed.aborted) destroy(made.value);
    else {
      client = made.value;
      wait = FIRST_WAIT_MS;
    }
  }

  void begin();
  return {
    onReading(listener) {
      listeners.add(listener);
      if (said !== null) listener(said, unclear.said());
      return () => listeners.delete(listener);
    },
    close() {
      closing.abort();
      clearTimeout(again);
      unclear.stop();
      if (client) destroy(client);
      client = null;
    },
  };
}
