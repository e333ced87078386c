/** The short form of `npm run bench:crash`, and what its judge must not overlook. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKey } from '../../../src/storage/keys/key-file.ts';
import { openDatabase } from '../../../src/storage/file/open.ts';
import { quiet, SETUP, startTestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { FIRST_START, makeSite, openBusySite, type Said } from './busy-site.ts';
import { judgeFirstRun, judgeSite } from './judge.ts';
import { crash } from './rig.ts';

test('killed at random moments: nothing that was confirmed is lost, nothing is there by half, everything opens', async () => {
  const tally = await crash(
    ['visits', 'visits', 'set-up', 'visits', 'migrate', 'set-up', 'visits', 'migrate', 'visits', 'visits'],
    3,
  );
  expect(tally.faults).toEqual([]);
  expect(tally).toMatchObject({
    kills: 10,
    byKind: { visits: 6, 'set-up': 2, migrate: 2 },
    lost: 0,
    retractionsLost: 0,
    torn: 0,
    notOpening: 0,
  });
  expect(tally.confirmed).toBeGreaterThan(20);
  expect(tally.uncleanWal).toBeGreaterThan(2);
}, 300_000);

let folder: string;
const said: Said[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-judge-'));
  const profile = join(folder, 'site');
  await makeSite(profile);
  const site = await openBusySite(profile, 1, FIRST_START + 86_400_000, (line) => said.push(line));
  while (!['came', 'taken-back', 'named', 'enrolled', 'erased'].every((what) => said.some((line) => line.what === what)))
    await site.act();
  await site.stop();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the site, after something was done to it with its key. */
async function spoiled(sql: string): Promise<Awaited<ReturnType<typeof judgeSite>>> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(folder, 'site'), copy, { recursive: true });
  const key = value(await openKey(join(copy, 'keys'), { kind: 'key-file' }));
  const open = value(openDatabase({ file: join(copy, 'data', 'lintel.db'), key, log: quiet }));
  for (const { name } of open.db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'",
  ))
    open.db.run(`DROP TRIGGER ${name}`);
  open.db.run('PRAGMA foreign_keys = OFF');
  if (sql !== '') open.db.run(sql);
  open.close();
  return judgeSite(copy, said);
}

test('the judge has nothing against a sound site', async () => {
  expect(await spoiled('')).toMatchObject({ notOpening: [], lost: [], torn: [] });
});

test.each([
  ['a visit', "DELETE FROM events WHERE id = (SELECT max(id) FROM events WHERE kind = 'recognised')", 'lost'],
  ['a retraction', "DELETE FROM events WHERE id = (SELECT min(id) FROM events WHERE kind = 'retracted')", 'lost'],
  ['an older name of the site', `UPDATE settings SET value = '"Site 0"' WHERE key = 'site.name'`, 'lost'],
  ['an erasure', 'UPDATE people SET purged_at = NULL', 'lost'],
  ['a passage', 'DELETE FROM passages WHERE event_id = (SELECT max(event_id) FROM passages)', 'torn'],
  ['one template of five', 'DELETE FROM templates WHERE id = 1', 'torn'],
  ['a code', 'DELETE FROM codes WHERE template_id = 1', 'torn'],
  ['the newest rows', 'DELETE FROM events WHERE id > (SELECT max(id) - 3 FROM events)', 'notOpening'],
] as const)('the judge sees that something is missing: %s', async (_what, sql, found) => {
  expect((await spoiled(sql))[found].length).toBeGreaterThan(0);
});

test('half a first run is found, whichever of its files is cut', async () => {
  const made = join(folder, 'made');
  const t = await startTestApp({ userData: made });
  const { recoveryKey } = value(await t.call('setup.complete', SETUP));
  await t.app.stop();
  const data = join(made, 'data');
  const sound = () => judgeFirstRun(made, recoveryKey, () => data);
  expect(await sound()).toMatchObject({ notOpening: [], lost: [], torn: [] });
  for (const name of ['location.json', 'keys/key.json', 'keys/recovery.json']) {
    const copy = mkdtempSync(join(folder, 'cut-'));
    cpSync(made, copy, { recursive: true });
    writeFileSync(join(copy, name), '{"version":');
    expect((await judgeFirstRun(copy, recoveryKey, () => join(copy, 'data'))).torn).toHaveLength(1);
    rmSync(join(copy, name));
    const { lost, torn, notOpening } = await judgeFirstRun(copy, recoveryKey, () => join(copy, 'data'));
    expect([...lost, ...torn, ...notOpening].length).toBeGreaterThan(0);
  }
}, 120_000);
