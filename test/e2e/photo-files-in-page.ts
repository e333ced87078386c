/** What `photo-files.spec.ts` puts into the page: the app's own ways to pixels, from a file and from a camera, as the vision worker goes them. */
import { drawPhoto, pixelsOf } from '../../src/renderer/camera/pixels.ts';
import { turnedSize } from '../../src/renderer/camera/turn.ts';
import type { CameraTurn } from '../../src/shared/camera-turn.ts';
import { decodePhoto } from '../../src/vision/picture/decode.ts';

Object.assign(globalThis, {
  /** A camera's frame, as the vision worker sees it. */
  turnedPixels: async (base64: string, turn: CameraTurn) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const frame = pixelsOf(picture, turnedSize(picture, turn), turn);
    return { ...frame, data: [...frame.data] };
  },
  decodePhoto: async (base64: string) => {
    const read = await decodePhoto(
      Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      drawPhoto,
    );
    return read.ok ? { ok: true, value: { ...read.value, data: [...read.value.data] } } : read;
  },
});
