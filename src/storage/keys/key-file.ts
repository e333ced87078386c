/**
 * Keeps the database's key in a folder: `key.json`, wrapped in one of three ways, and `recovery.json`, wrapped by the recovery key
 * that is shown once. Written to a temporary file, flushed and renamed: a power cut leaves the old file or the new one.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import { KEY_BYTES } from '../file/cipher.ts';
import { fromRecovery, idOfKey, KeyFile, PASSPHRASE_COST, RecoveryFile, seal, stretch, toJson, unseal } from './envelope.ts';
import { privateFolder, readSmall, tighten, writeWhole } from '../file/files.ts';
import { newRecoveryKey, parseRecoveryKey } from './recovery-key.ts';

export const KEY_FILE = 'key.json';
export const RECOVERY_FILE = 'recovery.json';
/** A key file has a few hundred bytes; the keychain's blob may have some thousand. */
const LARGEST_FILE = 64 * 1024;

export type KeyKind = KeyFile['kind'];
/** How the key is to be wrapped. `seal` and `unseal` are the keychain's (safeStorage in main); what they reject counts as key-lost. */
export type Wrap =
  | { readonly kind: 'key-file' }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keychain'; readonly seal: (plain: Uint8Array) => Promise<Uint8Array> };
export type Unwrap =
  | { readonly kind: 'key-file' }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keychain'; readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array> };

/** Keys that others may read (copied back from a backup, say) are made private again. */
export function tightenKeys(folder: string): void {
  for (const path of [folder, join(folder, KEY_FILE), join(folder, RECOVERY_FILE)]) if (existsSync(path)) tighten(path);
}

/** How the folder's key is kept; null where no key is. Errors: key-lost (a damaged file), folder-unusable. */
export function storedKeyKind(folder: string): Result<KeyKind | null> {
  if (!existsSync(join(folder, KEY_FILE))) return ok(null);
  const file = load(folder, KEY_FILE, KeyFile);
  return file.ok ? ok(file.value.kind) : file;
}

/**
 * Makes a new 32-byte key, wraps it, and wraps it a second time by a recovery key (nine groups of four, to be shown once).
 * Errors: already-set-up (a key or its recovery is there: nothing is overwritten), folder-unusable, key-lost (the keychain refused).
 */
export async function createKey(
  folder: string,
  wrap: Wrap,
): Promise<Result<{ readonly key: Uint8Array; readonly recoveryKey: string }>> {
  // A recovery file whose key file was lost is the last way to somebody's data.
  if ([KEY_FILE, RECOVERY_FILE].some((name) => existsSync(join(folder, name)))) return err({ code: 'already-set-up' });
  const key = new Uint8Array(randomBytes(KEY_BYTES));
  // Recovery first: a key file without it would look complete.
  const recovery = renewRecovery(folder, key);
  if (!recovery.ok) return recovery;
  const wrapped = await rewrapKey(folder, key, wrap);
  return wrapped.ok ? ok({ key, recoveryKey: recovery.value }) : wrapped;
}

/**
 * The 32 bytes. Errors: key-lost (no file, a damaged one, another kind than asked for, or the keychain refuses), key-wrong (wrong
 * passphrase, or a file whose bits were changed), folder-unusable.
 */
export async function openKey(folder: string, unwrap: Unwrap): Promise<Result<Uint8Array>> {
  const loaded = load(folder, KEY_FILE, KeyFile);
  if (!loaded.ok) return loaded;
  const key = await unwrapped(loaded.value, unwrap);
  if (key === 'key-lost' || key === null) return err({ code: key ?? 'key-wrong' });
  tightenKeys(folder);
  return checked(key, loaded.value.keyId);
}

/** Whether the recovery file speaks of this key. Only its recovery key can prove that it opens. */
export function recoveryFits(folder: string, key: Uint8Array): boolean {
  const loaded = load(folder, RECOVERY_FILE, RecoveryFile);
  return loaded.ok && loaded.value.keyId === idOfKey(key);
}

