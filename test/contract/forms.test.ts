/** Every form of the page is written one way (ADR 32), and says which of its fields are secrets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../src/renderer');
const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

/** What is wrong with how a form is written. */
function faultsOf(text: string): readonly string[] {
  const faults: string[] = [];
  for (const [tag] of text.matchAll(/<form\b[^>]*>/g)) if (!tag.includes('.element}')) faults.push('a form of its own');
  const asksSecret = /<(?:PasswordInput|RecoveryKeyField|Secret)\b/.test(text);
  if (asksSecret && text.includes('useCallForm(') && !/secrets: \[/.test(text)) faults.push('a secret that may stay');
  return faults;
}

test('no screen has a form of its own, and each secret is named as one', () => {
  expect(sources.filter(({ text }) => text.includes('<form')).length).toBeGreaterThan(5);
  expect(sources.flatMap(({ file, text }) => faultsOf(text).map((fault) => `${file}: ${fault}`))).toEqual([]);
});

test('the check sees what it is for', () => {
  expect(faultsOf('<form onSubmit={send}>')).toEqual(['a form of its own']);
  expect(faultsOf('const form = useCallForm({}); <form {...form.element}><PasswordInput />')).toEqual(['a secret that may stay']);
});
