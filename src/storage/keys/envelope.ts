/** The 32-byte database key as it lies on disk: JSON with a version, parsed by zod; nothing in it is trusted before that. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { KEY_BYTES } from '../file/cipher.ts';

/** 128 MiB and about half a second: a passphrase is guessed on other people's machines, and typed once a start. */
export const PASSPHRASE_COST = { N: 2 ** 17, r: 8, p: 1 } as const;

const bytes = (length: number) =>
  z.base64().transform((text, context) => {
    const decoded = new Uint8Array(Buffer.from(text, 'base64'));
    if (decoded.length !== length) context.addIssue(`expected ${length} bytes`);
    return decoded;
  });

const Sealed = z.strictObject({ nonce: bytes(12), text: bytes(KEY_BYTES), tag: bytes(16) });
type Sealed = z.infer<typeof Sealed>;
/** A few bytes that follow from the key, so that a key of another database is told from the right one. */
const keyId = z.string().regex(/^[0-9a-f]{16}$/);
const version = z.literal(1);

/** What a passphrase file may ask for, bytes: four times today's, so that costs can rise. scrypt takes 128 N r. */
export const LARGEST_SCRYPT_BYTES = 512 * 2 ** 20;

/** key.json. Limits on the costs: a hostile file must not make the app take all memory. */
export const KeyFile = z.discriminatedUnion('kind', [
  z.strictObject({ version, kind: z.literal('key-file'), keyId, key: bytes(KEY_BYTES) }),
  z.strictObject({
    version,
    kind: z.literal('passphrase'),
    keyId,
    scrypt: z
      .strictObject({
        N: z
          .int()
          .min(2 ** 14)
          .max(2 ** 20)
          .refine((n) => (n & (n - 1)) === 0),
        r: z.int().min(8).max(16),
        p: z.int().min(1).max(4),
        salt: bytes(16),
      })
      .refine(({ N, r }) => 128 * N * r <= LARGEST_SCRYPT_BYTES),
    sealed: Sealed,
  }),
  z.strictObject({ version, kind: z.literal('keychain'), keyId, blob: z.base64().max(20_000) }),
]);
export type KeyFile = z.infer<typeof KeyFile>;

/** recovery.json. */
export const RecoveryFile = z.strictObject({ version, kind: z.literal('recovery'), keyId, salt: bytes(16), sealed: Sealed });
export type RecoveryFile = z.infer<typeof RecoveryFile>;

/** The same values as JSON: byte strings as base64. */
export function toJson(value: KeyFile | RecoveryFile): string {
  return `${JSON.stringify(value, (_key, v: unknown) => (v instanceof Uint8Array ? Buffer.from(v).toString('base64') : v), 2)}\n`;
}

export function idOfKey(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'lintel key id', 8)).toString('hex');
}

/** AES-256-GCM; kind, version and key id are authenticated with it. */
export function seal(key: Uint8Array, wrapping: Uint8Array, kind: string, id: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(label(kind, id));
  const text = Buffer.concat([cipher.update(key), cipher.final()]);
  return { nonce: new Uint8Array(nonce), text: new Uint8Array(text), tag: new Uint8Array(cipher.getAuthTag()) };
}

/** null when the wrapping key is wrong or a bit was changed: the two cannot be told apart. */
export function unseal(sealed: Sealed, wrapping: Uint8Array, kind: string, id: string): Uint8Array | null {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, sealed.nonce).setAAD(label(kind, id)).setAuthTag(sealed.tag);
  try {
    return new Uint8Array(Buffer.concat([decipher.update(sealed.text), decipher.final()]));
  } catch {
    return null;
  }
}

function label(kind: string, id: string): Buffer {
  return Buffer.from(`lintel:1:${kind}:${id}`);
}

/** NFKC: the same passphrase typed on another keyboard is the same bytes. */
export function stretch(passphrase: string, salt: Uint8Array, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, derived) => {
    if (error) reject(error);
    else resolve(derived);
  });
  return promise;
}

/** The recovery key is 160 random bits: nothing to stretch. */
export function fromRecovery(secret: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, 'lintel recovery', KEY_BYTES));
}
