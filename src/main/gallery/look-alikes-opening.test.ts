/** The search for look-alikes as the app opens a site: with this site's own threshold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakeFace, SETUP, startTestApp } from '../../../test/fakes/app.ts';
import { MISSES, STRANGERS } from '../../../test/fakes/rates.ts';
import { value } from '../../../tools/value.ts';
import { lastSearch } from '../../storage/gallery/look-alikes.ts';

/** The card advises 0.1; what the wish comes to with this curve is far above. */
const model = {
  id: () => 'fake-1',
  advisedThreshold: () => 0.1,
  looseThreshold: () => 0.05,
  strangers: () => STRANGERS,
  misses: () => [MISSES],
  about: () => null,
};

test('a site that was searched with its own threshold is not searched again because the card advises a lower one', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'lintel-opening-'));
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }));
  const t = await startTestApp({ userData, overrides: { model } });
  value(await t.call('setup.complete', SETUP));
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  for (let i = 0; i < 5; i++) value(await t.call('enrol.sample', { enrolmentId, face: fakeFace([1, 2, 3]) }));
  value(await t.call('enrol.commit', { enrolmentId, person: { employeeNumber: '1', name: 'Ana', department: '' } }));
  const threshold = t.app.errorRate.threshold();
  expect(threshold).toBeGreaterThan(0.2);
  await expect.poll(() => t.app.lookAlikes.progress()).toBeNull();
  value(await t.call('lookAlikes.search', null));
  const { own: db } = value(t.app.site());
  await expect.poll(() => lastSearch(db)?.threshold).toBe(threshold);
  t.close();

  const again = await startTestApp({ userData, overrides: { model } });
  onTestFinished(() => again.close());
  expect(again.app.state().stage).toBe('open');
  expect(again.app.errorRate.threshold()).toBe(threshold);
  expect(again.app.lookAlikes.progress()).toBeNull();
});
