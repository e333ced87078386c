/**
 * One camera, kept alive: opened, watched, and opened again with growing pauses when it is lost. Tells what is wrong as a
 * CameraFault. Knows no React.
 */
import type { CameraFault } from '../../domain/errors.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { drawTurned } from './turn.ts';
import { LIGHT_START, lookAtLight, type Light, type LightState } from './light.ts';
import { fingerprintOf, watch, WATCH_START, type WatchState } from './watchdog.ts';

export type CameraDevice = { readonly deviceId: string; readonly label: string };
export type CameraState = {
  /** Null while all is well, and while a camera is being opened for the first time. */
  readonly fault: CameraFault | null;
  /** Frames arrive and look alive. */
  readonly running: boolean;
  readonly devices: readonly CameraDevice[];
  /** Whether a face can be seen in this light. */
  readonly light: Light;
  /** Rises by one with each look at the picture in which something moved, while the light is bad; else it stands still. */
  readonly stirred: number;
};
export const CAMERA_START: CameraState = { fault: null, running: false, devices: [], light: 'good', stirred: 0 };

export type Camera = {
  stop(): void;
  /** Lets go of the camera and opens it anew: after a sleep of the machine its stream may be dead and not say so. */
  reopen(): void;
};
type Options = {
  readonly video: HTMLVideoElement;
  /** Null: whichever the browser gives. */
  readonly deviceId: string | null;
  /** How it hangs: light is looked at in the picture as it is seen upright. */
  readonly turn?: CameraTurn;
  readonly onChange: (state: CameraState) => void;
  /** For tests; else the browser's, which a page from an insecure origin does not have. */
  readonly mediaDevices?: MediaDevices;
};

/** Enough for 50 pixels between the eyes at arm's length and a half; less where the camera has less. */
const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } as const;

/** What `getUserMedia` throws, by the names of the Media Capture specification. */
export function faultOf(error: unknown): CameraFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'camera-refused';
    case 'NotReadableError':
    case 'AbortError':
      return 'camera-busy';
    default:
      return 'camera-none';
  }
}

/** Pause before the next try, milliseconds: 0.5, 1, 2, 4, then 8 seconds each. */
export function pauseBefore(attempt: number): number {
  return 500 * 2 ** Math.min(4, Math.max(0, attempt - 1));
}

/**
 * The device to open. The chosen one when it is there; when it is not, the only one that is (a new socket changes a camera's id), and
 * none of several: the wrong one might look into the wrong room. `undefined`: any; null: none.
 */
export function chooseDevice(devices: readonly CameraDevice[], wanted: string | null): string | undefined | null {
  // Before leave is given, the browser lists cameras without ids.
  const known = devices.filter((device) => device.deviceId !== '');
  if (wanted === null || known.length === 0) return undefined;
  if (known.some((device) => device.deviceId === wanted)) return wanted;
  return known.length === 1 ? known[0]!.deviceId : null;
}

const WATCH_MS = 1000;
/** A muted track (the system has taken the camera away) may come back by itself. */
const MUTED_MS = 3000;
/** A camera that has lived this long after it was opened starts again with short pauses. */
const STEADY_MS = 10_000;
/** The watchdog's grid: every so many-th pixel of the frame as it is, not averaged, for averaging would hide a sensor's noise. */
const GRID = { width: 64, height: 36 } as const;

