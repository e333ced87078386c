/** Text as bytes of the encoding that a program on the other side reads; what an encoding has no letter for is named. */
import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { createSinglebyteEncoder } from '@exodus/bytes/single-byte.js';
import type { ExportEncoding } from '../../shared/exports.ts';

const utf8 = new TextEncoder();
const encoders: Readonly<Record<ExportEncoding, (text: string) => Uint8Array>> = {
  'utf-8': (text) => utf8.encode(text),
  'utf-8-bom': (text) => utf8.encode(text),
  'windows-1252': createSinglebyteEncoder('windows-1252'),
  gb18030: createMultibyteEncoder('gb18030'),
};

export const BOM = utf8.encode('\uFEFF');

/** Throws for what the encoding has no letter for: `lacking` is asked before. */
export const encode = (text: string, encoding: ExportEncoding): Uint8Array => encoders[encoding](text.toWellFormed());

/** The letters that an encoding does not have, each once. */
export function lacking(text: string, encoding: ExportEncoding): readonly string[] {
  const has = (letter: string): boolean => {
    try {
      encode(letter, encoding);
      return true;
    } catch {
      return false;
    }
  };
  return has(text) ? [] : [...new Set(text)].filter((letter) => !has(letter));
}
