import fc from 'fast-check';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder, value } from '../../../test/storage/support.ts';
import {
  createKey,
  KEY_FILE,
  openKey,
  RECOVERY_FILE,
  recoverKey,
  renewRecovery,
  rewrapKey,
  storedKeyKind,
  type Unwrap,
  type Wrap,
} from './key-file.ts';
import { formatRecoveryKey, parseRecoveryKey } from './recovery-key.ts';

const PASSPHRASE = '一句很长的口令 horse';
/** A keychain that ours cannot see into: XOR with what only it knows. */
const flip = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes.map((b) => b ^ 0x5a));
const ways: { wrap: Wrap; unwrap: Unwrap }[] = [
  { wrap: { kind: 'key-file' }, unwrap: { kind: 'key-file' } },
  { wrap: { kind: 'passphrase', passphrase: PASSPHRASE }, unwrap: { kind: 'passphrase', passphrase: PASSPHRASE } },
  { wrap: { kind: 'keychain', seal: flip }, unwrap: { kind: 'keychain', unseal: flip } },
];
const LOST = { ok: false, error: { code: 'key-lost' } };
const WRONG = { ok: false, error: { code: 'key-wrong' } };

describe.each(ways)('$wrap.kind', ({ wrap, unwrap }) => {
  test('a key is made, opened again, recovered, and never overwritten', async () => {
    const folder = tempFolder();
    expect(storedKeyKind(folder)).toEqual({ ok: true, value: null });
    const { key, recoveryKey } = value(await createKey(folder, wrap));
    expect(key).toHaveLength(32);
    expect(storedKeyKind(folder)).toEqual({ ok: true, value: wrap.kind });
    expect(value(await openKey(folder, unwrap))).toEqual(key);
    expect(value(recoverKey(folder, recoveryKey))).toEqual(key);
    expect(await createKey(folder, wrap)).toEqual({ ok: false, error: { code: 'already-set-up' } });
    expect(value(await openKey(folder, unwrap))).toEqual(key);
    expect(readdirSync(folder).sort()).toEqual([KEY_FILE, RECOVERY_FILE]);
    if (process.platform !== 'win32') {
      for (const name of [KEY_FILE, RECOVERY_FILE]) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    const clear = Buffer.from(key).toString('base64');
    expect(readFileSync(join(folder, KEY_FILE), 'utf8').includes(clear)).toBe(wrap.kind === 'key-file');
    expect(readFileSync(join(folder, RECOVERY_FILE), 'utf8').includes(clear)).toBe(false);
  });

  test('a lost file: the recovery key opens, and the key is wrapped anew', async () => {
    const folder = tempFolder();
    const { key, recoveryKey } = value(await createKey(folder, wrap));
    rmSync(join(folder, KEY_FILE));
    expect(await openKey(folder, unwrap)).toEqual(LOST);
    const recovered = value(recoverKey(folder, recoveryKey));
    value(await rewrapKey(folder, recovered, wrap));
    expect(value(await openKey(folder, unwrap))).toEqual(key);
  });

  test('any changed bit of the file is noticed', async () => {
    const folder = tempFolder();
    value(await createKey(folder, wrap));
    const path = join(folder, KEY_FILE);
    const good = readFileSync(path);
    // Each passphrase try costs half a second; the other kinds are tried at every tenth byte.
    const places =
      wrap.kind === 'passphrase'
        ? [good.indexOf('"text"') + 12, good.indexOf('"tag"') + 10, good.indexOf('"keyId"') + 12]
        : steps(good.length);
    for (const at of places) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      writeFileSync(path, bad);
      const result = await openKey(folder, unwrap);
      // A blank that became another blank, or base64's unused bits, change nothing.
      if (!result.ok) expect(['key-wrong', 'key-lost']).toContain(result.error.code);
      else expect(value(result)).toEqual(value(await reread(path, good, folder, unwrap)));
    }
  });
});

const steps = (length: number): number[] => Array.from({ length: Math.floor(length / 10) }, (_, i) => i * 10);
async function reread(path: string, good: Buffer, folder: string, unwrap: Unwrap) {
  writeFileSync(path, good);
  return openKey(folder, unwrap);
}

test('a wrong passphrase; the same one typed on another keyboard', async () => {
  const folder = tempFolder();
  const { key } = value(await createKey(folder, { kind: 'passphrase', passphrase: 'horse 12' }));
  expect(await openKey(folder, { kind: 'passphrase', passphrase: 'horse 13' })).toEqual(WRONG);
  expect(value(await openKey(folder, { kind: 'passphrase', passphrase: 'ｈorse １２' }))).toEqual(key);
});

test('a passphrase is changed: the old one opens nothing', async () => {
  const folder = tempFolder();
  const { key } = value(await createKey(folder, { kind: 'passphrase', passphrase: 'one' }));
  value(await rewrapKey(folder, key, { kind: 'passphrase', passphrase: 'two' }));
  expect(await openKey(folder, { kind: 'passphrase', passphrase: 'one' })).toEqual(WRONG);
  expect(value(await openKey(folder, { kind: 'passphrase', passphrase: 'two' }))).toEqual(key);
});

