/**
 * What crosses the WebSocket between main and a page: MessagePack, in place of Electron's structured clone.
 *
 * `structuredClone` runs first, on both sides: it refuses what Electron would refuse (functions, symbols) with the same
 * DOMException, strips prototypes and getters, and turns a Node Buffer into a plain Uint8Array. MessagePack alone would not.
 */
import { Packr } from 'msgpackr';

/** page.js makes its packer with the same options, written there a second time because a page cannot import this file. */
export const PACKR_OPTIONS = { structuredClone: true, moreTypes: true, mapsAsObjects: false, useBigIntExtension: true } as const;

const packr = new Packr(PACKR_OPTIONS);

/** Throws DataCloneError for what cannot be cloned. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  // pack() answers a slice of a buffer that it uses again: copy it out.
  return Uint8Array.from(packr.pack(structuredClone(value)));
}

export function decode(bytes: Uint8Array): unknown {
  // A Uint8Array, not a Buffer, goes in: then the byte strings that come out are Uint8Arrays too. A copy: they are views of it.
  return packr.unpack(Uint8Array.from(bytes));
}
