/** docs/glossary.md gives the Chinese words that the screens use, each word once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([^|]+?) *\| ([^|]*?) *\| ([^|]+?) *\|$/gm)].map(([, word, second]) => ({
  word: word!,
  second: second!,
}));
const chinese = rows.filter(({ second }) => /^\p{Script=Han}+$/u.test(second) && second !== '中文');

test('each Chinese word is one of the screens’', () => {
  const screens = ['src/renderer/i18n/zh-CN', 'src/words/zh-CN']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(chinese.length).toBeGreaterThan(15);
  expect(chinese.map(({ second }) => second).filter((word) => !screens.includes(word))).toEqual([]);
});

test('no word is there twice', () => {
  const words = rows
    .map(({ word }) => word.replaceAll('`', ''))
    .filter((word) => !['word', 'means'].includes(word) && !/^-+$/.test(word));
  expect(words).toEqual([...new Set(words)]);
});
