/** `anchor.json`: the anchor, sealed under the database's key and, where there is one, by the system's keychain. Whoever may write it alone can only take it away. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { HistoryNotice } from '../../shared/calls/history.ts';
import { Anchor } from './anchor.ts';
import { readSmall, writeWhole } from '../file/files.ts';

/** Ten thousand people and badges take 4 KB; numbers tried at the pad are the rest. */
const LARGEST = 4 * 2 ** 20;

const File = z.discriminatedUnion('kind', [
  z.strictObject({ version: z.literal(1), kind: z.literal('key'), sealed: z.base64() }),
  /** The same, sealed once more by the keychain. */
  z.strictObject({ version: z.literal(1), kind: z.literal('keychain'), sealed: z.base64() }),
]);

const Content = z.strictObject({
  anchor: Anchor,
  /** What was found and no administrator has seen yet. */
  notices: z.array(HistoryNotice).max(100),
});
export type AnchorContent = z.infer<typeof Content>;

export type AnchorKeys = {
  /** The database's, 32 bytes. */
  readonly key: Uint8Array;
  readonly siteId: string;
  readonly keychain: {
    readonly seal: (plain: Uint8Array) => Promise<Uint8Array>;
    readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array>;
  } | null;
};

/** What the file holds: null where none is; unreadable where it is damaged, another site's, or the keychain refuses. */
export async function readAnchor(file: string, keys: AnchorKeys): Promise<AnchorContent | 'unreadable' | null> {
  try {
    const { kind, sealed } = File.parse(JSON.parse(readSmall(file, LARGEST)));
    const bytes = new Uint8Array(Buffer.from(sealed, 'base64'));
    if (kind === 'keychain' && !keys.keychain) return 'unreadable';
    const inner = kind === 'keychain' ? await keys.keychain!.unseal(bytes) : bytes;
    return Content.parse(JSON.parse(unseal(inner, keys)));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'unreadable';
  }
}

/** Throws what the disk or the keychain says. Without a keychain the file is there when this returns. */
export async function writeAnchor(file: string, content: AnchorContent, keys: AnchorKeys): Promise<void> {
  const inner = seal(JSON.stringify(content), keys);
  const kind = keys.keychain ? 'keychain' : 'key';
  const sealed = keys.keychain ? await keys.keychain.seal(inner) : inner;
  writeWhole(
    file,
    JSON.stringify({ version: 1, kind, sealed: Buffer.from(sealed).toString('base64') } satisfies z.input<typeof File>),
  );
}

/** nonce (12), tag (16), text: AES-256-GCM. */
function seal(text: string, { key, siteId }: AnchorKeys): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping(key), nonce).setAAD(label(siteId));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
}

function unseal(bytes: Uint8Array, { key, siteId }: AnchorKeys): string {
  const decipher = createDecipheriv('aes-256-gcm', wrapping(key), bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(label(siteId))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

const wrapping = (key: Uint8Array): Uint8Array => new Uint8Array(hkdfSync('sha256', key, '', 'lintel anchor', 32));
const label = (siteId: string): Buffer => Buffer.from(`lintel:anchor:1:${siteId}`);
