/** A table of people through the app: real importer process, real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { attlogOf } from '../../../test/imports/given.ts';
import { value } from '../../../tools/value.ts';
import type { PeopleFile } from '../../shared/people-file.ts';
import { markDeleted, purgeDeleted } from '../../storage/people/people.ts';
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

const NEW = { name: null, department: null };

test('shown first: who is new, who changes and from what, which rows are refused and why', async () => {
  const before = await people();
  const preview = value(await t.call('dataImports.readPeople', file(TABLE)));
  expect(preview.counts).toEqual({ rows: 8, added: 2, changed: 2, known: 1, leftOut: 3 });
  expect(preview.shown.map((s) => [s.line, s.employeeNumber, s.name, s.department, s.outcome, s.was])).toEqual([
    // An empty cell takes nobody out of a department.
    [3, '2', 'Bea Novak', 'R&D', 'changed', { name: 'Bea', department: null }],
    [4, 'A-3', 'Cleo', 'Lab', 'changed', { name: null, department: '' }],
    [5, '007', 'James', 'MI6', 'added', NEW],
    [6, '7', 'Seven', '', 'added', NEW],
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

test('undone as a whole, on record: whoever has been used since stays and is named; what it changed of others is put back', async () => {
  const table = `No.,Name\n${['u1', 'u2', 'u3', 'u4', 'u5', 'u6'].map((n) => `${n},Person ${n}`).join('\n')}\n2,Bea N.`;
  value(await t.call('dataImports.takePeople', file(table)));
  const [source] = value(await t.call('dataImports.list', null));
  expect(source).toMatchObject({ people: 6, changed: 1, undoneAt: null });
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
  expect(undone).toMatchObject({ restored: 1, kept: [] });
  expect(await people()).toContain('2 Bea Novak R&D');
  const [row] = db.all<{ detail: string }>("SELECT detail FROM events WHERE reason = 'people-import-undone'");
  expect(JSON.parse(row!.detail)).toEqual({ import: source!.id, people: 1, stay: 4, restored: 1, kept: 0 });
  expect(await t.call('dataImports.undoPeople', { id: source!.id })).toEqual({ ok: false, error: { code: 'import-gone' } });
  // Deleted as anybody is: there is time to undo it, and the file may come again.
  value(await t.call('people.undelete', { id: ids.get('u6')! }));
  expect(value(await t.call('dataImports.readPeople', file(table)))).toMatchObject({
    counts: { added: 1, changed: 1, known: 5 },
    before: null,
  });
});

test('what it changed is put back, each field by itself, where nobody changed it since; the rest is named; nothing of it is kept longer', async () => {
  for (const n of ['c1', 'c2', 'c3', 'c4', 'c5'])
    value(await t.call('credentials.addWithoutFace', { employeeNumber: n, name: `Old ${n}`, department: 'Old' }));
  const table = `No.,Name,Department\n${['c1', 'c2', 'c3', 'c4', 'c5'].map((n) => `${n},New ${n},New`).join('\n')}\nc6,New c6,New`;
  value(await t.call('dataImports.takePeople', file(table)));
  const [first] = value(await t.call('dataImports.list', null));
  expect(first).toMatchObject({ people: 1, changed: 5 });
  // Another table changes who came with the first, and one name once more.
  value(await t.call('dataImports.takePeople', file('No.,Name\nc6,Newer c6\nc5,Newer c5')));
  const [second] = value(await t.call('dataImports.list', null));
  const ids = new Map(value(await t.call('people.list', { search: '' })).map((p) => [p.employeeNumber, p.id]));
  const update = async (n: string, name: string, department: string) =>
    value(await t.call('people.update', { id: ids.get(n)!, person: { employeeNumber: n, name, department } }));
  // One changed in one field, one in both, one changed and back.
  await update('c2', 'New c2', 'Another');
  await update('c3', 'Married c3', 'Another');
  await update('c4', 'Somebody', 'New');
  await update('c4', 'New c4', 'New');
  const undone = value(await t.call('dataImports.undoPeople', { id: first!.id }));
  expect(undone).toMatchObject({
    removed: 0,
    stay: [{ employeeNumber: 'c6', name: 'Newer c6' }],
    restored: 4,
    kept: [
      { employeeNumber: 'c2', name: 'New c2', fields: ['department'] },
      { employeeNumber: 'c3', name: 'Married c3', fields: ['name', 'department'] },
      { employeeNumber: 'c5', name: 'Newer c5', fields: ['name'] },
    ],
  });
  expect((await people()).filter((p) => p.startsWith('c')).toSorted()).toEqual([
    'c1 Old c1 Old',
    'c2 Old c2 Another',
    'c3 Married c3 Another',
    'c4 Old c4 Old',
    'c5 Newer c5 Old',
    'c6 Newer c6 New',
  ]);
  const { own: db } = value(t.app.site());
  const kept = () =>
    db.all<{ id: number }>('SELECT source_id AS id FROM imported_changes WHERE source_id >= :id', { id: first!.id });
  expect(kept()).toEqual([{ id: second!.id }, { id: second!.id }]);
  // Erased with the person, and nobody who was deleted is put back.
  const [c5, c6] = ['c5', 'c6'].map((n) => ids.get(n)! as Parameters<typeof markDeleted>[1]);
  value(markDeleted(db, c5!, 1, 1));
  expect(value(await t.call('dataImports.list', null))[0]).toMatchObject({ id: second!.id, changed: 1 });
  value(purgeDeleted(db, 2, 2));
  expect(kept()).toHaveLength(1);
  value(markDeleted(db, c6!, 3, 3));
  expect(value(await t.call('dataImports.undoPeople', { id: second!.id }))).toMatchObject({ restored: 0, kept: [], removed: 0 });
  expect(kept()).toEqual([]);
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
