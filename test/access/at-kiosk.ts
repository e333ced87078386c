/**
 * A real kiosk for tests of the rules: the whole app over real SQLite; people come by face, by PIN, by badge, to a door that each test sets up.
 */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { NEW_DOOR, type DoorFields, type PersonAccessFields, type ZoneFields } from '../../src/shared/access.ts';
import type { CallName, Input, Output } from '../../src/shared/contract.ts';
import type { KioskDecision, LogRow } from '../../src/shared/schemas.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { at, HOUR } from './build.ts';

type Color = [number, number, number];
export const FACES = { ana: [200, 10, 30], ben: [20, 180, 90], cleo: [90, 40, 220], stranger: [7, 99, 150] } satisfies Record<
  string,
  Color
>;
export type Name = Exclude<keyof typeof FACES, 'stranger'>;
/** A Tuesday, 09:00 at the site (Asia/Shanghai). */
export const MORNING = at('2026-11-24T09:00+08:00');
const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const FREE: PersonAccessFields = { groups: [], validFrom: null, validTo: null, visitorUntil: null, antiPassbackExempt: false };
const ZONE: ZoneFields = { name: '', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null };

export let t: TestApp;
export let ids: Record<Name, number>;
let track = 0;
let names = 0;
/** A name that nothing has yet. */
export const unused = (prefix: string): string => `${prefix}${++names}`;

export async function must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const role = t.app.role();
  if (!name.startsWith('recognition.')) t.app.setRole('admin');
  const answer = await t.call(name, input);
  t.app.setRole(role);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

export const db = () => {
  const site = t.app.site();
  if (!site.ok) throw new Error('no site');
  return site.value.db;
};

/** One visit; its frames take no time, so that a test says when it is. */
export async function come(who: keyof typeof FACES, frames = 9): Promise<KioskDecision> {
  track++;
  // Whoever was signed in has been signed out by then.
  t.app.setRole('kiosk');
  let said: KioskDecision | undefined;
  for (let i = 0; i < frames; i++) {
    t.clock.monotonic += 100;
    said = await must('recognition.face', fakeFace(FACES[who], track));
    if (said.state !== 'checking' && said.state !== 'guide') break;
  }
  if (!said) throw new Error('no frames');
  return said;
}

let mark = 0;
/** The rows of visits since the last look, oldest first. */
export async function rows(): Promise<LogRow[]> {
  const list = await must('log.list', {
    filter: { ...ALL, kinds: ['recognised', 'refused', 'retracted'] },
    before: null,
    limit: 200,
  });
  const fresh = list.rows.filter((r) => r.id > mark).reverse();
  mark = list.rows[0]?.id ?? mark;
  return fresh;
}
export const brief = (list: readonly LogRow[]) => list.map((r) => [r.kind, r.name, r.reason, r.direction]);

/** A new zone and a new door into it, open to everybody at any time, at which the kiosk stands. */
export async function stand(
  fields: Partial<DoorFields> = {},
  zone: Partial<ZoneFields> = {},
  everybody: Name[] = ['ana', 'ben', 'cleo'],
) {
  const name = unused('n');
  const inside = await must('access.saveZone', { id: null, fields: { ...ZONE, name, ...zone } });
  const door = await must('access.saveDoor', {
    id: null,
    fields: { ...NEW_DOOR, name, direction: 'in', toZone: inside.id, ...fields },
    openTo: [],
  });
  const group = await must('access.saveGroup', {
    id: null,
    fields: { name, grants: [{ doorId: door.id, profileId: null }], opensDay: false, isDefault: false },
  });
  await must('access.saveMembers', { id: group.id, people: everybody.map((n) => ids[n]) });
  await must('settings.save', { kiosk: { doorId: door.id } });
  return { zoneId: inside.id, door, group: group.id };
}

export async function person(who: Name, fields: Partial<PersonAccessFields>) {
  const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = await must('access.person', { id: ids[who] });
  const now = { groups, validFrom, validTo, visitorUntil, antiPassbackExempt };
  await must('access.savePerson', { id: ids[who], fields: { ...now, ...fields } });
}
export const place = async (who: Name) => (await must('access.person', { id: ids[who] })).place?.zoneId;

/** One site for all tests of a file; before each, everybody is nowhere and free, and it is morning. */
export function useKiosk(): void {
  beforeAll(async () => {
    t = await startTestApp();
    t.clock.at = MORNING - HOUR;
    await must('setup.complete', SETUP);
    const made: [string, number][] = [];
    for (const name of ['ana', 'ben', 'cleo'] as const) {
      const { enrolmentId } = await must('enrol.begin', { personId: null });
      for (let i = 0; i < 5; i++) await must('enrol.sample', { enrolmentId, face: fakeFace(FACES[name]) });
      const done = await must('enrol.commit', { enrolmentId, person: { employeeNumber: name, name, department: '' } });
      made.push([name, done.id]);
    }
    ids = Object.fromEntries(made) as Record<Name, number>;
    await must('settings.save', { recognition: { cooldownSeconds: 0 } });
    t.app.setRole('kiosk');
  });
  afterAll(() => {
    t.close();
  });
  beforeEach(async () => {
    t.clock.at = MORNING;
    t.app.setRole('kiosk');
    for (const name of ['ana', 'ben', 'cleo'] as const) await person(name, FREE);
    await must('access.reset', { personId: null, zoneId: null });
    await must('recognition.reset', null);
    await rows();
  });
}
