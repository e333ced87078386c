/**
 * The recovery key as people write it down: 160 random bits and a 20-bit checksum in Crockford's base32, nine groups of four.
 * Crockford's own check symbol (mod 37) needs five more symbols; four letters of a SHA-256 miss one typing error in a million.
 */
import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 20;
const CHECK_LETTERS = 4;
const LETTERS = (SECRET_BYTES * 8) / 5 + CHECK_LETTERS;

/** ABCD-EFGH-… */
export function newRecoveryKey(): string {
  return formatRecoveryKey(randomBytes(SECRET_BYTES));
}

/** @param secret 20 bytes */
export function formatRecoveryKey(secret: Uint8Array): string {
  const letters = base32(secret) + checksum(secret);
  return letters.match(/.{4}/g)!.join('-');
}

/** The 20 bytes; null when letters are missing or mistyped. Case, blanks, hyphens, O for 0, I and L for 1, width do not matter. */
export function parseRecoveryKey(typed: string): Uint8Array | null {
  const letters = typed
    .slice(0, 400)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== LETTERS) return null;
  const digits = Array.from(letters, (letter) => ALPHABET.indexOf(letter));
  if (digits.includes(-1)) return null;
  let bits = 0n;
  for (const digit of digits.slice(0, -CHECK_LETTERS)) bits = bits * 32n + BigInt(digit);
  const secret = Buffer.from(bits.toString(16).padStart(SECRET_BYTES * 2, '0'), 'hex');
  return letters.endsWith(checksum(secret)) ? secret : null;
}

function base32(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let letters = '';
  for (let i = 0; i < (bytes.length * 8) / 5; i++) {
    letters = ALPHABET.charAt(Number(bits % 32n)) + letters;
    bits /= 32n;
  }
  return letters;
}

function checksum(secret: Uint8Array): string {
  // 20 bits: the first five bytes of the hash, of which four letters are kept.
  return base32(createHash('sha256').update('lintel recovery key').update(secret).digest().subarray(0, 5)).slice(
    0,
    CHECK_LETTERS,
  );
}
