/** README.zh-CN.md is written for another reader, and says the same: commands, figures, pictures, links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PICTURES } from '../e2e/pictures.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const english = read('README.md');
const chinese = read('README.zh-CN.md');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]).sort();

test('the same commands, and names of files', () => {
  const code = /`([^`\n]+)`/g;
  expect(all(chinese, code)).toEqual(all(english, code));
  const blocks = /```\n([^`]+)```/g;
  const commands = (text: string): string[] => all(text, blocks).flatMap((block) => all(block, /^npm [^#\n]*?(?= *#| *$)/gm));
  expect(commands(chinese)).toEqual(commands(english));
});

test('the same figures, row by row of what is measured', () => {
  /** Of the rows that end with a command: each number. Figures of up to nine that are no measurement may be words in one language. */
  const figures = (text: string): [string, string[]][] =>
    text
      .split('\n')
      .filter((line) => /^\|.*\| *`(npm run|training\/)[^|]*\|$/.test(line))
      .map((line) => [
        /`([^`]+)`[^`]*\|$/.exec(line)![1]!,
        all(line.replace(/\]\([^)]*\)/g, ''), /(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?/g).filter((number) => number.length > 1),
      ]);
  expect(figures(english).length).toBeGreaterThan(10);
  expect(figures(chinese)).toEqual(figures(english));
});

test('the same pictures (the kiosk in its own language) and links, all there', () => {
  const links = (text: string): string[] =>
    all(text, /\]\(([^)]+)\)/g)
      .map((link) => link.replace('-zh.png', '.png').replace(/^README.*\.md$/, 'README'))
      .filter((link) => !link.startsWith('#'));
  expect([...new Set(links(chinese))]).toEqual([...new Set(links(english))]);
  for (const link of [...all(chinese, /\]\(([^)#]+)\)/g), ...all(english, /\]\(([^)#]+)\)/g)])
    expect([link, existsSync(join(root, link))]).toEqual([link, true]);
});

test('each picture is one that `npm run pictures` makes, and each that it makes is shown', () => {
  const files = PICTURES.map((name) => `${name}.png`).sort();
  const shown = all(`${english}${chinese}`, /\]\(docs\/pictures\/([^)]+)\)/g);
  expect([...new Set(shown)]).toEqual(files);
  expect(readdirSync(join(root, 'docs/pictures')).sort()).toEqual(files);
});

test('each command is one of package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = all(english, /npm run (?:--silent )?([\w:-]+)/g);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
