/**
 * A fuller site for the tour of the screens: a dozen people more, and three days of coming and going, written by storage's own
 * functions. Their faces are random directions, their names made up; nobody is recognised as one of them.
 */
import type { Language } from '../../src/domain/language.ts';
import { offsetMinutes } from '../../src/domain/time/instants.ts';
import { personId, type PersonId } from '../../src/domain/ids.ts';
import { appendEvent, type NewEvent } from '../../src/storage/log/events.ts';
import { currentModel } from '../../src/storage/gallery/gallery.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { listPeople, setActive } from '../../src/storage/people/people.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { enrolPerson } from '../../src/storage/gallery/templates.ts';
import { SyntheticFaces } from '../../bench/synthetic-faces.ts';
import { goodQuality } from '../fakes/quality.ts';
import { value, type Site } from './seeded.ts';

const STAFF: readonly (readonly [name: string, number: string, department: string])[] = [
  ['陈思远', '1004', '研发 R&D'],
  ['Amara Okafor', '1005', '研发 R&D'],
  ['李晓梅', '1006', '财务 Finance'],
  ['Jonas Lindqvist', '1007', '仓库 Warehouse'],
  ['王建国', '1008', '仓库 Warehouse'],
  ['Priya Raghunathan', '1009', '财务 Finance'],
  ['赵雨桐', '1010', '前台 Reception'],
  ['Mateo Fernández', '1011', '仓库 Warehouse'],
  ['周子涵', '1012', '研发 R&D'],
  ['Siobhán O’Malley', '1013', '人事 People'],
  ['黄丽娜', '1014', '人事 People'],
  ['Tomáš Dvořák', '1015', '研发 R&D'],
];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export async function fillSample(site: Site, language: Language): Promise<void> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { db } = open;
  const settings = value(
    saveSettings(db, kiosksOf(db)[0]!, {
      appearance: { language, theme: 'auto' },
      site: { name: language === 'en' ? 'North door' : '北门' },
    }),
  );
  const faces = new SyntheticFaces(7);
  const modelId = currentModel(db);
  if (modelId === null) throw new Error('the seeded site has no model');
  const now = Date.now();
  for (const [name, employeeNumber, department] of STAFF) {
    const face = faces.person();
    const samples = Array.from({ length: 5 }, () => ({
      embedding: faces.picture(face),
      modelId,
      mirrorCosine: 0.93,
      quality: goodQuality(),
      capturedAt: now - 30 * DAY,
      crop: null,
    }));
    value(enrolPerson(db, { employeeNumber, name, department }, samples, now - 30 * DAY));
  }
  const people = listPeople(db, '');
  value(setActive(db, personId(people.find((p) => p.employeeNumber === '1011')!.id), false));

  const write = (at: number, facts: Partial<NewEvent> & Pick<NewEvent, 'kind'>): void => {
    value(
      appendEvent(db, {
        personId: null,
        direction: null,
        reason: null,
        about: null,
        score: null,
        decision: null,
        method: null,
        waitMs: null,
        doorId: null,
        more: null,
        clockJumped: false,
        monotonicDeltaMs: null,
        ...facts,
        at: Math.round(at),
        timeZone: settings.site.timeZone,
        offsetMinutes: offsetMinutes(Math.round(at), settings.site.timeZone),
      }),
    );
  };
  type Punch = readonly [at: number, facts: Partial<NewEvent> & Pick<NewEvent, 'kind'>];
  const punches: Punch[] = [];
  const score = (): number => 0.55 + 0.3 * faces.uniform();
  for (const day of [2, 1, 0]) {
    for (const [i, person] of people.entries()) {
      // The three of the recorded camera come in by themselves, today.
      if (day === 0 && i % 4 === 3) continue;
      const id: PersonId = personId(person.id);
      const came = now - day * DAY - (day === 0 ? 2.5 : 9) * HOUR + faces.uniform() * HOUR;
      punches.push([came, { kind: 'recognised', personId: id, direction: 'in', score: score() }]);
      const left = came + (day === 0 ? 0.5 : 7 + faces.uniform()) * HOUR;
      if (day > 0 || i % 5 === 0) punches.push([left, { kind: 'recognised', personId: id, direction: 'out', score: score() }]);
    }
    punches.push([now - day * DAY - 1.4 * HOUR, { kind: 'refused', reason: 'not-recognised', score: 0.31 }]);
  }
  punches.push([now - 1.2 * HOUR, { kind: 'fault', reason: 'camera-lost' }]);
  for (const [at, facts] of punches.sort((a, b) => a[0] - b[0])) write(at, facts);
  open.close();
}
