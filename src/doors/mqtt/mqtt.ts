/**
 * MQTT: the command that opens a relay goes to its own topic, and Lintel shows itself to Home Assistant as a lock with an event and a
 * door contact. A command is never retained and, with MQTT 5, expires with its pulse: neither the broker's memory nor a queue for a
 * relay that was away may open the door later. A retained command that comes in is not obeyed.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import { mqttTopics, type ConfigOf } from '../../shared/outputs.ts';
import { silent, type Attempt, type DoorEvent, type DoorOutput } from '../door.ts';
import { switchedDoor, type Lasts, type SwitchedDevice } from '../switched.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { createLink, type Link } from './link.ts';
import { KEPT } from './session.ts';
import { discovery, eventPayload, type Message } from './topics.ts';

type Config = ConfigOf<'mqtt'>;

/** A command that is said again every few seconds may wait so long at the broker for a relay that is away; more of them would fill its queue. */
const AGAIN_EXPIRES_S = 15;
/** A state that was asked for is told so much later, and once for all who ask meanwhile. */
const STATE_AGAIN_MS = 100;
/** Saying goodbye must not hold up the end of the app. */
const GOODBYE_MS = 700;

/** @param name what Home Assistant calls it */
export function mqttDoor(config: Config, password: string, name: string, heldAtStart: boolean): DoorOutput {
  const topics = mqttTopics(config.base);
  const closing = new AbortController();
  let unlocked = false;
  let held = heldAtStart;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const stateMessage = (): Message => ({ topic: topics.state, payload: unlocked ? 'UNLOCKED' : 'LOCKED', retain: true });
  /** Once for all who ask at once: where nothing changes, Home Assistant waits for a state all the same. */
  const hearing = createHearing(config, () => {
    telling ??= setTimeout(() => {
      telling = undefined;
      link.say(stateMessage());
    }, STATE_AGAIN_MS);
    telling.unref();
  });
  const link = createLink({
    config,
    password,
    onMessage: hearing.take,
    guarded: () => !held,
    greeting: () => [
      { topic: topics.status, payload: 'online', retain: true },
      stateMessage(),
      ...(config.discovery === null ? [] : discovery(config, config.discovery, name)),
    ],
    onLost: hearing.lost,
    closed: closing.signal,
  });

  async function release(): Promise<void> {
    closing.abort();
    clearTimeout(telling);
    hearing.stop();
    const last = link.letGo();
    const bye: Attempt = { signal: AbortSignal.timeout(GOODBYE_MS), trace: silent };
    await last?.publish({ topic: topics.status, payload: 'offline', retain: true }, KEPT, bye);
    await last?.end();
  }

  const door = switchedDoor(
    'mqtt',
    { write: relay(config, link, hearing), contact: null, release },
    {
      held: heldAtStart,
      onState: (open) => {
        unlocked = open;
        link.say(stateMessage());
      },
    },
  );
  if (heldAtStart) void link.connected();

  return {
    ...door,
    async hold(open, lasting) {
      // [Note: two wills] (session.ts): while it is held open, a crash must not close it, nor may a connection be made that would.
      held = open;
      const done = await door.hold(open, lasting);
      const guarded = (await link.session()?.guard(!open, link.fresh())) ?? ok(null);
      return done.ok ? guarded : done;
    },
    onContact: hearing.onContact,
    onUnclear: hearing.onUnclear,
    onRequest: hearing.onRequest,
    tell: (event: DoorEvent) => link.say({ topic: topics.event, payload: eventPayload(event), retain: false }),
  };
}

/** The relay's own topic: a command goes there, and is done when the relay has confirmed it, where it does that. */
function relay(
  { command: { topic, open: opens, close: closes }, confirm, url }: Config,
  link: Link,
  hearing: Hearing,
): SwitchedDevice['write'] {
  return async (open: boolean, { leftMs, again }: Lasts, call: Attempt): Promise<Result<null>> => {
    const session = link.session();
    const line = session ? ok(session) : await link.connected();
    if (!line.ok) {
      call.trace('note', `no connection to ${url}: ${line.error.code}`);
      return line;
    }
    const { promise: confirmed, resolve } = Promise.withResolvers<boolean>();
    const stop = hearing.onConfirmed(() => resolve(true));
    call.signal.addEventListener('abort', () => resolve(false), { once: true });
    const left = open && leftMs !== null ? Math.max(1, Math.floor(leftMs / 1000)) : null;
    const sent = await line.value.publish(
      { topic, payload: open ? opens : closes, retain: false },
      again ? { expires: AGAIN_EXPIRES_S, kept: false } : { expires: left, kept: true },
      call,
    );
    const done = sent.ok && open && confirm ? await confirmed : true;
    stop();
    if (!sent.ok) return sent;
    if (open && confirm)
      call.trace(done ? 'received' : 'note', done ? `${confirm.topic} ${confirm.open}` : 'the relay did not confirm');
    return done ? ok(null) : err({ code: 'door-timeout' });
  };
}
