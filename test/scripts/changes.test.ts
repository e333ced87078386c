/** changes/ can be joined at any time, and a release loses none of them. */
import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { expect, test } from 'vitest';
import { join, parseChange, readChanges, release, type Change } from '../../scripts/lib/changes.ts';

const root = path(import.meta.dirname, '../..');

test('each file in changes/ can be read, and all of them are in the page', () => {
  const changes = readChanges(root);
  const page = join(changes);
  for (const { text } of changes) expect(page).toContain(`- ${text}`);
  expect(page.match(/^- /gm)?.length ?? 0).toBe(changes.length);
});

test('no version of CHANGELOG.md stands there twice, or under another day’s order', () => {
  const days = [...readFileSync(path(root, 'CHANGELOG.md'), 'utf8').matchAll(/^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$/gm)];
  expect(new Set(days.map(([, version]) => version)).size).toBe(days.length);
  expect(days.map(([, , day]) => day)).toEqual(
    days
      .map(([, , day]) => day)
      .sort()
      .reverse(),
  );
});

test('a change is its kind and one paragraph', () => {
  expect(parseChange('changes/a-wire.md', 'Added\n\nA wire\nof the panel.\n')).toEqual({
    file: 'changes/a-wire.md',
    kind: 'Added',
    text: 'A wire of the panel.',
  });
});

test.each([
  ['changes/A wire.md', 'Added\n\nA wire.\n', 'a name is words in lower case'],
  ['changes/a-wire.md', 'New\n\nA wire.\n', 'its first line must be one of'],
  ['changes/a-wire.md', 'Added\nA wire.\n', 'its first line must be one of'],
  ['changes/a-wire.md', 'Added\n', 'comes one paragraph'],
  ['changes/a-wire.md', 'Added\n\nOne.\n\nTwo.\n', 'comes one paragraph'],
])('%s %j: %s', (file, content, problem) => {
  expect(() => parseChange(file, content)).toThrow(problem);
});

const change = (kind: Change['kind'], text: string): Change => ({ file: `changes/${text}.md`, kind, text });

test('a release stands above the others, its kinds in one order', () => {
  const first = release('# Changelog\n\nWords.\n', '0.1.0', '2026-01-02', [change('Fixed', 'b')]);
  expect(first).toBe('# Changelog\n\nWords.\n\n## 0.1.0 (2026-01-02)\n\n### Fixed\n\n- b\n');
  expect(release(first, '0.2.0', '2026-02-03', [change('Fixed', 'd'), change('Security', 'c'), change('Fixed', 'e')])).toBe(
    '# Changelog\n\nWords.\n\n## 0.2.0 (2026-02-03)\n\n### Security\n\n- c\n\n### Fixed\n\n- d\n- e\n\n## 0.1.0 (2026-01-02)\n\n### Fixed\n\n- b\n',
  );
  expect(() => release(first, '0.1.0', '2026-02-03', [change('Fixed', 'd')])).toThrow('has 0.1.0 already');
  expect(() => release(first, 'soon', '2026-02-03', [change('Fixed', 'd')])).toThrow('no version');
  expect(() => release(first, '0.2.0', '2026-02-03', [])).toThrow('nothing in changes/');
});
