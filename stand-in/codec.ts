/**
 * What crosses the WebSocket between main and a page, in place of Electron's structured clone: devalue, which is JSON that also keeps
 * typed arrays, maps, dates, undefined and repeated references.
 *
 * `structuredClone` runs first, on both sides: it refuses what Electron would refuse (functions, symbols) with the same
 * DOMException, strips prototypes and getters, and turns a Node Buffer into a plain Uint8Array. devalue alone would not.
 */
import { parse, stringify } from 'devalue';

// page.js does the same, written there a second time because a page cannot import this file.

/** Throws DataCloneError for what cannot be cloned. */
export function encode(value: unknown): string {
  return stringify(structuredClone(value), {
    Error: (v: unknown) => v instanceof Error && [v.name, v.message],
  });
}

export function decode(text: string): unknown {
  return parse(text, {
    Error: ([name, message]: [string, string]) => Object.assign(new Error(message), { name }),
  });
}
