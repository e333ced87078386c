/**
 * How the file is encrypted: SQLCipher 4's format (AES-256-CBC, HMAC-SHA512 of every page), written by SQLite3 Multiple Ciphers.
 * Chosen over that library's own ChaCha20 because other tools open it too, given the key: nobody's data is locked in. Matching
 * takes the same time with either, since the cache holds decrypted pages (docs/formats.md).
 */
import type Database from 'better-sqlite3';
import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export const KEY_BYTES = 32;
export const PAGE_BYTES = 4096;
const SALT = 16;
const IV = 16;
const HMAC = 64;
/** How many pages are tried before the key is called wrong. */
const TRIED_PAGES = 16;

/** The raw key: no derivation, its 256 bits are random already. A length other than 32 bytes is a bug. */
export function setKey(raw: Database.Database, key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new RangeError(`a database key has ${KEY_BYTES} bytes, not ${key.length}`);
  raw.pragma("cipher = 'sqlcipher'");
  raw.pragma('legacy = 4');
  raw.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
}

/**
 * SQLite says the same of a wrong key and of a damaged first page. Every page carries a HMAC under the key, so: when any other
 * page's holds, the key is right and the first page is damaged. A plain SQLite file and a cut one are damage as well.
 */
export function wrongKeyOrDamaged(file: string, key: Uint8Array): 'key-wrong' | 'database-corrupt' {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size === 0 || size % PAGE_BYTES !== 0) return 'database-corrupt';
    const page = Buffer.alloc(PAGE_BYTES);
    readSync(fd, page, 0, PAGE_BYTES, 0);
    if (page.toString('latin1', 0, 15) === 'SQLite format 3') return 'database-corrupt';
    const salt = page.subarray(0, SALT).map((byte) => byte ^ 0x3a);
    const hmacKey = pbkdf2Sync(key, salt, 2, KEY_BYTES, 'sha512');
    for (let number = 2; number <= Math.min(size / PAGE_BYTES, TRIED_PAGES + 1); number++) {
      readSync(fd, page, 0, PAGE_BYTES, (number - 1) * PAGE_BYTES);
      if (pageHolds(page, number, hmacKey)) return 'database-corrupt';
    }
    return 'key-wrong';
  } finally {
    closeSync(fd);
  }
}

/** A page ends with its 16-byte IV and a 64-byte HMAC over ciphertext, IV and page number (little endian). */
function pageHolds(page: Buffer, number: number, hmacKey: Buffer): boolean {
  const signed = page.subarray(0, PAGE_BYTES - HMAC);
  const pageNumber = Buffer.alloc(4);
  pageNumber.writeUInt32LE(number);
  const expected = createHmac('sha512', hmacKey).update(signed).update(pageNumber).digest();
  return timingSafeEqual(expected, page.subarray(PAGE_BYTES - HMAC)) && signed.length > IV;
}