/** Errors: bad-input {field: 'recoveryKey'} (a typing error), key-wrong (of another installation), key-lost (no recovery file). */
export function recoverKey(folder: string, recoveryKey: string): Result<Uint8Array> {
  const secret = parseRecoveryKey(recoveryKey);
  if (!secret) return err({ code: 'bad-input', field: 'recoveryKey' });
  const loaded = load(folder, RECOVERY_FILE, RecoveryFile);
  if (!loaded.ok) return loaded;
  const { sealed, salt, keyId } = loaded.value;
  const key = unseal(sealed, fromRecovery(secret, salt), 'recovery', keyId);
  return key ? checked(key, keyId) : err({ code: 'key-wrong' });
}

/** Wraps a known key anew: after a recovery, or to change the passphrase. Errors: folder-unusable, key-lost (the keychain refused). */
export async function rewrapKey(folder: string, key: Uint8Array, wrap: Wrap): Promise<Result<null>> {
  const keyId = idOfKey(key);
  switch (wrap.kind) {
    case 'key-file':
      return save(folder, KEY_FILE, { version: 1, kind: 'key-file', keyId, key: Uint8Array.from(key) });
    case 'passphrase': {
      const salt = new Uint8Array(randomBytes(16));
      const wrapping = await stretch(wrap.passphrase, salt, PASSPHRASE_COST);
      const sealed = seal(key, wrapping, 'passphrase', keyId);
      return save(folder, KEY_FILE, { version: 1, kind: 'passphrase', keyId, scrypt: { ...PASSPHRASE_COST, salt }, sealed });
    }
    case 'keychain': {
      const sealed = await wrap.seal(key).catch(() => null);
      if (!sealed) return err({ code: 'key-lost' });
      return save(folder, KEY_FILE, { version: 1, kind: 'keychain', keyId, blob: Buffer.from(sealed).toString('base64') });
    }
  }
}

/** A new recovery key for a known key; the old one opens nothing any more. Errors: folder-unusable. */
export function renewRecovery(folder: string, key: Uint8Array): Result<string> {
  const recoveryKey = newRecoveryKey();
  const keyId = idOfKey(key);
  const salt = new Uint8Array(randomBytes(16));
  const sealed = seal(key, fromRecovery(parseRecoveryKey(recoveryKey)!, salt), 'recovery', keyId);
  const saved = save(folder, RECOVERY_FILE, { version: 1, kind: 'recovery', keyId, salt, sealed });
  return saved.ok ? ok(recoveryKey) : saved;
}

/** null = the secret is wrong. */
async function unwrapped(file: KeyFile, unwrap: Unwrap): Promise<Uint8Array | 'key-lost' | null> {
  if (file.kind === 'key-file' && unwrap.kind === 'key-file') return file.key;
  if (file.kind === 'passphrase' && unwrap.kind === 'passphrase') {
    return unseal(file.sealed, await stretch(unwrap.passphrase, file.scrypt.salt, file.scrypt), 'passphrase', file.keyId);
  }
  if (file.kind === 'keychain' && unwrap.kind === 'keychain') {
    return unwrap.unseal(new Uint8Array(Buffer.from(file.blob, 'base64'))).catch(() => 'key-lost' as const);
  }
  return 'key-lost';
}

function checked(key: Uint8Array, keyId: string): Result<Uint8Array> {
  return key.length === KEY_BYTES && idOfKey(key) === keyId ? ok(key) : err({ code: 'key-wrong' });
}

function load<T>(folder: string, name: string, schema: z.ZodType<T>): Result<T> {
  const path = join(folder, name);
  try {
    const parsed = schema.safeParse(JSON.parse(readSmall(path, LARGEST_FILE)));
    return parsed.success ? ok(parsed.data) : err({ code: 'key-lost' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const lost = error instanceof SyntaxError || ['ENOENT', 'ENOTDIR', 'EFBIG'].includes(code);
    return err(lost ? { code: 'key-lost' } : { code: 'folder-unusable', path });
  }
}

function save(folder: string, name: string, content: KeyFile | RecoveryFile): Result<null> {
  try {
    privateFolder(folder);
    writeWhole(join(folder, name), toJson(content));
    return ok(null);
  } catch {
    return err({ code: 'folder-unusable', path: folder });
  }
}
