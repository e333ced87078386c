/** Keys -> main, for the keypad: by finger, by keyboard or by a scanner that types, without a focus. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../../domain/errors.ts';
import type { PadState } from '../../../../shared/calls/credentials.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { call } from '../../../base/api.ts';
import { NOTHING, press, type Key, type Sent, type Typed } from './code.ts';

export type CodeDesk = {
  readonly typed: Typed;
  /** Main looks at a code: a hash takes a moment. */
  readonly busy: boolean;
  readonly pad: PadState;
  /** Seconds until the next try; null = now. */
  readonly wait: number | null;
  /** What was wrong with the last code; null once the next is begun. */
  readonly wrong: 'pin-wrong' | 'locked-out' | 'failed' | null;
  readonly press: (key: Key) => void;
};

type Options = {
  /** Six digits may be a PIN: the person is known by face or badge. */
  readonly pinAlone: boolean;
  /** Another dialog has the keys. */
  readonly paused: boolean;
  readonly onDecision: (decision: KioskDecision) => void;
  readonly onError: (error: AppError) => void;
  /** A key was pressed: somebody is there. */
  readonly onTyping: () => void;
  /** A code was not taken; the pad itself says so. */
  readonly onWrong: () => void;
};

const TICK_MS = 100;
const OPEN: PadState = { triesLeft: 5, waitSeconds: 0, disabled: false };

function keyOf(e: KeyboardEvent): Key | null {
  if (e.ctrlKey || e.metaKey || e.altKey) return null;
  if (/^\d$/.test(e.key)) return { kind: 'digit', digit: e.key };
  if (e.key === 'Backspace') return { kind: 'back' };
  // On a button, Enter presses the button.
  return e.key === 'Enter' && !(e.target instanceof HTMLButtonElement) ? { kind: 'enter' } : null;
}

export function useCode(options: Options): CodeDesk {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const now = useRef<Typed>(NOTHING);
  const [typed, setTyped] = useState<Typed>(NOTHING);
  const [busy, setBusy] = useState(false);
  const asking = useRef(false);
  const [pad, setPad] = useState<PadState>(OPEN);
  const [openAt, setOpenAt] = useState<number | null>(null);
  const [wait, setWait] = useState<number | null>(null);
  const [wrong, setWrong] = useState<CodeDesk['wrong']>(null);

  const stands = useCallback((state: PadState) => {
    setPad(state);
    setOpenAt(state.waitSeconds > 0 ? performance.now() + state.waitSeconds * 1000 : null);
    setWait(state.waitSeconds > 0 ? state.waitSeconds : null);
  }, []);

  const send = useCallback(
    async ({ kind, text, waitedMs }: Sent) => {
      asking.current = true;
      setBusy(true);
      const answer = await (kind === 'code'
        ? call('credentials.pin', { code: text, waitedMs })
        : call('credentials.badge', { token: text, waitedMs }));
      asking.current = false;
      setBusy(false);
      if (!answer.ok) {
        // The machine may be showing a fault of the camera; the pad says that its own question failed.
        setWrong('failed');
        latest.current.onError(answer.error);
        return;
      }
      const { decision, pad: state } = answer.value;
      stands(state);
      if (decision.state === 'refused' && (decision.reason === 'pin-wrong' || decision.reason === 'locked-out')) {
        setWrong(decision.reason);
        latest.current.onWrong();
        return;
      }
      now.current = NOTHING;
      setTyped(NOTHING);
      latest.current.onDecision(decision);
    },
    [stands],
  );

  const pressed = useCallback(
    (key: Key) => {
      // While main looks at a code, and while it would not look, keys are not kept for later.
      if (asking.current && key.kind !== 'tick') return;
      const before = now.current;
      const { typed: after, sent } = press(before, key, latest.current.pinAlone, performance.now());
      now.current = after;
      if (key.kind === 'digit') {
        setWrong(null);
        latest.current.onTyping();
      }
      if (after.digits !== before.digits) setTyped(after);
      if (sent) void send(sent);
    },
    [send],
  );

  // A lock-out outlives a restart: how the pad stands is main's to know.
  useEffect(() => {
    void call('credentials.pad', null).then((answer) => {
      if (answer.ok) stands(answer.value);
    });
  }, [stands]);

  useEffect(() => {
    const keyed = (e: KeyboardEvent) => {
      const key = keyOf(e);
      if (!key || latest.current.paused || e.repeat) return;
      pressed(key);
      e.preventDefault();
    };
    window.addEventListener('keydown', keyed);
    const timer = setInterval(() => pressed({ kind: 'tick' }), TICK_MS);
    return () => {
      window.removeEventListener('keydown', keyed);
      clearInterval(timer);
    };
  }, [pressed]);

  useEffect(() => {
    if (openAt === null) return;
    const timer = setInterval(() => {
      const left = Math.ceil((openAt - performance.now()) / 1000);
      setWait(left > 0 ? left : null);
      if (left > 0) return;
      setOpenAt(null);
      setWrong(null);
      void call('credentials.pad', null).then((answer) => {
        if (answer.ok) stands(answer.value);
      });
    }, 250);
    return () => clearInterval(timer);
  }, [openAt, stands]);

  return { typed, busy, pad, wait, wrong, press: pressed };
}