/** Opens the camera and keeps it until `stop`. */
export function openCamera({ video, deviceId, turn = 0, onChange, ...given }: Options): Camera {
  const mediaDevices = given.mediaDevices ?? ('mediaDevices' in navigator ? navigator.mediaDevices : undefined);
  let state = CAMERA_START;
  let stopped = false;
  let stream: MediaStream | null = null;
  let opened = false;
  let openedAt = 0;
  let opening = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let muted: ReturnType<typeof setTimeout> | undefined;
  let watchState: WatchState = WATCH_START;
  let lightState: LightState = LIGHT_START;
  let frameAt = 0;
  let frameCallback = 0;

  const context = new OffscreenCanvas(GRID.width, GRID.height).getContext('2d', { willReadFrequently: true, alpha: false });
  if (context) context.imageSmoothingEnabled = false;

  function tell(change: Partial<CameraState>): void {
    const next = { ...state, ...change };
    const same =
      next.fault === state.fault &&
      next.running === state.running &&
      next.devices === state.devices &&
      next.light === state.light &&
      next.stirred === state.stirred;
    state = next;
    if (!same && !stopped) onChange(state);
  }

  async function list(): Promise<readonly CameraDevice[]> {
    try {
      const all = (await mediaDevices?.enumerateDevices()) ?? [];
      const devices = all
        .filter((device) => device.kind === 'videoinput')
        .map(({ deviceId: id, label }) => ({ deviceId: id, label }));
      if (JSON.stringify(devices) !== JSON.stringify(state.devices)) tell({ devices });
      return devices;
    } catch {
      return state.devices;
    }
  }

  function release(): void {
    clearTimeout(muted);
    const [track] = stream?.getVideoTracks() ?? [];
    if (track) track.onended = track.onmute = track.onunmute = null;
    for (const each of stream?.getTracks() ?? []) each.stop();
    stream = null;
    video.srcObject = null;
  }

  /** Gives the camera up, says why, and tries again after a pause. */
  function lose(fault: CameraFault): void {
    if (stopped) return;
    release();
    tell({ fault, running: false });
    attempt++;
    clearTimeout(retry);
    retry = setTimeout(() => void open(), pauseBefore(attempt));
  }

  async function open(): Promise<void> {
    if (stopped || opening || stream) return;
    clearTimeout(retry);
    opening = true;
    try {
      const chosen = chooseDevice(await list(), deviceId);
      if (!mediaDevices || chosen === null) {
        lose(opened ? 'camera-lost' : 'camera-none');
        return;
      }
      const got = await mediaDevices.getUserMedia({
        audio: false,
        video: { ...WANTED, ...(chosen === undefined ? {} : { deviceId: { exact: chosen } }) },
      });
      await take(got);
    } catch (error) {
      const fault = faultOf(error);
      // It was there: whoever looks at the screen should look at the cable.
      lose(fault === 'camera-none' && opened ? 'camera-lost' : fault);
    } finally {
      opening = false;
    }
  }

  async function take(got: MediaStream): Promise<void> {
    const [track] = got.getVideoTracks();
    if (stopped || !track) {
      for (const each of got.getTracks()) each.stop();
      if (!stopped) lose('camera-none');
      return;
    }
    stream = got;
    track.onended = () => lose('camera-lost');
    track.onmute = () => {
      clearTimeout(muted);
      muted = setTimeout(() => lose('camera-lost'), MUTED_MS);
    };
    track.onunmute = () => clearTimeout(muted);
    watchState = WATCH_START;
    lightState = { ...LIGHT_START, light: lightState.light };
    frameAt = openedAt = performance.now();
    video.srcObject = got;
    opened = true;
    // Names and ids of cameras are only told once leave is given.
    void list();
    try {
      await video.play();
    } catch {
      // Another stream took the element in the meantime, or it left the page; the watchdog sees a still picture.
    }
  }

  function onFrame(now: number): void {
    frameAt = now;
    // After a frozen or black picture it takes the watchdog's word that this one lives.
    if (!state.running && state.fault !== 'camera-frozen' && state.fault !== 'camera-black') tell({ running: true, fault: null });
    frameCallback = video.requestVideoFrameCallback(onFrame);
  }

  /** Looks at the newest frame once a second. A hidden page gets no frames and is not judged. */
  function look(): void {
    if (!stream || !context || document.visibilityState === 'hidden') {
      frameAt = performance.now();
      return;
    }
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      if (performance.now() - frameAt > MUTED_MS) lose('camera-frozen');
      return;
    }
    drawTurned(context, video, GRID, turn);
    const pixels = context.getImageData(0, 0, GRID.width, GRID.height).data;
    const [next, fault] = watch(watchState, { now: performance.now(), frameAt, ...fingerprintOf(pixels) });
    watchState = next;
    if (fault === 'camera-frozen') lose(fault);
    else if (fault) tell({ fault, running: false });
    else if (next.changed && next.blackSince === null) {
      lightState = lookAtLight(lightState, { pixels, ...GRID }, performance.now());
      const { light } = lightState;
      tell({ fault: null, running: true, light, stirred: state.stirred + (light !== 'good' && lightState.stirs ? 1 : 0) });
      if (performance.now() - openedAt > STEADY_MS) attempt = 0;
    }
  }

  const onDevices = (): void => {
    attempt = 0;
    if (stream) void list();
    else void open();
  };
  mediaDevices?.addEventListener('devicechange', onDevices);
  frameCallback = video.requestVideoFrameCallback(onFrame);
  const watching = setInterval(look, WATCH_MS);
  void open();

  return {
    reopen() {
      if (stopped) return;
      attempt = 0;
      release();
      tell({ running: false });
      void open();
    },
    stop() {
      stopped = true;
      clearInterval(watching);
      clearTimeout(retry);
      video.cancelVideoFrameCallback(frameCallback);
      mediaDevices?.removeEventListener('devicechange', onDevices);
      release();
    },
  };
}
