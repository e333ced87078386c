/** A table of people through the app: real importer process, real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import type { PeopleFile } from '../../shared/people-file.ts';
import { sortPeople } from '../../storage/imports/people.ts';
import { countsOf } from './people.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  value(await t.call('setup.complete', SETUP));
  for (const [employeeNumber, name, department] of [
    ['1', 'Ada', 'R&D'],
    ['2', 'Bea', 'R&D'],
    ['A-3', 'Cleo', ''],
  ] as const)
    value(await t.call('credentials.addWithoutFace', { employeeNumber, name, department }));
});
afterAll(() => t.close());

const FOUND = { encoding: null, separator: null, sheet: 0, header: null, columns: null };
const file = (text: string): PeopleFile => ({ bytes: new TextEncoder().encode(text), name: 'people.csv', ...FOUND });
const people = async () =>
  value(await t.call('people.list', { search: '' })).map((p) => [p.employeeNumber, p.name, p.department].join(' '));

const TABLE = [
  'No.,Name,Department',
  '1,Ada,R&D',
  '2,Bea Novak,',
  'a-3,Cleo,Lab',
  '007,James,MI6',
  '7,Seven,',
  '007\u200b,Somebody,',
  ',Nobody,',
  '9,,Lab',
].join('\n');

test('shown first: who is new, who changes and from what, which rows are refused and why', async () => {
  const before = await people();
  const preview = value(await t.call('dataImports.readPeople', file(TABLE)));
  expect(preview.counts).toEqual({ rows: 8, added: 2, changed: 2, known: 1, leftOut: 3 });
  expect(preview.shown.map((s) => [s.line, s.employeeNumber, s.name, s.department, s.outcome, s.was])).toEqual([
    // An empty cell takes nobody out of a department.
    [3, '2', 'Bea Novak', 'R&D', 'changed', 'Bea'],
    [4, 'A-3', 'Cleo', 'Lab', 'changed', '–'],
    [5, '007', 'James', 'MI6', 'added', null],
    [6, '7', 'Seven', '', 'added', null],
  ]);
  expect(preview.refused.map((r) => [r.line, r.field, r.why, r.first])).toEqual([
    [7, 'employeeNumber', 'twice', 5],
    [8, 'employeeNumber', 'empty', null],
    [9, 'name', 'empty', null],
  ]);
  expect(await people()).toEqual(before);
});

test('taken together, on record, and once: the second time nothing is new', async () => {
  expect(value(await t.call('dataImports.takePeople', file(TABLE)))).toMatchObject({ added: 2, changed: 2 });
  expect((await people()).toSorted()).toEqual(['007 James MI6', '1 Ada R&D', '2 Bea Novak R&D', '7 Seven ', 'A-3 Cleo Lab']);
  const { db } = value(t.app.site());
  const [row] = db.all<{ detail: string }>("SELECT detail FROM events WHERE reason = 'people-imported'");
  expect(JSON.parse(row!.detail)).toEqual({ rows: 8, added: 2, changed: 2, known: 1, leftOut: 3 });
  const again = value(await t.call('dataImports.readPeople', file(TABLE)));
  expect(again.counts).toMatchObject({ added: 0, changed: 0, known: 5, leftOut: 3 });
  expect(again.before).not.toBeNull();
  expect(value(await t.call('dataImports.takePeople', file(TABLE)))).toMatchObject({ added: 0, changed: 0 });
  expect(value(await t.call('dataImports.list', null))).toMatchObject([
    { kind: 'people', fileName: 'people.csv', counts: { rows: 8 } },
  ]);
});

test('what is no table is refused by name', async () => {
  expect(await t.call('dataImports.readPeople', file(''))).toEqual({ ok: false, error: { code: 'people-file-unreadable' } });
  const locked = { ...file(''), bytes: Uint8Array.from([0x50, 0x4b, 3, 4, 0]) };
  expect(await t.call('dataImports.takePeople', locked)).toEqual({ ok: false, error: { code: 'people-file-unreadable' } });
});

test('rows = new + changed + here + refused, whatever is in them', () => {
  const { db } = value(t.app.site());
  const text = fc.constantFrom('', '1', '2', '007', 'a-3', 'Ada', 'Bea', 'x');
  const row = fc
    .record({ employeeNumber: text, name: text, department: text, wasNumber: fc.boolean() })
    .chain((fields) =>
      fc.constantFrom(null, { field: 'name' as const, why: 'empty' as const }).map((fault) => ({ ...fields, fault })),
    );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const counts = countsOf(
        sortPeople(
          db,
          rows.map((r, i) => ({ ...r, line: i + 1 })),
        ),
      );
      expect(counts.rows).toBe(rows.length);
    }),
  );
});
