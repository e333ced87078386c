/** A site that holds something of everything, with words that stand nowhere else; and machines on which nothing is open. */
import { mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEW_DOOR } from '../../../src/shared/access.ts';
import type { Log } from '../../../src/main/base/log.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { DEPARTMENT, KIOSK_PIN, NAME, NUMBER, OUTPUT_KEY, URL_PATH } from './marks.ts';

export type Target = {
  readonly t: TestApp;
  readonly folder: string;
  /** People who come with a face, as the engine of the tests sees them; and what opens. */
  readonly faces: [number, number, number][];
  tokens: string[];
  codes: string[];
  made: number;
};

export const PASSPHRASE = 'Vexillology pumpernickel 88';
const FACED = 4;
const FACELESS = 4;

export async function openTarget(log: Log): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-hostile-'));
  const t = await startTestApp({ userData: join(folder, 'profile'), log, saveTo: join(folder, 'export.csv') });
  value(await t.call('setup.complete', { ...SETUP, kioskPin: KIOSK_PIN }));
  const target: Target = { t, folder, faces: [], tokens: [], codes: [], made: 0 };
  const zone = value(
    await t.call('access.saveZone', {
      id: null,
      fields: { name: 'Vault', antiPassback: 'soft', timedMinutes: 10, resetAt: null, capacity: 50 },
    }),
  );
  const door = value(
    await t.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'North', toZone: zone.id }, openTo: null }),
  );
  value(
    await t.call('outputs.save', {
      doorId: door.id,
      config: { kind: 'http', url: `http://127.0.0.1:9/${URL_PATH}`, signature: 2 },
      secrets: { password: null, key: OUTPUT_KEY },
    }),
  );
  value(await t.call('settings.save', { kiosk: { doorId: door.id }, recognition: { cooldownSeconds: 0 } }));
  await refill(target);
  return target;
}

/** What hostile calls have deleted, renamed and taken away is there again: else they would soon be at an empty house. */
export async function refill(target: Target): Promise<void> {
  const { t } = target;
  t.app.setRole('admin');
  const there = (await t.call('people.list', { search: NAME })) as {
    ok: boolean;
    value: readonly { id: number; withoutFace: boolean }[];
  };
  const people = there.ok ? there.value : [];
  for (let i = people.filter((p) => !p.withoutFace).length; i < FACED; i++) await addFace(target);
  for (let i = people.filter((p) => p.withoutFace).length; i < FACELESS; i++) {
    const id = target.made++;
    const fields = { employeeNumber: `${NUMBER}-${id}`, name: `${NAME} ${id}`, department: `${DEPARTMENT} ${id}` };
    await t.call('credentials.addWithoutFace', fields);
  }
  const now = await t.call('people.list', { search: NAME });
  const ids = now.ok ? now.value.map(({ id }) => id).slice(0, 6) : [];
  const cards = await t.call('credentials.print', { personIds: ids, renew: false });
  if (cards.ok) target.tokens = cards.value.map(({ token }) => token);
  const pin = ids[0] === undefined ? null : await t.call('credentials.setPin', { personId: ids[0], pin: null });
  if (pin?.ok) target.codes = [pin.value.number + pin.value.pin];
  await t.call('credentials.resetTries', { personId: null });
}

async function addFace(target: Target): Promise<void> {
  const { t } = target;
  const id = target.made++;
  const face: [number, number, number] = [(id * 53) % 251, (id * 17 + 9) % 241, 7];
  const begun = await t.call('enrol.begin', { personId: null });
  if (!begun.ok) return;
  const { enrolmentId } = begun.value;
  await t.call('enrol.sample', { enrolmentId, face: { ...fakeFace(face), capturedAt: t.clock.at } });
  const person = { employeeNumber: `${NUMBER}-${id}`, name: `${NAME} ${id}`, department: `${DEPARTMENT} ${id}` };
  const made = await t.call('enrol.commit', { enrolmentId, person });
  if (made.ok) target.faces.push(face);
}

/** Nothing set up; a passphrase that nobody has typed; a database that is not where it was. */
export async function openClosed(log: Log, folder: string): Promise<TestApp[]> {
  const start = (name: string): Promise<TestApp> =>
    startTestApp({ userData: join(folder, name), log, saveTo: join(folder, 'closed.csv') });
  const closed = [await start('first-run')];
  for (const name of ['locked', 'gone']) {
    const made = await start(name);
    const kind = name === 'locked' ? ({ keyKind: 'passphrase', passphrase: PASSPHRASE } as const) : {};
    value(await made.call('setup.complete', { ...SETUP, kioskPin: KIOSK_PIN, ...kind }));
    await made.app.stop();
    if (name === 'gone') renameSync(join(folder, name, 'data'), join(folder, name, 'elsewhere'));
    closed.push(await start(name));
  }
  return closed;
}

/** Whatever was set up or unlocked under hostile calls opens at the next start; sentences where it does not. */
export async function opensAgain(closed: readonly TestApp[], log: Log): Promise<string[]> {
  const faults: string[] = [];
  for (const each of closed.filter(({ app }) => app.state().stage === 'open')) {
    await each.app.stop();
    const again = await startTestApp({ userData: each.userData, log });
    if (again.app.state().stage === 'unlock') await again.call('session.unlock', { kind: 'passphrase', secret: PASSPHRASE });
    const { stage, fault } = again.app.state();
    if (stage !== 'open') faults.push(`what was opened does not open again: ${stage} ${JSON.stringify(fault)}`);
    await again.app.stop();
  }
  return faults;
}
