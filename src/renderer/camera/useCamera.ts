/** A camera in a React component. */
import { useCallback, useEffect, useState, type RefCallback } from 'react';
import { on } from '../base/api.ts';
import { CAMERA_START, openCamera, type CameraState } from './camera.ts';

export type UsedCamera = CameraState & {
  /** For the <video> element (autoPlay, muted, playsInline) that shows the camera; must be laid out, or it gets no frames. */
  readonly videoRef: RefCallback<HTMLVideoElement>;
  /** That element once it is there; `useFaces` wants it. */
  readonly video: HTMLVideoElement | null;
};

/** Opens the camera while the video element is there; another `deviceId` opens another camera. Null: the first one. */
export function useCamera({ deviceId }: { readonly deviceId: string | null }): UsedCamera {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>(CAMERA_START);
  const videoRef = useCallback((element: HTMLVideoElement | null) => setVideo(element), []);
  useEffect(() => {
    if (!video) return;
    const camera = openCamera({ video, deviceId, onChange: setState });
    const end = on('app.resumed', () => camera.reopen());
    return () => {
      end();
      camera.stop();
      setState(CAMERA_START);
    };
  }, [video, deviceId]);
  return { ...state, videoRef, video };
}
