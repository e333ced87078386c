/** How this machine keeps the key of a site: in a file, behind a passphrase, or in the system's keychain. */
import { err, ok, type Result } from '../../domain/result.ts';
import type { KeyKind } from '../../shared/contract.ts';
import { rewrapKey, storedKeyKind, type Unwrap, type Wrap } from '../../storage/keys/key-file.ts';
import type { Log } from '../base/log.ts';

/** The system's keychain, where there is one worth the name. */
export type Keychain = {
  readonly seal: (plain: Uint8Array) => Promise<Uint8Array>;
  readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array>;
};

export type KeyKeeping = {
  /** Errors: key-lost (there is no keychain here). */
  unwrap(kind: KeyKind, passphrase: string): Result<Unwrap>;
  /** Errors: bad-input {passphrase, keyKind}. */
  wrap(kind: KeyKind, passphrase: string | null): Result<Wrap>;
  /** After a recovery the lost key file or keychain entry is made anew; a forgotten passphrase stays until it is changed. */
  keepRecovered(key: Uint8Array, recoveryKey: string): Promise<void>;
};

type Deps = { readonly keyFolder: string; readonly keychain: Keychain | null; readonly log: Pick<Log, 'warn'> };

export function createKeyKeeping({ keyFolder, keychain, log }: Deps): KeyKeeping {
  function wrap(kind: KeyKind, passphrase: string | null): Result<Wrap> {
    if (kind === 'key-file') return ok({ kind });
    if (kind === 'passphrase') return passphrase ? ok({ kind, passphrase }) : err({ code: 'bad-input', field: 'passphrase' });
    return keychain ? ok({ kind, seal: keychain.seal }) : err({ code: 'bad-input', field: 'keyKind' });
  }

  return {
    wrap,
    unwrap(kind, passphrase) {
      if (kind !== 'keychain') return ok(kind === 'key-file' ? { kind } : { kind, passphrase });
      return keychain ? ok({ kind, unseal: keychain.unseal }) : err({ code: 'key-lost' });
    },
    async keepRecovered(key, recoveryKey) {
      const stored = storedKeyKind(keyFolder);
      if (stored.ok && stored.value === 'passphrase') return;
      const how = wrap(keychain ? 'keychain' : 'key-file', recoveryKey);
      const kept = how.ok ? await rewrapKey(keyFolder, key, how.value) : how;
      if (!kept.ok)
        log.warn({ error: kept.error }, 'the recovered key could not be kept; it is asked for again at the next start');
    },
  };
}
