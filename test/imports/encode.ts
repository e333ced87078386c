/** Text to bytes in an old encoding: the decoder's table read backwards. For tests; Lintel writes UTF-8 alone. */
import { TextDecoder } from '@exodus/bytes/encoding.js';
import type { EncodingName } from '../../src/shared/imported.ts';

const tables = new Map<EncodingName, ReadonlyMap<string, readonly number[]>>();

function tableOf(encoding: EncodingName): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    try {
      const text = decoder.decode(new Uint8Array(bytes));
      if (Array.from(text).length === 1 && !table.has(text)) table.set(text, bytes);
    } catch {
      // No character of it.
    }
  };
  for (let a = 0; a < 256; a++) add([a]);
  if (!encoding.startsWith('windows')) for (let a = 0x81; a < 0xff; a++) for (let b = 0x30; b < 0xff; b++) add([a, b]);
  tables.set(encoding, table);
  return table;
}

/** Throws for a character that the encoding does not have. */
export function createEncoder(encoding: EncodingName): (text: string) => Uint8Array {
  if (encoding === 'utf-8') return (text) => new Uint8Array(Buffer.from(text, 'utf8'));
  if (encoding === 'utf-16le') return (text) => new Uint8Array(Buffer.from(text, 'utf16le'));
  if (encoding === 'utf-16be') return (text) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());
  const table = tableOf(encoding);
  return (text) =>
    new Uint8Array(
      Array.from(text).flatMap((character) => {
        const bytes = table.get(character);
        if (!bytes) throw new Error(`${encoding} has no ${character}`);
        return bytes;
      }),
    );
}
