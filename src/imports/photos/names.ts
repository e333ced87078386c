/**
 * Names of an archive's entries: what says that it is UTF-8 is (bit 11, or Info-ZIP's own field); the others are as their bytes or the site say, all of an
 * archive together, since a short name alone says little. Where a text would be of Western Windows, a ZIP is of DOS: CP437 (APPNOTE.TXT 6.3.10, 4.4.4 and D).
 */
import { TextDecoder } from '@exodus/bytes/encoding.js';
import { getFileNameLowLevel } from 'yauzl';
import { decode, type Site } from '../text/decode.ts';

export type RawName = {
  readonly flag: number;
  readonly bytes: Buffer;
  readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[];
};

const UTF8 = 0x800;
const UNICODE_PATH = 0x7075;
const ENOUGH = 65_536;
const LINE = Buffer.from('\n');

/** With / between folders, as long as it is. */
export function entryNames(raw: readonly RawName[], site: Site): string[] {
  const unsaid = raw.filter((name) => !saysItself(name));
  const sample = Buffer.concat(unsaid.flatMap(({ bytes }) => [bytes, LINE])).subarray(0, ENOUGH);
  const { encoding } = decode(new Uint8Array(sample), site);
  const decoder = encoding === 'windows-1252' ? null : new TextDecoder(encoding);
  return raw.map((name) => {
    const { flag, bytes, extraFields } = name;
    if (saysItself(name) || decoder === null) return getFileNameLowLevel(flag, bytes, [...extraFields], false);
    // After the letters are known: the second byte of one may be a \.
    return decoder.decode(bytes).replaceAll('\\', '/');
  });
}

function saysItself({ flag, bytes, extraFields }: RawName): boolean {
  if ((flag & UTF8) !== 0) return true;
  if (!extraFields.some(({ id }) => id === UNICODE_PATH)) return false;
  // The field holds only for the very name that it was written for; the reader looks at that.
  return getFileNameLowLevel(flag, bytes, [...extraFields], true) !== getFileNameLowLevel(flag, bytes, [], true);
}
