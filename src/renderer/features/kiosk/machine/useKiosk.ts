/** Joins the kiosk's store to its inputs: camera, faces, engine, clock, keys. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { call } from '../../../base/api.ts';
import { useAppState, useSettings } from '../../../base/session.ts';
import { useCamera } from '../../../camera/useCamera.ts';
import { useFaces } from '../../../camera/useFaces.ts';
import { useMounting } from '../../../camera/useMounting.ts';
import type { Engine } from './kiosk.machine.ts';
import { createKioskStore } from './kiosk.store.ts';
import { playSound } from './sound.ts';

const TICK_MS = 200;

export function useKiosk() {
  const {
    kiosk: { cameraId, cameraTurn: turn, sound },
    recognition: { liveness },
  } = useSettings();
  const { status, fault } = useAppState().engine;
  const audible = useRef(sound);
  useEffect(() => {
    audible.current = sound;
  }, [sound]);
  const [api] = useState(() =>
    createKioskStore(
      { ask: call, now: () => performance.now(), wall: () => Date.now(), play: (s) => audible.current && playSound(s) },
      { status, fault },
    ),
  );
  const kiosk = useStore(api);
  const { send } = kiosk;
  const camera = useCamera({ deviceId: cameraId, turn });
  const { see, better } = useMounting(turn);
  const faces = useFaces({
    video: camera.video,
    onFaces: (seen) => {
      see(seen);
      return kiosk.look(seen);
    },
    liveness: liveness !== 'off' && kiosk.votes(),
    turn,
    enabled: camera.running,
  });

  // The models that find faces are as needed as the engine that knows them.
  const vision: Engine['status'] = faces.fault ? 'restarting' : faces.progress === 'ready' ? 'ready' : 'starting';
  const engine = status === 'ready' ? vision : status;
  const engineFault = status === 'ready' ? null : fault;
  useEffect(() => send({ type: 'engine', engine: { status: engine, fault: engineFault } }), [send, engine, engineFault]);

  useEffect(() => {
    send({ type: 'camera', fault: camera.fault });
    if (camera.fault) void call('recognition.fault', { code: camera.fault });
  }, [send, camera.fault]);

  // Whoever stands there cannot turn it: it is written down for whoever can.
  const isTurned = better !== null;
  useEffect(() => {
    if (isTurned) void call('recognition.fault', { code: 'camera-turned' });
  }, [isTurned]);

  const { light, stirred } = camera;
  useEffect(() => send({ type: 'light', light, stirs: stirred > 0 }), [send, light, stirred]);
  const { spell } = kiosk.state;
  const spelled = useRef(spell);
  useEffect(() => {
    if (spelled.current === spell) return;
    spelled.current = spell;
    void call('kiosk.light', { light: spell });
  }, [spell]);

  useEffect(() => {
    const timer = setInterval(() => send({ type: 'tick' }), TICK_MS);
    return () => clearInterval(timer);
  }, [send]);
  return { ...kiosk, camera };
}