test("another installation's key file, and its recovery key", async () => {
  const [here, there] = [tempFolder(), tempFolder()];
  const mine = value(await createKey(here, { kind: 'key-file' }));
  const other = value(await createKey(there, { kind: 'key-file' }));
  expect(recoverKey(here, other.recoveryKey)).toEqual(WRONG);
  const file = JSON.parse(readFileSync(join(here, KEY_FILE), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(here, KEY_FILE), JSON.stringify({ ...file, key: Buffer.from(other.key).toString('base64') }));
  expect(await openKey(here, { kind: 'key-file' })).toEqual(WRONG);
  const renewed = value(renewRecovery(here, mine.key));
  expect(recoverKey(here, mine.recoveryKey)).toEqual(WRONG);
  expect(value(recoverKey(here, renewed))).toEqual(mine.key);
});

test('damaged, hostile and missing files', async () => {
  const folder = tempFolder();
  const path = join(folder, KEY_FILE);
  const { recoveryKey } = value(await createKey(folder, { kind: 'passphrase', passphrase: 'one' }));
  const good = JSON.parse(readFileSync(path, 'utf8')) as { scrypt: object };
  const bad: unknown[] = [
    {},
    [],
    { ...good, version: 2 },
    { ...good, extra: 1 },
    // Would take 256 GiB of memory; and 1 and 2 GiB, each number in its own range.
    { ...good, scrypt: { ...good.scrypt, N: 2 ** 30 } },
    { ...good, scrypt: { ...good.scrypt, N: 2 ** 20, r: 8 } },
    { ...good, scrypt: { ...good.scrypt, N: 2 ** 20, r: 16, p: 4 } },
    { ...good, scrypt: { ...good.scrypt, N: 2 ** 17 + 1 } },
    { ...good, scrypt: { ...good.scrypt, salt: 'AAAA' } },
  ];
  for (const content of bad) {
    writeFileSync(path, JSON.stringify(content));
    expect(await openKey(folder, { kind: 'passphrase', passphrase: 'one' })).toEqual(LOST);
    expect(storedKeyKind(folder)).toEqual(LOST);
  }
  for (const text of ['', 'not json', '\u0000'.repeat(100), `"${'x'.repeat(100_000)}"`]) {
    writeFileSync(path, text);
    expect(await openKey(folder, { kind: 'passphrase', passphrase: 'one' })).toEqual(LOST);
  }
  rmSync(join(folder, RECOVERY_FILE));
  expect(recoverKey(folder, recoveryKey)).toEqual(LOST);
});

test('another kind than the one that is there is no key', async () => {
  const folder = tempFolder();
  value(await createKey(folder, { kind: 'key-file' }));
  expect(await openKey(folder, { kind: 'passphrase', passphrase: 'x' })).toEqual(LOST);
});

test('a keychain that refuses: values, not throws, and nothing looks set up', async () => {
  const folder = tempFolder();
  const refuse = () => Promise.reject(new Error('locked'));
  expect(await createKey(folder, { kind: 'keychain', seal: refuse })).toEqual(LOST);
  expect(existsSync(join(folder, KEY_FILE))).toBe(false);
  // What was written of the recovery is not overwritten either: it may be the last way to somebody's data.
  expect(await createKey(folder, { kind: 'keychain', seal: flip })).toEqual({ ok: false, error: { code: 'already-set-up' } });
  rmSync(join(folder, RECOVERY_FILE));
  value(await createKey(folder, { kind: 'keychain', seal: flip }));
  expect(await openKey(folder, { kind: 'keychain', unseal: refuse })).toEqual(LOST);
  expect(await openKey(folder, { kind: 'keychain', unseal: () => Promise.resolve(new Uint8Array(5)) })).toEqual(WRONG);
});

test('a key file that others may read is made private again', async () => {
  if (process.platform === 'win32') return;
  const folder = tempFolder();
  value(await createKey(folder, { kind: 'key-file' }));
  chmodSync(join(folder, KEY_FILE), 0o644);
  value(await openKey(folder, { kind: 'key-file' }));
  expect(statSync(join(folder, KEY_FILE)).mode & 0o777).toBe(0o600);
});

test('a folder that is a file', async () => {
  const path = join(tempFolder(), 'file');
  writeFileSync(path, '');
  expect(await createKey(path, { kind: 'key-file' })).toEqual({ ok: false, error: { code: 'folder-unusable', path } });
});

describe('the recovery key as it is written down', () => {
  const secret = fc.uint8Array({ minLength: 20, maxLength: 20 });
  test('nine groups of four, read back however it is typed', () => {
    fc.assert(
      fc.property(secret, fc.boolean(), fc.constantFrom('', ' ', '-', '–', '　'), (bytes, lower, between) => {
        const shown = formatRecoveryKey(bytes);
        expect(shown).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
        const typed = shown.replaceAll('-', between).replaceAll('0', 'O').replaceAll('1', 'l');
        expect(parseRecoveryKey(lower ? typed.toLowerCase() : typed)).toEqual(Buffer.from(bytes));
      }),
    );
  });
  test('a mistyped letter, two swapped ones, a missing one are noticed', () => {
    fc.assert(
      fc.property(secret, fc.nat(35), fc.nat(30), (bytes, at, by) => {
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const letters = formatRecoveryKey(bytes).replaceAll('-', '').split('');
        const typo = letters.with(at, alphabet.charAt((alphabet.indexOf(letters[at]!) + 1 + by) % 32));
        expect(parseRecoveryKey(typo.join(''))).toBeNull();
        if (at > 0 && letters[at] !== letters[at - 1]) {
          expect(
            parseRecoveryKey(
              letters
                .with(at, letters[at - 1]!)
                .with(at - 1, letters[at]!)
                .join(''),
            ),
          ).toBeNull();
        }
        expect(parseRecoveryKey(letters.toSpliced(at, 1).join(''))).toBeNull();
      }),
    );
    expect(parseRecoveryKey('')).toBeNull();
    expect(parseRecoveryKey('U'.repeat(36))).toBeNull();
  });
  test('a typing error is not a wrong key', () => {
    expect(recoverKey(tempFolder(), 'ABCD')).toEqual({ ok: false, error: { code: 'bad-input', field: 'recoveryKey' } });
  });
});
