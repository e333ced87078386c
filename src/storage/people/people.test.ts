import { describe, expect, test } from 'vitest';
import { count, event, MODEL, NOW, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import { personId } from '../../domain/ids.ts';
import { Person } from '../../shared/schemas.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent } from '../log/events.ts';
import { match, useModel } from '../gallery/gallery.ts';
import { getPerson, insertPerson, listPeople, markDeleted, purgeDeleted, setActive, undelete, updatePerson } from './people.ts';
import { enrolPerson } from '../gallery/templates.ts';

const add = (db: WritableDb, employeeNumber: string, name: string, department = '') =>
  value(insertPerson(db, { employeeNumber, name, department }, NOW));
const GONE = { ok: false, error: { code: 'person-gone' } };

describe('search', () => {
  const cases: [string, string[]][] = [
    // Chinese names first, by pinyin.
    ['', ['李娜', '王伟', '王小明', 'Ann_100%', 'Özgür Şahin']],
    ['王', ['王伟', '王小明']],
    ['小明', ['王小明']],
    ['研发', ['王伟']],
    ['ANN', ['Ann_100%']],
    ['özGÜR', ['Özgür Şahin']],
    ['00７', ['王小明']],
    ['  007 ', ['王小明']],
    ['_100%', ['Ann_100%']],
    ['%', ['Ann_100%']],
    ['\\', []],
    ["'; DROP TABLE people; --", []],
    // Not across two fields: name "王伟", number "A-1".
    ['伟a', []],
  ];
  test.each(cases)('%s', (search, expected) => {
    const { db } = openTemp();
    add(db, 'A-1', '王伟', '研发部');
    add(db, 'B007', '王小明', '财务');
    add(db, 'C3', '李娜');
    add(db, 'D4', 'Özgür Şahin');
    add(db, 'E5', 'Ann_100%');
    expect(listPeople(db, search).map((p) => p.name)).toEqual(expected);
  });
});

test('what comes out is a Person of the contract', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const id = value(
    enrolPerson(db, { employeeNumber: '1', name: '王伟', department: '研发部' }, [template(unit(random(1)))], NOW),
  );
  const person = getPerson(db, id);
  expect(Person.parse(person)).toEqual(person);
  expect(person).toEqual({
    id,
    employeeNumber: '1',
    name: '王伟',
    department: '研发部',
    active: true,
    templates: 1,
    needsEnrolment: false,
    withoutFace: false,
    enrolledAt: NOW,
    lastSeenAt: null,
  });
});

test('last seen is the last recognised event that was not taken back', () => {
  const { db } = openTemp();
  const id = add(db, '1', 'a');
  value(appendEvent(db, event({ kind: 'recognised', personId: id, direction: 'in', at: NOW + 1 })));
  const second = value(appendEvent(db, event({ kind: 'recognised', personId: id, direction: 'out', at: NOW + 2 })));
  value(appendEvent(db, event({ kind: 'fault', personId: id, at: NOW + 3 })));
  expect(getPerson(db, id)?.lastSeenAt).toBe(NOW + 2);
  value(appendEvent(db, event({ kind: 'retracted', personId: id, about: second, at: NOW + 4 })));
  expect(getPerson(db, id)?.lastSeenAt).toBe(NOW + 1);
});

test('needs enrolment: only another model and no crops', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const crop = new Uint8Array([1]);
  const fields = { name: 'a', department: '' };
  const old = { modelId: 'older' };
  const next = random(4);
  const current = value(enrolPerson(db, { ...fields, employeeNumber: '1' }, [template(unit(next))], NOW));
  const withCrop = value(enrolPerson(db, { ...fields, employeeNumber: '2' }, [template(unit(next), { ...old, crop })], NOW));
  const without = value(enrolPerson(db, { ...fields, employeeNumber: '3' }, [template(unit(next), old)], NOW));
  const needs = [current, withCrop, without].map((id) => getPerson(db, id)).map((p) => [p?.templates, p?.needsEnrolment]);
  expect(needs).toEqual([
    [1, false],
    [0, false],
    [0, true],
  ]);
});

