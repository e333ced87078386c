/** A table of people through the app: real importer process, real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { attlogOf } from '../../../test/imports/given.ts';
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

test('undone as a whole, on record: whoever has been used since stays and is named, and so does what it changed of others', async () => {
  const table = `No.,Name\n${['u1', 'u2', 'u3', 'u4', 'u5', 'u6'].map((n) => `${n},Person ${n}`).join('\n')}\n2,Bea N.`;
  value(await t.call('dataImports.takePeople', file(table)));
  const [source] = value(await t.call('dataImports.list', null));
  expect(source).toMatchObject({ people: 6, undoneAt: null });
  const ids = new Map(value(await t.call('people.list', { search: '' })).map((p) => [p.employeeNumber, p.id]));
  const { own: db } = value(t.app.site());
  // u1 has a face, u2 has punched, u3 came with a terminal's file, u4 was changed by hand; u5 was deleted by hand; u6 was never used.
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: ids.get('u1')! }));
  value(await t.call('enrol.sample', { enrolmentId, face: fakeFace([200, 10, 30]) }));
  const person = { employeeNumber: 'u1', name: 'Person u1', department: '' };
  value(await t.call('enrol.commit', { enrolmentId, person }));
  db.run(
    `INSERT INTO events (sequence, kind, at, time_zone, offset_minutes, clock_jumped, person_id)
     VALUES ((SELECT max(sequence) + 1 FROM events), 'recognised', 1, 'UTC', 0, 0, :id)`,
    { id: ids.get('u2')! },
  );
  value(await t.call('dataImports.takePunches', attlogOf('u3')));
  value(
    await t.call('people.update', { id: ids.get('u4')!, person: { employeeNumber: 'u4', name: 'Person u4', department: 'X' } }),
  );
  value(await t.call('people.delete', { id: ids.get('u5')! }));
  expect(value(await t.call('dataImports.list', null)).find((s) => s.id === source!.id)?.people).toBe(5);
  const undone = value(await t.call('dataImports.undoPeople', { id: source!.id }));
  expect(undone).toMatchObject({ removed: 1, stay: ['u1', 'u2', 'u3', 'u4'].map((employeeNumber) => ({ employeeNumber })) });
  expect(
    (await people())
      .filter((p) => p.startsWith('u'))
      .map((p) => p.slice(0, 2))
      .toSorted(),
  ).toEqual(['u1', 'u2', 'u3', 'u4']);
  expect(await people()).toContain('2 Bea N. R&D');
  const [row] = db.all<{ detail: string }>("SELECT detail FROM events WHERE reason = 'people-import-undone'");
  expect(JSON.parse(row!.detail)).toEqual({ import: source!.id, people: 1, stay: 4 });
  expect(await t.call('dataImports.undoPeople', { id: source!.id })).toEqual({ ok: false, error: { code: 'import-gone' } });
  // Deleted as anybody is: there is time to undo it, and the file may come again.
  value(await t.call('people.undelete', { id: ids.get('u6')! }));
  expect(value(await t.call('dataImports.readPeople', file(table)))).toMatchObject({
    counts: { added: 1, known: 6 },
    before: null,
  });
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
