/** The way to a broker, kept up: a session, and after its loss another one, with growing pauses. */
import { err, ok, type Result } from '../../domain/result.ts';
import { ATTEMPT_MS, attempted, limited } from '../attempts.ts';
import { silent, type Attempt } from '../door.ts';
import { KEPT, openSession, type Session, type SessionOptions } from './session.ts';
import type { Message } from './topics.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

type Options = Pick<SessionOptions, 'config' | 'password' | 'onMessage'> & {
  /** Whether a crash is to lock the door: asked anew for each session. */
  readonly guarded: () => boolean;
  /** What is said first in each session. */
  readonly greeting: () => readonly Message[];
  /** A session was lost, and this is not its end. */
  readonly onLost: () => void;
  /** No session is made after it. */
  readonly closed: AbortSignal;
};

export type Link = {
  /** null = none now; it is tried again by itself, once it has been asked for. */
  session(): Session | null;
  /** The session, made now where there is none. */
  connected(): Promise<Result<Session>>;
  /** What is only told: a loss of it is noticed by the session itself. */
  say(message: Message): void;
  /** One try of the usual length. */
  fresh(): Attempt;
  /** After `closed`: the session, to be said goodbye in; from here on it is nobody's. */
  letGo(): Session | null;
};

export function createLink({ config, password, onMessage, guarded, greeting, onLost, closed }: Options): Link {
  let session: Session | null = null;
  let opening: Promise<Result<Session>> | null = null;
  let wait = FIRST_WAIT_MS;
  let again: ReturnType<typeof setTimeout> | undefined;

  const fresh = (): Attempt => ({ signal: limited(ATTEMPT_MS, closed), trace: silent });
  const say = (message: Message): void => void session?.publish(message, KEPT, fresh());

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

  function lost(flooded: boolean): void {
    if (flooded) wait = LONGEST_WAIT_MS;
    session = null;
    if (!closed.aborted) onLost();
    later();
  }

  async function begin(): Promise<Result<Session>> {
    const made = await attempted(
      (call) => openSession({ config, password, guarded: guarded(), onMessage, onLost: lost }, call),
      fresh(),
    );
    if (!made.ok || closed.aborted) {
      if (made.ok) made.value.drop();
      else later();
      return made.ok ? err({ code: 'door-timeout' }) : made;
    }
    session = made.value;
    wait = FIRST_WAIT_MS;
    for (const message of greeting()) say(message);
    return made;
  }

  return {
    session: () => session,
    connected,
    say,
    fresh,
    letGo() {
      clearTimeout(again);
      const last = session;
      session = null;
      return last;
    },
  };
}
