/** Keys -> main, for the keypad: by finger, by keyboard or by a scanner that types, without a focus. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../../domain/errors.ts';
import type { PadState } from '../../../../shared/calls/credentials.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { call } from '../../../base/api.ts';
import { createStrokes, strokeDigit, type Stroke } from '../../../../domain/credentials/strokes.ts';
import { silentAt, type Scanner } from '../../../../domain/credentials/wedge.ts';
import { dueAt, NOTHING, press, type Key, type Sent, type Typed } from './code.ts';

export type CodeDesk = {
  readonly typed: Typed;
  /** Main looks at a code: a hash takes a moment. */
  readonly busy: boolean;
  readonly pad: PadState;
  /** Seconds until the next try; null = now. */
  readonly wait: number | null;
  /** What was wrong with the last code; null once the next is begun. */
  readonly wrong: 'pin-wrong' | 'locked-out' | 'failed' | 'foreign' | null;
  /** So many messages of a scanner came: whoever else hears keys forgets what it heard of them. */
  readonly scans: number;
  readonly press: (key: Key) => void;
};

type Options = {
  /** Six digits may be a PIN: the person is known by face or badge. */
  readonly pinAlone: boolean;
  /** What the site learned of its scanner; null = nothing. */
  readonly scanner: Scanner | null;
  /** Another dialog has the keys. */
  readonly paused: boolean;
  readonly onDecision: (decision: KioskDecision) => void;
  readonly onError: (error: AppError) => void;
  /** A key was pressed: somebody is there. */
  readonly onTyping: () => void;
  /** A code was not taken; the pad itself says so. */
  readonly onWrong: () => void;
};

const OPEN: PadState = { triesLeft: 5, waitSeconds: 0, disabled: false };
/** How long it is said that something was scanned that is none of ours. */
const FOREIGN_MS = 8000;

const onButton = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('button') !== null;

/** What was wrong; of something foreign for a while only. */
function useWrong() {
  const [wrong, setWrong] = useState<CodeDesk['wrong']>(null);
  useEffect(() => {
    if (wrong !== 'foreign') return;
    const forget = setTimeout(() => setWrong(null), FOREIGN_MS);
    return () => clearTimeout(forget);
  }, [wrong]);
  return [wrong, setWrong] as const;
}

type Pad = Pick<CodeDesk, 'pad' | 'wait'> & { readonly stands: (state: PadState) => void };

/** How the pad stands, and the time until it is open again. @param onOpen the wait is over */
function usePad(onOpen: () => void): Pad {
  const [pad, setPad] = useState<PadState>(OPEN);
  const [openAt, setOpenAt] = useState<number | null>(null);
  const [wait, setWait] = useState<number | null>(null);

  const stands = useCallback((state: PadState) => {
    setPad(state);
    setOpenAt(state.waitSeconds > 0 ? performance.now() + state.waitSeconds * 1000 : null);
    setWait(state.waitSeconds > 0 ? state.waitSeconds : null);
  }, []);

  // A lock-out outlives a restart: how the pad stands is main's to know.
  useEffect(() => {
    void call('credentials.pad', null).then((answer) => {
      if (answer.ok) stands(answer.value);
    });
  }, [stands]);

  useEffect(() => {
    if (openAt === null) return;
    const timer = setInterval(() => {
      const left = Math.ceil((openAt - performance.now()) / 1000);
      setWait(left > 0 ? left : null);
      if (left > 0) return;
      setOpenAt(null);
      onOpen();
      void call('credentials.pad', null).then((answer) => {
        if (answer.ok) stands(answer.value);
      });
    }, 250);
    return () => clearInterval(timer);
  }, [openAt, stands, onOpen]);

  return { pad, wait, stands };
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
  /** One question after the other. */
  const waiting = useRef(Promise.resolve());
  const again = useRef((): void => undefined);
  const [scans, setScans] = useState(0);
  const [wrong, setWrong] = useWrong();

  const { pad, wait, stands } = usePad(useCallback(() => setWrong(null), [setWrong]));

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
    [stands, setWrong],
  );

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pressed = useCallback(
    (key: Key) => {
      const { pinAlone, paused, scanner } = latest.current;
      // While main looks at a code, and while it would not look, a person's keys are not kept for later; a badge is.
      const desk = { pinAlone, scanner, deaf: asking.current || paused };
      const before = now.current;
      const { typed: after, sent, foreign } = press(before, key, desk);
      now.current = after;
      if (foreign || sent.some(({ kind }) => kind === 'badge')) setScans((count) => count + 1);
      if (foreign && !paused) {
        setWrong('foreign');
        latest.current.onWrong();
      }
      if (after.digits !== before.digits) setTyped(after);
      if (after.digits.length > before.digits.length) {
        setWrong(null);
        latest.current.onTyping();
      }
      if (!paused) for (const one of sent) waiting.current = waiting.current.then(() => send(one));
      if (timer.current !== null) clearTimeout(timer.current);
      const due = dueAt(after, desk);
      timer.current = due === null ? null : setTimeout(() => again.current(), Math.max(0, due - performance.now()));
    },
    [send, setWrong],
  );
  useEffect(() => {
    again.current = () => pressed({ kind: 'tick', at: performance.now() });
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [pressed]);

  useStrokes({
    isScanned: (from) => from < (silentAt(now.current.frame) ?? -Infinity),
    isPaused: () => latest.current.paused,
    onStroke: (stroke) => pressed({ kind: 'stroke', stroke }),
  });

  return { typed, busy, pad, wait, wrong, scans, press: pressed };
}

type Stroked = {
  /** It belongs to what a scanner types, as far as is known by now. @param from of the stroke's `from` */
  readonly isScanned: (from: number) => boolean;
  /** Another dialog has the keys. */
  readonly isPaused: () => boolean;
  readonly onStroke: (stroke: Stroke) => void;
};

/** Every key of the window, before all others hear it: what a scanner types, and a person's digits, are nobody else's. */
function useStrokes(stroked: Stroked): void {
  const latest = useRef(stroked);
  useEffect(() => {
    latest.current = stroked;
  });
  useEffect(() => {
    const stroke = createStrokes();
    const held = new Set<string>();
    const swallow = (e: KeyboardEvent) => {
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    const keyed = (e: KeyboardEvent) => {
      const made = stroke(e);
      // A blank presses its button when it is let go.
      if (e.type === 'keyup' && held.delete(e.code)) swallow(e);
      if (!made) return;
      const { isScanned, isPaused, onStroke } = latest.current;
      const wasScanned = isScanned(made.from);
      // On a button, Enter presses the button: unless it ends what a scanner typed.
      if (made.kind === 'end' && !wasScanned && onButton(e.target)) return;
      onStroke(made);
      if (wasScanned || isScanned(made.from)) {
        held.add(e.code);
        swallow(e);
      } else if (!isPaused() && e.key !== 'Tab' && (made.kind !== 'char' || strokeDigit(made) !== null)) {
        e.preventDefault();
      }
    };
    // Before all others: what a scanner types is nobody else's.
    window.addEventListener('keydown', keyed, { capture: true });
    window.addEventListener('keyup', keyed, { capture: true });
    return () => {
      window.removeEventListener('keydown', keyed, { capture: true });
      window.removeEventListener('keyup', keyed, { capture: true });
    };
  }, []);
}
