/**
 * MQTT: the command that opens a relay goes to its own topic, and Lintel shows itself to Home Assistant as a lock with an event and a
 * door contact. A command is never retained and, with MQTT 5, expires with its pulse: neither the broker's memory nor a queue for a
 * relay that was away may open the door later. A retained command that comes in is not obeyed.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import { mqttTopics, type ConfigOf } from '../../shared/outputs.ts';
import { ATTEMPT_MS, attempted, limited } from '../attempts.ts';
import { silent, type Attempt, type DoorEvent, type DoorOutput, type DoorRequest } from '../door.ts';
import { switchedDoor, type Lasts } from '../switched.ts';
import { heard } from './heard.ts';
import { createUnclear } from './unclear.ts';
import { KEPT, openSession, type Session } from './session.ts';
import { discovery, eventPayload, type Message } from './topics.ts';

type Config = ConfigOf<'mqtt'>;

const FIRST_WAIT_MS = 500;
/** A command that is said again every few seconds may wait so long at the broker for a relay that is away; more of them would fill its queue. */
const AGAIN_EXPIRES_S = 15;
const LONGEST_WAIT_MS = 30_000;
/** A state that was asked for is told so much later, and once for all who ask meanwhile. */
const STATE_AGAIN_MS = 100;
/** Saying goodbye must not hold up the end of the app. */
const GOODBYE_MS = 700;

