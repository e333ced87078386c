/**
 * A handler changes something in one way. What types and lint say of another is planted here, and must be reported: handlers get a database that only
 * reads (a type), and what would write is refused to them by name (a lint rule).
 */
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import tseslint from 'typescript-eslint';
import type { Site } from '../../src/main/site/site.ts';
import type { WritableDb } from '../../src/storage/file/db.ts';
import { insertPerson } from '../../src/storage/people/people.ts';

const root = new URL('../..', import.meta.url).pathname;
const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });
const problems = async (text: string, filePath: string): Promise<string[]> => {
  const [report] = await eslint.lintText(text, { filePath });
  return report!.messages.flatMap(({ ruleId, message }) => (ruleId === 'no-restricted-syntax' ? [message] : []));
};

const PLANTED = [
  "export const h = (site) => site.record({ kind: 'system', reason: 'enrolled' });",
  'export const h = (site) => site.together((tx) => insertPerson(tx.db));',
  'export const h = (site) => insertPerson(site.own);',
  'export const h = (site) => site.value.own.run("DELETE FROM people");',
  'export const h = ({ own }) => insertPerson(own);',
  'export const h = (site) => { const { own: db } = site; return insertPerson(db); };',
  'export const h = (site) => site.saveSettings({ doorId: null });',
];
test.each(PLANTED)('%s', async (text) => {
  expect(await problems(text, 'src/main/people/people.calls.ts')).toEqual([expect.stringContaining('by `change`')]);
  // A service may: the row decides, or there is none to write.
  expect(await problems(text, 'src/main/entrance/rules.ts')).toEqual([]);
});

test('the one way is not reported', async () => {
  const text = "export const h = (site) => change(site, 'people', facts, (tx) => (tx.record(row), insertPerson(tx.db)));";
  expect(await problems(text, 'src/main/people/people.calls.ts')).toEqual([]);
});

test('the database of a handler does not write', () => {
  const refused = (site: Site) => {
    // @ts-expect-error -- reads only
    const write: WritableDb = site.db;
    // @ts-expect-error -- reads only
    return [write, insertPerson(site.db, { employeeNumber: '1', name: 'a', department: '' }, 0)];
  };
  expect(refused).toBeTypeOf('function');
});
