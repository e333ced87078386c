// @vitest-environment happy-dom
/** A camera's life: lost, taken by another program, asleep, back; and a day of it, after which nothing has piled up. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCamera, type CameraState } from './camera.ts';

/** What the picture shows now; every look sees a new frame of it, with a sensor's noise. */
let luma = 120;
let frames = 0;

class FakeTrack {
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;
  stopped = false;
  stop() {
    this.stopped = true;
  }
}

class FakeDevices extends EventTarget {
  readonly tracks: FakeTrack[] = [];
  asked = 0;
  listeners = 0;
  /** Name of the DOMException that opening fails with; null = it opens. */
  fault: string | null = null;
  present = true;
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
    this.listeners++;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>) {
    this.listeners--;
    super.removeEventListener(...args);
  }
  enumerateDevices() {
    return Promise.resolve(this.present ? [{ kind: 'videoinput', deviceId: 'door', label: 'Door' }] : []);
  }
  getUserMedia() {
    this.asked++;
    const fault = this.present ? this.fault : 'NotFoundError';
    if (fault) return Promise.reject(new DOMException('', fault));
    const track = new FakeTrack();
    this.tracks.push(track);
    // The page keeps no list of its own: what was stopped may be forgotten.
    if (this.tracks.length > 50)
      this.tracks.splice(
        0,
        this.tracks.findIndex((t) => !t.stopped),
      );
    return Promise.resolve({ getVideoTracks: () => [track], getTracks: () => [track] });
  }
  get open() {
    return this.tracks.filter((t) => !t.stopped).length;
  }
}

function fakeVideo() {
  let callback: ((now: number) => void) | null = null;
  return {
    srcObject: null as unknown,
    readyState: 4,
    play: () => Promise.resolve(),
    requestVideoFrameCallback: (f: (now: number) => void) => ((callback = f), 1),
    cancelVideoFrameCallback: () => (callback = null),
    frame: () => {
      const f = callback;
      callback = null;
      f?.(performance.now());
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  luma = 120;
  frames = 0;
  const pixels = new Uint8ClampedArray(64 * 36 * 4);
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        return {
          imageSmoothingEnabled: true,
          drawImage: () => undefined,
          getImageData: () => {
            frames++;
            for (let i = 0; i < pixels.length; i++) pixels[i] = luma + (luma > 4 ? ((i * 7 + frames) % 5) - 2 : 0);
            return { data: pixels };
          },
        };
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start() {
  const devices = new FakeDevices();
  const video = fakeVideo();
  const told: CameraState[] = [];
  let changes = 0;
  const camera = openCamera({
    video: video as unknown as HTMLVideoElement,
    deviceId: null,
    mediaDevices: devices as unknown as MediaDevices,
    onChange: (state) => {
      changes++;
      told[0] = state;
    },
  });
  /** Seconds go by, with a frame each half. */
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds * 2; i++) {
      if (video.srcObject) video.frame();
      await vi.advanceTimersByTimeAsync(500);
    }
  };
  return { devices, camera, pass, now: () => told[0]!, changes: () => changes };
}

test('another program has the camera, and gives it back: nobody touches the kiosk', async () => {
  const { devices, camera, pass, now } = start();
  devices.fault = 'NotReadableError';
  await pass(60);
  expect(now()).toMatchObject({ fault: 'camera-busy', running: false });
  // 0.5, 1, 2, 4, then 8 s each: no more than that in a minute.
  expect(devices.asked).toBeLessThan(12);
  devices.fault = null;
  await pass(10);
  expect(now()).toMatchObject({ fault: null, running: true });
  camera.stop();
  expect(devices.open).toBe(0);
});

test('another program takes it while it runs: the track is muted and does not come back by itself', async () => {
  const { devices, camera, pass, now } = start();
  await pass(5);
  devices.fault = 'NotReadableError';
  devices.tracks.at(-1)!.onmute!();
  await pass(8);
  expect(now().fault).toBe('camera-busy');
  devices.fault = null;
  await pass(20);
  expect(now()).toMatchObject({ fault: null, running: true });
  expect(devices.open).toBe(1);
  camera.stop();
});

test('after a sleep the stream is let go and opened anew, also when it does not look dead', async () => {
  const { devices, camera, pass, now } = start();
  await pass(5);
  const before = devices.tracks.at(-1)!;
  camera.reopen();
  expect(before.stopped).toBe(true);
  await pass(3);
  expect(devices.open).toBe(1);
  expect(devices.tracks.at(-1)).not.toBe(before);
  expect(now()).toMatchObject({ fault: null, running: true });
  camera.stop();
  // And after the end nothing is opened any more.
  const { asked } = devices;
  camera.reopen();
  await pass(10);
  expect(devices.asked).toBe(asked);
});

test('bad light is told after a while, and is no fault', async () => {
  const { camera, pass, now } = start();
  await pass(5);
  luma = 16;
  await pass(6);
  expect(now()).toMatchObject({ light: 'dark', fault: null, running: true });
  luma = 120;
  await pass(10);
  expect(now().light).toBe('good');
  camera.stop();
});

test('a day cut short, with a pulled cable each hour, another program, sleeps and dark hours: nothing piles up', async () => {
  const { devices, camera, pass, now, changes } = start();
  await pass(10);
  const timers = vi.getTimerCount();
  for (let hour = 0; hour < 24; hour++) {
    luma = hour < 6 || hour > 20 ? 15 : 120;
    await pass(300);
    devices.present = false;
    devices.tracks.at(-1)!.onended!();
    await pass(60);
    devices.present = true;
    devices.fault = hour % 3 === 0 ? 'NotReadableError' : null;
    devices.dispatchEvent(new Event('devicechange'));
    await pass(60);
    devices.fault = null;
    await pass(120);
    camera.reopen();
    await pass(60);
    expect({ hour, open: devices.open, listeners: devices.listeners, ...now(), devices: 0, stirred: 0 }).toMatchObject({
      open: 1,
      listeners: 1,
      fault: null,
      running: true,
    });
    expect(vi.getTimerCount()).toBeLessThanOrEqual(timers);
  }
  // Told of changes, not of frames.
  expect(changes()).toBeLessThan(24 * 60);
  camera.stop();
  expect(devices).toMatchObject({ open: 0, listeners: 0 });
  expect(vi.getTimerCount()).toBe(0);
});
