/** The faces in front of a camera, in a React component. */
import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../domain/result.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { runFrameLoop, videoFrames, type OnFaces } from './frame-loop.ts';
import { visionClient } from './vision-client.ts';
import type { VisionProgress } from './vision-messages.ts';

type Options = {
  /** `video` of useCamera; null while there is none. */
  readonly video: HTMLVideoElement | null;
  /** Gets the faces of one frame, the largest first, none too. The next frame waits for its promise, a second at most. */
  readonly onFaces: OnFaces;
  /** Whether the next frames get liveness scores. */
  readonly liveness: boolean;
  /** How the camera hangs. */
  readonly turn: CameraTurn;
  /** False stops looking and keeps the models. */
  readonly enabled?: boolean;
};

export type UsedFaces = {
  /** How far the models are; screens may say "one moment" until `ready`. */
  readonly progress: VisionProgress;
  /** The worker or its models could not be started; null while all is well. It is tried again by itself. */
  readonly fault: 'internal' | null;
};

/** Starts the vision worker and looks at frame after frame. A new `onFaces` or `liveness` takes effect without a restart. */
export function useFaces({ video, onFaces, liveness, turn, enabled = true }: Options): UsedFaces {
  const latest = useRef({ onFaces, liveness });
  useEffect(() => {
    latest.current = { onFaces, liveness };
  });
  const [progress, setProgress] = useState<VisionProgress>('loading');
  const [fault, setFault] = useState<'internal' | null>(null);

  useEffect(() => {
    const client = visionClient();
    const end = client.onProgress(setProgress);
    void client.start().then((started: Result<unknown>) => {
      if (started.ok) setProgress('ready');
      setFault(started.ok ? null : 'internal');
    });
    return end;
  }, []);

  useEffect(() => {
    if (!video || !enabled) return;
    const client = visionClient();
    const ending = new AbortController();
    void runFrameLoop({
      source: videoFrames(video),
      observe: async (picture, options) => {
        const answer = await client.observeFrame(picture, options);
        if (!ending.signal.aborted) setFault(answer.ok ? null : 'internal');
        return answer;
      },
      onFaces: (faces, frame) => latest.current.onFaces(faces, frame),
      liveness: () => latest.current.liveness,
      turn,
      signal: ending.signal,
    });
    return () => ending.abort();
  }, [video, enabled, turn]);

  return { progress, fault };
}
