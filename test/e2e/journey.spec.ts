import { firstRun } from './steps.ts';
import { expect, test } from './fixture.ts';

test.use({ scene: 'ana' });

test('first run', async ({ page, shot }) => {
  await shot('first-run-1');
  const key = await firstRun(page);
  expect(key.length).toBeGreaterThan(20);
  await shot('today');
});
