/** What `photo-files.spec.ts` puts into the page: the app's own way from a file to pixels, as the vision worker goes it. */
import { drawPhoto } from '../../src/renderer/camera/pixels.ts';
import { decodePhoto } from '../../src/vision/picture/decode.ts';

Object.assign(globalThis, {
  decodePhoto: async (base64: string) => {
    const read = await decodePhoto(
      Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      drawPhoto,
    );
    return read.ok ? { ok: true, value: { ...read.value, data: [...read.value.data] } } : read;
  },
});
