// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { MantineProvider } from '@mantine/core';
import { I18nextProvider } from 'react-i18next';
import { draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import { ok } from '../../../domain/result.ts';
import { startI18n } from '../../i18n/index.ts';
import { AlikeNote } from './AlikeNote.tsx';

const ana = { id: 1, name: 'Ana', employeeNumber: '1' };
const maria = { id: 2, name: 'Maria', employeeNumber: '2' };
const since = Date.UTC(2026, 10, 24);

async function show(
  pairs: readonly { a: typeof ana; b: typeof ana; score: number; since: number }[],
  lookAlikes: 'margin' | 'pin',
) {
  installBridge({
    settings: { appearance: { language: 'en' }, recognition: { lookAlikes } },
    answers: { 'lookAlikes.check': () => ok([...pairs]) },
  });
  return draw(
    <I18nextProvider i18n={startI18n('en')}>
      <MantineProvider>
        <AlikeNote personId={2} />
      </MantineProvider>
    </I18nextProvider>,
  );
}

test('whoever was just enrolled is named first, and what it means is said', async () => {
  const d = await show([{ a: ana, b: maria, score: 0.7, since }], 'margin');
  await until(d, () => d.text().includes('Maria and Ana look alike to this model'));
  expect(d.text()).toContain('clearly ahead of the other');
});

test('where a PIN is needed, that is what it says', async () => {
  const d = await show([{ a: ana, b: maria, score: 0.7, since }], 'pin');
  await until(d, () => d.text().includes('asked for a PIN or badge too'));
});

test('nobody alike: nothing', async () => {
  const d = await show([], 'margin');
  await d.settle();
  expect(d.text()).not.toContain('alike');
});
