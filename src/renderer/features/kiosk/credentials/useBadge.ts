/** Badges held up to the camera, in the kiosk. */
import { useEffect, useRef } from 'react';
import type { AppError } from '../../../../domain/errors.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { call } from '../../../base/api.ts';
import { readBadges } from './badge-reader.ts';

type Options = {
  /** The camera's picture; null while there is none. */
  readonly video: HTMLVideoElement | null;
  /** A face is being checked. */
  readonly busy: boolean;
  readonly onDecision: (decision: KioskDecision) => void;
  readonly onError: (error: AppError) => void;
};

function grab(video: HTMLVideoElement): VideoFrame | null {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
  try {
    return new VideoFrame(video);
  } catch {
    // The stream was taken away in between.
    return null;
  }
}

export function useBadge(options: Options): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { video } = options;
  useEffect(() => {
    if (!video) return;
    return readBadges({
      createWorker: () => new Worker(new URL('./badge.worker.ts', import.meta.url), { type: 'module', name: 'badge' }),
      grab: () => grab(video),
      busy: () => latest.current.busy,
      now: () => performance.now(),
      onBadge: (token, seenAt) => {
        void call('credentials.badge', { token, waitedMs: Math.max(0, performance.now() - seenAt) }).then((answer) => {
          if (answer.ok) latest.current.onDecision(answer.value.decision);
          else latest.current.onError(answer.error);
        });
      },
    });
  }, [video]);
}
