import type { Result } from '../domain/result.ts';

export type KeyKind = 'keychain' | 'key-file' | 'passphrase';
/** How the key is to be wrapped. seal and unseal are the keychain's (safeStorage in main). */
export type Wrap =
  | { readonly kind: 'key-file' }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keychain'; readonly seal: (plain: Uint8Array) => Promise<Uint8Array> };
export type Unwrap =
  | { readonly kind: 'key-file' }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keychain'; readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array> };

/** How the folder's key is kept; null where no key is. Errors: key-lost (a damaged file), folder-unusable. */
export declare function storedKeyKind(folder: string): Result<KeyKind | null>;
/** Makes a new 32-byte key, wraps it, and a recovery key for it (shown once). Refuses to overwrite: already-set-up. */
export declare function createKey(folder: string, wrap: Wrap): Promise<Result<{ readonly key: Uint8Array; readonly recoveryKey: string }>>;
/** Errors: key-lost, key-wrong, folder-unusable. */
export declare function openKey(folder: string, unwrap: Unwrap): Promise<Result<Uint8Array>>;
/** Errors: bad-input {field: 'recoveryKey'} (a typing error), key-wrong, key-lost (no recovery file). */
export declare function recoverKey(folder: string, recoveryKey: string): Result<Uint8Array>;
/** Wraps a known key anew: after a recovery, or to change the passphrase. */
export declare function rewrapKey(folder: string, key: Uint8Array, wrap: Wrap): Promise<Result<null>>;
