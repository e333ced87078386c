/** PIN and badge joined to the kiosk's one machine: what they come to is shown as a face's answer is. */
import type { AppError } from '../../../../domain/errors.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { useSettings } from '../../../base/session.ts';
import type { KioskInput, KioskView } from '../machine/kiosk.machine.ts';
import { playSound } from '../machine/sound.ts';
import { useBadge } from './useBadge.ts';
import { useCode, type CodeDesk } from './useCode.ts';

type Options = {
  readonly view: KioskView;
  readonly video: HTMLVideoElement | null;
  readonly send: (input: KioskInput) => void;
  /** A dialog has the keys. */
  readonly paused: boolean;
};

/** Whether six digits are enough: who stands there is known, and it is the PIN that is missing. */
export const asksPin = (view: KioskView): boolean => view.kind === 'need-pin' && view.why !== 'pin';

export function useCredentials({ view, video, send, paused }: Options): CodeDesk {
  const { sound, scanner } = useSettings().kiosk;
  const onDecision = (decision: KioskDecision) => send({ type: 'credential', decision, wall: Date.now() });
  const onError = (error: AppError) => send({ type: 'error', error });
  useBadge({ video, busy: view.kind === 'checking', onDecision, onError });
  return useCode({
    pinAlone: asksPin(view),
    scanner,
    paused,
    onDecision,
    onError,
    onTyping: () => send({ type: 'typing' }),
    onWrong: () => sound && playSound('no'),
  });
}
