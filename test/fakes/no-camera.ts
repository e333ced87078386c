/** A machine without a camera, for component tests: what Chromium has and happy-dom has not, and nothing behind it. */
export function withoutCamera(): void {
  const define = (on: object, name: string, value: unknown) =>
    Object.defineProperty(on, name, { value, configurable: true, writable: true });
  define(navigator, 'mediaDevices', undefined);
  define(
    globalThis,
    'OffscreenCanvas',
    class {
      getContext() {
        return null;
      }
    },
  );
  // A vision worker whose models never finish loading.
  define(
    globalThis,
    'Worker',
    class extends EventTarget {
      postMessage() {
        return undefined;
      }
      terminate() {
        return undefined;
      }
    },
  );
}
