/**
 * A photograph on paper and a video on a phone, held up to the kiosk's camera, with liveness standard and strict: nobody is let in, the
 * person is told one sentence and not which cue, and the log has the row with its record. And somebody who is let in.
 *
 * All of it is drawn (tools/attacks.ts) from photographs. The "living" face is a relief that turns, so to this check it is what it
 * would also be to a mask: it shows that round faces pass, not how often living people do.
 */
import type { DecisionRecord } from '../../src/domain/recognition/decision.ts';
import { eventId } from '../../src/domain/ids.ts';
import type { LogRow } from '../../src/shared/schemas.ts';
import { decisionOf, EVERY_EVENT, listEvents } from '../../src/storage/log/events.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import type { Settings } from '../../src/shared/settings.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { kioskIdle, kioskPanel, kioskShows } from './steps.ts';

const quiet = { info: () => undefined, warn: () => undefined };

async function withDatabase<T>(site: Site, use: (open: Parameters<typeof listEvents>[0]) => T): Promise<T> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  try {
    return use(open.db);
  } finally {
    open.close();
  }
}

async function setLiveness(site: Site, liveness: Settings['recognition']['liveness']): Promise<void> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  try {
    value(saveSettings(open.db, kiosksOf(open.db)[0]!, { recognition: { liveness } }));
  } finally {
    open.close();
  }
}

/** Visits, oldest first, each with its record. */
function visits(site: Site): Promise<{ readonly row: LogRow; readonly record: DecisionRecord | null }[]> {
  return withDatabase(site, (db) =>
    listEvents(db, EVERY_EVENT, null, 200)
      .rows.filter(({ kind }) => kind === 'recognised' || kind === 'refused')
      .map((row) => ({ row, record: decisionOf(db, eventId(row.id)) }))
      .reverse(),
  );
}

for (const mode of ['standard', 'strict'] as const) {
  test(`a print and a phone are refused, a round face is let in: ${mode}`, async ({ site, launch, shot }) => {
    await setLiveness(site, mode);
    const lintel = await launch({ profile: site.profile });
    const page = await lintel.page();
    const refused = kioskPanel(page, 'refused');
    await kioskIdle(page);

    await test.step('a photograph of Ana on paper, in a hand', async () => {
      await lintel.camera.show('ana-print');
      await expect(refused).toContainText('We could not tell that this is a live face');
      await shot(`presentation-print-${mode}`, page);
    });
    await test.step('the screen tells neither whom it took it for nor what gave it away', async () => {
      const words = await page.locator('body').innerText();
      expect(words).not.toMatch(/Ana|安娜|print|paper|phone|tablet|edge|border|flat|moves?|parallax/i);
    });
    await test.step('a video of Bea on a phone', async () => {
      await lintel.camera.show('empty');
      await kioskIdle(page);
      await lintel.camera.show('bea-phone');
      await expect(refused).toContainText('We could not tell that this is a live face');
      await shot(`presentation-phone-${mode}`, page);
    });
    await test.step('Cleo, round and turning', async () => {
      await lintel.camera.show('empty');
      await kioskIdle(page);
      await lintel.camera.show('cleo-round');
      await kioskShows(page, 'welcome', '克莱奥 Cleo');
    });

    const seen = await visits(site);
    expect(seen.map(({ row }) => [row.kind, row.reason])).toEqual([
      ['refused', 'presentation-attack'],
      ['refused', 'presentation-attack'],
      ['recognised', null],
    ]);
    for (const { row, record } of seen) {
      console.log(
        `${mode}: ${row.kind} ${row.reason ?? ''} after ${String(row.waitMs)} ms, ${JSON.stringify(record?.presentation)}, models and cues ${record?.times.liveness.toFixed(0) ?? '?'} ms`,
      );
      expect(record?.presentation?.mode).toBe(mode);
      expect(Object.keys(record!.presentation!.cues)).toEqual(
        expect.arrayContaining(['border', 'parallax', 'pattern', 'antispoof', 'liveness']),
      );
    }
    // The administrator sees for whom the picture was held up; no name stands on the row itself.
    expect(seen[0]!.row.personId).toBeNull();
    expect(seen[0]!.record!.first!.score).toBeGreaterThan(seen[0]!.record!.threshold);
  });
}

test('a photograph held beside a living face: one at a time, and nobody is decided on', async ({ site, launch, shot }) => {
  await setLiveness(site, 'standard');
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await lintel.camera.show('photo-beside');
  await expect(kioskPanel(page, 'guiding')).toContainText('One at a time');
  await shot('presentation-beside', page);
  await page.waitForTimeout(5_000);
  expect(await visits(site)).toEqual([]);
});