test('an employee number is taken whatever its case and width, and free again after a deletion', () => {
  const { db } = openTemp();
  const first = add(db, 'A1', '王伟');
  const taken = { ok: false, error: { code: 'employee-number-taken', name: '王伟' } };
  expect(insertPerson(db, { employeeNumber: 'ａ１', name: 'b', department: '' }, NOW)).toEqual(taken);
  const second = add(db, 'A2', 'b');
  expect(updatePerson(db, second, { employeeNumber: 'a1', name: 'b', department: '' })).toEqual(taken);
  expect(value(updatePerson(db, first, { employeeNumber: 'a1', name: '王伟', department: 'x' }))).toMatchObject({
    employeeNumber: 'a1',
  });
  value(markDeleted(db, first, NOW, NOW));
  value(updatePerson(db, second, { employeeNumber: 'A1', name: 'b', department: '' }));
  expect(undelete(db, first)).toEqual({ ok: false, error: { code: 'employee-number-taken', name: 'b' } });
  expect(getPerson(db, first)).toBeNull();
});

test('disabled and deleted people are not matched, and are again when they are back', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const face = unit(random(5));
  const id = value(enrolPerson(db, { employeeNumber: '1', name: 'a', department: '' }, [template(face)], NOW));
  const found = () => match(db, MODEL, face).first?.personId ?? null;
  expect(found()).toBe(id);
  expect(value(setActive(db, id, false)).active).toBe(false);
  expect(found()).toBeNull();
  value(setActive(db, id, true));
  expect(found()).toBe(id);
  value(markDeleted(db, id, NOW, NOW));
  expect(found()).toBeNull();
  expect(listPeople(db, '')).toEqual([]);
  value(undelete(db, id));
  expect(found()).toBe(id);
  // Somebody who was disabled before the deletion comes back disabled.
  value(setActive(db, id, false));
  value(markDeleted(db, id, NOW, NOW));
  expect(value(undelete(db, id)).active).toBe(false);
  expect(found()).toBeNull();
});

test('a purge erases templates and crops of those deleted long enough, and keeps the tombstone', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const next = random(6);
  const crop = new Uint8Array(1000).fill(7);
  const enrol = (employeeNumber: string) =>
    value(enrolPerson(db, { employeeNumber, name: `n${employeeNumber}`, department: '' }, [template(unit(next), { crop })], NOW));
  const [long, recent, stays] = [enrol('1'), enrol('2'), enrol('3')];
  value(markDeleted(db, long, NOW - 20_000, NOW - 20_000));
  value(markDeleted(db, recent, NOW - 5_000, NOW - 5_000));
  expect(purgeDeleted(db, NOW - 10_000, NOW)).toEqual({ ok: true, value: 1 });
  expect(purgeDeleted(db, NOW - 10_000, NOW)).toEqual({ ok: true, value: 0 });
  expect([count(db, 'templates'), count(db, 'crops'), count(db, 'codes')]).toEqual([2, 2, 1]);
  expect(undelete(db, long)).toEqual(GONE);
  expect(value(undelete(db, recent)).id).toBe(recent);
  expect(value(appendEvent(db, event({ kind: 'fault', personId: long })))).toBeGreaterThan(0);
  expect(listPeople(db, '').map((p) => p.id)).toEqual([recent, stays]);
});

test('nobody there', () => {
  const { db } = openTemp();
  const nobody = personId(99);
  expect(getPerson(db, nobody)).toBeNull();
  expect(updatePerson(db, nobody, { employeeNumber: '1', name: 'a', department: '' })).toEqual(GONE);
  expect(setActive(db, nobody, true)).toEqual(GONE);
  expect(markDeleted(db, nobody, NOW, NOW)).toEqual(GONE);
  expect(undelete(db, nobody)).toEqual(GONE);
});
