/** What a screen's store holds of people does not outlive the administrator who saw it (ADR 25). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../src/renderer/features');
/** A store of the whole page; those made for one visit or one enrolment (`createStore`) go with their screen. */
const lasting = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
  .filter(({ text }) => /import \{[^}]*\bcreate\b[^}]*\} from 'zustand'/.test(text));

test('each store that lasts says what is emptied when the administrator has gone', () => {
  expect(lasting.length).toBeGreaterThan(2);
  expect(lasting.filter(({ text }) => !text.includes('whenGone(')).map(({ file }) => file)).toEqual([]);
});
