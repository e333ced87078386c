/** A camera in a React component. */
import { useCallback, useEffect, useState, type CSSProperties, type RefCallback } from 'react';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { on } from '../base/api.ts';
import { boxStyle, videoStyle } from './turn.ts';
import { CAMERA_START, openCamera, type CameraState } from './camera.ts';

export type UsedCamera = CameraState & {
  /** For the <video> element (autoPlay, muted, playsInline) that shows the camera; must be laid out, or it gets no frames. */
  readonly videoRef: RefCallback<HTMLVideoElement>;
  /** That element once it is there; `useFaces` wants it. */
  readonly video: HTMLVideoElement | null;
  /** Of that element, and of the box that it fills: the picture as it is seen upright. */
  readonly videoStyle: CSSProperties | undefined;
  readonly boxStyle: CSSProperties | undefined;
};

/** Opens the camera while the video element is there; another `deviceId` opens another camera. Null: the first one. */
export function useCamera({ deviceId, turn }: { readonly deviceId: string | null; readonly turn: CameraTurn }): UsedCamera {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>(CAMERA_START);
  const videoRef = useCallback((element: HTMLVideoElement | null) => setVideo(element), []);
  useEffect(() => {
    if (!video) return;
    const camera = openCamera({ video, deviceId, turn, onChange: setState });
    const end = on('app.resumed', () => camera.reopen());
    return () => {
      end();
      camera.stop();
      setState(CAMERA_START);
    };
  }, [video, deviceId, turn]);
  return { ...state, videoRef, video, videoStyle: videoStyle(turn), boxStyle: boxStyle(turn) };
}
