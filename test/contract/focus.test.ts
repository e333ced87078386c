/** A dialog that is put into the page opened gives the focus back when it goes: Mantine does not, and whoever works by key begins at the top again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../src/renderer');
const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

/** Main asks, and nobody's press: there is no place to go back to. */
const ASKED_BY_MAIN = ['AskPassword.tsx'];

/** How many dialogs are there opened, and how many of them give the focus back. */
function dialogsOf(text: string): { readonly opened: number; readonly back: number } {
  return {
    opened: [...text.matchAll(/<(?:Modal|Drawer)\b[^>]*?\bopened(?!=)/g)].length,
    back: [...text.matchAll(/^ +(?:useReturnFocus\(\);|<ReturnFocus \/>)$/gm)].length,
  };
}

test('each dialog that is put into the page opened gives the focus back', () => {
  const all = sources.map(({ file, text }) => ({ file, ...dialogsOf(text) })).filter(({ opened }) => opened > 0);
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter(({ file, opened, back }) => back < opened && !ASKED_BY_MAIN.some((name) => file.endsWith(name)))).toEqual([]);
});

test('the check sees what it is for', () => {
  expect(dialogsOf('<Modal\n  opened\n  title="x">')).toEqual({ opened: 1, back: 0 });
  expect(dialogsOf('<Modal opened={open} title="x">')).toEqual({ opened: 0, back: 0 });
});
