/** Data of an earlier Lintel: every window is told how far bringing them to this version is, and nobody is let in before. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SETUP, startTestApp } from '../../../test/fakes/app.ts';
import { QUIET, rawOldEvent, rawPerson } from '../../../test/storage/support.ts';
import { value } from '../../../tools/value.ts';
import type { AppState } from '../../shared/contract.ts';
import { openDatabase } from '../../storage/file/open.ts';
import { openKey } from '../../storage/keys/key-file.ts';
import { MIGRATIONS } from '../../storage/migrations/index.ts';

test('an update tells how far it is, and then the site is open with everything in it', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'lintel-updating-'));
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }));
  const before = await startTestApp({ userData });
  value(await before.call('setup.complete', SETUP));
  const { file, siteId } = value(before.app.site()).open;
  before.close();
  const key = value(await openKey(join(userData, 'keys'), { kind: 'key-file' }));
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const old = value(
    openDatabase({ file, key, log: QUIET, siteId, create: true, migrations: MIGRATIONS.filter(({ version }) => version < 260) }),
  );
  old.db.transaction(() => {
    const ana = rawPerson(old.db, 'Ana');
    for (let i = 0; i < 9_000; i++)
      rawOldEvent(old.db, {
        kind: "'recognised'",
        person_id: String(ana),
        name: "'Ana'",
        employee_number: "'1'",
        direction: "'in'",
      });
  });
  old.close();
  renameSync(join(userData, 'anchor.json'), join(userData, 'anchor.json.away'));

  const after = await startTestApp({ userData });
  onTestFinished(() => after.close());
  const told = after.emitted.filter(({ name }) => name === 'app.changed').map(({ payload }) => payload as AppState);
  const steps = told.filter(({ updating }) => updating !== null);
  expect(steps.length).toBeGreaterThan(3);
  expect(steps.every(({ stage }) => stage !== 'open')).toBe(true);
  expect(steps[0]?.updating).toBe(0);
  expect(after.app.state()).toMatchObject({ stage: 'open', updating: null });
  const names = after.app.openSite()!.db.get<{ n: number }>("SELECT count(*) AS n FROM event_names WHERE name = 'Ana'");
  expect(names).toEqual({ n: 9_000 });
});
