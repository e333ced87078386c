/** What stands in a database's two files, decrypted page by page by the format that docs/formats.md describes: free pages and old frames of the log too. */
import { createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { PAGE_BYTES } from '../../src/storage/file/cipher.ts';

/** At the end of each page: its IV, then its HMAC. */
const RESERVED = 80;
const SALT = 16;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

function page(bytes: Buffer, key: Uint8Array, isFirst: boolean): Buffer {
  const end = PAGE_BYTES - RESERVED;
  const cipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(end, end + 16)).setAutoPadding(false);
  return cipher.update(bytes.subarray(isFirst ? SALT : 0, end));
}

/** The database file's pages, one after the other. */
export function databasePages(file: string, key: Uint8Array): Buffer {
  const bytes = readFileSync(file);
  const pages: Buffer[] = [];
  for (let at = 0; at + PAGE_BYTES <= bytes.length; at += PAGE_BYTES)
    pages.push(page(bytes.subarray(at, at + PAGE_BYTES), key, at === 0));
  return Buffer.concat(pages);
}

/** Every frame of its write-ahead log, those of earlier rounds too; empty where there is none. */
export function logPages(file: string, key: Uint8Array): Buffer {
  const log = `${file}-wal`;
  const bytes = existsSync(log) ? readFileSync(log) : Buffer.alloc(0);
  const pages: Buffer[] = [];
  for (let at = WAL_HEADER; at + FRAME_HEADER + PAGE_BYTES <= bytes.length; at += FRAME_HEADER + PAGE_BYTES) {
    const from = at + FRAME_HEADER;
    pages.push(page(bytes.subarray(from, from + PAGE_BYTES), key, bytes.readUInt32BE(at) === 1));
  }
  return Buffer.concat(pages);
}
