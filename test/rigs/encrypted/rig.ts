/** Whether anything that the site holds can be read in any file that it leaves, at every stage of its life. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../src/main/base/log.ts';
import { setKey } from '../../../src/storage/file/cipher.ts';
import { openKey } from '../../../src/storage/keys/key-file.ts';
import { setDatabaseAside } from '../../../src/storage/file/open.ts';
import { Database } from '../../../src/storage/file/sqlite.ts';
import { startTestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { fillSite } from './full-site.ts';
import { needlesOf, scan, written, type Needle, type Scan } from './scan.ts';

export type Found = {
  readonly stages: Readonly<Record<string, Scan>>;
  readonly needles: number;
  /** Columns of text and bytes that nothing was looked for of. */
  readonly empty: readonly string[];
  /** The same search in the same data without their encryption: of how many columns something is found, and of how many it should be. */
  readonly control: { readonly found: number; readonly of: number; readonly missed: readonly string[] };
};

export async function lookForPlaintext(): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-encrypted-'));
  const before = process.env['TMPDIR'];
  const temporary = join(folder, 'site', 'temporary');
  mkdirSync(temporary, { recursive: true });
  // For Node and for SQLite.
  process.env['TMPDIR'] = temporary;
  try {
    return await look(folder);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function look(folder: string): Promise<Found> {
  const site = join(folder, 'site');
  const { t, typed } = await fillSite(site);
  const profile = join(site, 'profile');
  const key = value(await openKey(join(profile, 'keys'), { kind: 'passphrase', passphrase: String(typed.get('passphrase')) }));
  const held = needlesOf(value(t.app.site()).own);
  const secrets = [...typed, ['key of the database', key] as const].flatMap(([of, secret]) => written(of, secret));
  const needles: readonly Needle[] = [...held.needles, ...secrets];
  const stages: Record<string, Scan> = {};
  stages['while it is open'] = scan(site, needles);
  // As a power cut leaves it, with its write-ahead log.
  const cut = join(folder, 'cut');
  cpSync(join(profile, 'data'), cut, { recursive: true });
  await t.app.stop();
  stages['stopped'] = scan(site, needles);

  // Opened by the recovery key in the place of the passphrase, as after one that was forgotten.
  const again = await startTestApp({ userData: profile, log: createLog(join(profile, 'logs', 'lintel.log')) });
  await again.call('session.unlock', { kind: 'passphrase', secret: 'Wrong-passphrase-kumquat' });
  await again.call('session.unlock', { kind: 'recovery-key', secret: String(typed.get('recovery key')) });
  if (again.app.state().stage !== 'open') throw new Error(`it does not open: ${again.app.state().stage}`);
  stages['opened by its recovery key'] = scan(site, [...needles, ...written('wrong passphrase', 'Wrong-passphrase-kumquat')]);
  await again.app.stop();
  setDatabaseAside(join(profile, 'data', 'lintel.db'), Date.UTC(2026, 10, 24));
  stages['set aside'] = scan(site, needles);
  stages['cut off'] = scan(cut, needles);
  return { stages, needles: needles.length, empty: held.empty, control: control(folder, cut, key, held.needles) };
}

/** The database that was cut off, without its encryption. */
function control(folder: string, cut: string, key: Uint8Array, needles: readonly Needle[]): Found['control'] {
  const plain = join(folder, 'plain');
  mkdirSync(plain);
  const file = join(plain, 'lintel.db');
  for (const end of ['', '-wal']) copyFileSync(join(cut, `lintel.db${end}`), file + end);
  const raw = new Database(file);
  setKey(raw, key);
  raw.pragma('journal_mode = DELETE');
  raw.pragma("rekey = ''");
  raw.close();
  const { hits } = scan(plain, needles);
  const columns = new Set(needles.map(({ of }) => of));
  const missed = [...columns].filter((of) => !hits.includes(`lintel.db: ${of}`));
  // A single word in a log is found as well.
  writeFileSync(join(plain, 'one.log'), Buffer.concat([Buffer.from('{"msg":"'), needles[0]!.bytes, Buffer.from('"}')]));
  if (!scan(plain, needles.slice(0, 1)).hits.includes(`one.log: ${needles[0]!.of}`)) missed.push('one.log');
  return { found: columns.size - missed.length, of: columns.size, missed };
}