/** @param name what Home Assistant calls it */
export function mqttDoor(config: Config, password: string, name: string, heldAtStart: boolean): DoorOutput {
  const topics = mqttTopics(config.base);
  const closing = new AbortController();
  const { signal: closed } = closing;
  const contacts = new Set<(open: boolean | null) => void>();
  const unclears = new Set<(said: string | null) => void>();
  /** Not understood is told from not said: a sensor whose words are other ones than were agreed would be silent for ever. */
  const unclear = createUnclear((said) => {
    for (const listener of unclears) listener(said);
  });
  const requests = new Set<(request: DoorRequest) => void>();
  const confirmations = new Set<() => void>();
  let session: Session | null = null;
  let opening: Promise<Result<Session>> | null = null;
  let contact: boolean | null = null;
  let unlocked = false;
  let held = heldAtStart;
  let wait = FIRST_WAIT_MS;
  let again: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const fresh = (): Attempt => ({ signal: limited(ATTEMPT_MS, closed), trace: silent });
  const stateMessage = (): Message => ({ topic: topics.state, payload: unlocked ? 'UNLOCKED' : 'LOCKED', retain: true });
  /** What is only told: a loss of it is noticed by the session itself. */
  const say = (message: Message): void => void session?.publish(message, KEPT, fresh());

  /** Once for all who ask at once. */
  function tellState(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      say(stateMessage());
    }, STATE_AGAIN_MS);
    telling.unref();
  }

  function onMessage(topic: string, payload: string, retained: boolean): void {
    if (topic === config.contact?.topic) {
      const { open, closed, path } = config.contact;
      const is = heard(payload, [[open, true] as const, [closed, false] as const], path ?? '');
      unclear.heard(is === null ? payload : null);
      if (is === null || is === contact) return;
      contact = is;
      for (const listener of contacts) listener(is);
    }
    if (topic === config.confirm?.topic && !retained && heard(payload, [[config.confirm.open, true]], config.confirm.path ?? ''))
      for (const confirm of confirmations) confirm();
    if (topic !== topics.set || retained) return;
    const request = payload === 'LOCK' ? 'lock' : payload === 'OPEN' || payload === 'UNLOCK' ? 'open' : null;
    // Home Assistant waits for a state; where nothing changes it is told so.
    if (request) tellState();
    if (request && config.remote) for (const listener of requests) listener(request);
  }

  function later(): void {
    if (closed.aborted || again) return;
    again = setTimeout(() => {
      again = undefined;
      void connected();
    }, wait);
    again.unref();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  function connected(): Promise<Result<Session>> {
    if (session) return Promise.resolve(ok(session));
    opening ??= begin().finally(() => (opening = null));
    return opening;
  }

  async function begin(call: Attempt = fresh()): Promise<Result<Session>> {
    const onLost = (flooded: boolean): void => {
      if (flooded) wait = LONGEST_WAIT_MS;
      session = null;
      if (contact !== null && !closed.aborted) for (const listener of contacts) listener(null);
      contact = null;
      later();
    };
    const made = await attempted((c) => openSession({ config, password, guarded: !held, onMessage, onLost }, c), call);
    if (!made.ok || closed.aborted) {
      if (made.ok) made.value.drop();
      else later();
      return made.ok ? err({ code: 'door-timeout' }) : made;
    }
    session = made.value;
    wait = FIRST_WAIT_MS;
    say({ topic: topics.status, payload: 'online', retain: true });
    say(stateMessage());
    if (config.discovery !== null) for (const message of discovery(config, config.discovery, name)) say(message);
    return made;
  }

  async function write(open: boolean, { leftMs, again: repeated }: Lasts, call: Attempt): Promise<Result<null>> {
    const link = session ? ok(session) : await connected();
    if (!link.ok) {
      call.trace('note', `no connection to ${config.url}: ${link.error.code}`);
      return link;
    }
    const { promise: confirmed, resolve } = Promise.withResolvers<boolean>();
    const confirm = (): void => resolve(true);
    confirmations.add(confirm);
    call.signal.addEventListener('abort', () => resolve(false), { once: true });
    const { topic, ...command } = config.command;
    const left = open && leftMs !== null ? Math.max(1, Math.floor(leftMs / 1000)) : null;
    const sent = await link.value.publish(
      { topic, payload: open ? command.open : command.close, retain: false },
      repeated ? { expires: AGAIN_EXPIRES_S, kept: false } : { expires: left, kept: true },
      call,
    );
    const done = sent.ok && open && config.confirm ? await confirmed : true;
    confirmations.delete(confirm);
    if (!sent.ok) return sent;
    if (open && config.confirm)
      call.trace(
        done ? 'received' : 'note',
        done ? `${config.confirm.topic} ${config.confirm.open}` : 'the relay did not confirm',
      );
    return done ? ok(null) : err({ code: 'door-timeout' });
  }

  const door = switchedDoor(
    'mqtt',
    {
      write,
      contact: null,
      async release() {
        closing.abort();
        clearTimeout(again);
        clearTimeout(telling);
        unclear.stop();
        const last = session;
        session = null;
        const bye: Attempt = { signal: AbortSignal.timeout(GOODBYE_MS), trace: silent };
        await last?.publish({ topic: topics.status, payload: 'offline', retain: true }, KEPT, bye);
        await last?.end();
      },
    },
    {
      held: heldAtStart,
      onState: (open) => {
        unlocked = open;
        say(stateMessage());
      },
    },
  );
  if (heldAtStart) void connected();

  return {
    ...door,
    async hold(open, lasting) {
      // [Note: two wills] (session.ts): while it is held open, a crash must not close it, nor may a connection be made that would.
      held = open;
      const done = await door.hold(open, lasting);
      const guarded = (await session?.guard(!open, fresh())) ?? ok(null);
      return done.ok ? guarded : done;
    },
    onContact(listener) {
      contacts.add(listener);
      if (contact !== null) listener(contact);
      return () => contacts.delete(listener);
    },
    onUnclear(listener) {
      unclears.add(listener);
      const said = unclear.said();
      if (said !== null) listener(said);
      return () => unclears.delete(listener);
    },
    onRequest(listener) {
      requests.add(listener);
      return () => requests.delete(listener);
    },
    tell: (event: DoorEvent) => say({ topic: topics.event, payload: eventPayload(event), retain: false }),
  };
}
