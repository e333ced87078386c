/**
 * The error rate, end to end: a site of a hundred people whose captures are measured in the background, a month of stored decisions, the
 * shipped model's own card. With LINTEL_SCREENS=FOLDER it keeps pictures of the screen, light and dark, in both languages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SyntheticFaces } from '../../bench/synthetic-faces.ts';
import { personId } from '../../src/domain/ids.ts';
import type { DecisionRecord } from '../../src/domain/recognition/decision.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import type { Language } from '../../src/domain/language.ts';
import { appendEvent } from '../../src/storage/log/events.ts';
import { currentModel } from '../../src/storage/gallery/gallery.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { enrolPerson } from '../../src/storage/gallery/templates.ts';
import { goodQuality } from '../fakes/quality.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { PASSWORD } from './steps.ts';

const PEOPLE = 40;
/** With the three of the recorded camera. */
const MEASURED = PEOPLE + 3;
const VISITS = 300;
const HOUR = 3_600_000;
/** With children as well, more than any weights of this network will keep, so that the screen has something to say. */
const TOO_MUCH = 1_000_000;

/** Wrong welcomes are taken back; strangers are refused; the rest are people who come in. */
async function fill(site: Site, language: Language): Promise<void> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { db } = open;
  const { timeZone } = value(
    saveSettings(db, kiosksOf(db)[0]!, {
      appearance: { language },
      kiosk: { mode: 'desk' },
      recognition: { wrongPersonOneIn: TOO_MUCH / 2 },
      site: { name: language === 'en' ? 'North door' : '北门' },
    }),
  ).site;
  const modelId = currentModel(db);
  if (modelId === null) throw new Error('the seeded site has no model');
  const faces = new SyntheticFaces(17);
  const now = Date.now();
  const people = Array.from({ length: PEOPLE }, (_, i) => {
    const face = faces.person();
    const samples = Array.from({ length: 5 }, () => ({
      embedding: faces.picture(face),
      modelId,
      mirrorCosine: 0.93,
      quality: goodQuality(),
      capturedAt: now,
      crop: null,
    }));
    const name = language === 'en' ? `Person ${i + 1}` : `员工 ${i + 1}`;
    return { name, id: value(enrolPerson(db, { employeeNumber: `E${i}`, name, department: '' }, samples, now)) };
  });
  for (let i = 0; i < VISITS; i++) {
    const who = people[Math.floor(faces.uniform() * PEOPLE)]!;
    const stranger = i % 25 === 0;
    const wrong = i % 60 === 10;
    const score = stranger || wrong ? 0.45 + 0.12 * faces.uniform() : 0.5 + 0.45 * faces.uniform();
    const known = score >= 0.526;
    const decision: DecisionRecord = {
      first: { personId: who.id, score },
      second: { personId: people[0]!.id, score: score - 0.1 },
      margin: 0.1,
      threshold: 0.526,
      marginRequired: 0.03,
      frames: 3,
      quality: goodQuality(),
      mirrorCosine: 0.93,
      liveness: null,
      presentation: null,
      counterExample: null,
      lookAlike: false,
      modelId,
      times: { detect: 50, align: 1, liveness: 0, embed: 15, match: 1, visit: 400 },
    };
    const at = now - Math.round((VISITS - i) * 2.3 * HOUR);
    const event = {
      at,
      timeZone,
      offsetMinutes: 0,
      monotonicDeltaMs: null,
      clockJumped: false,
      about: null,
      score,
      waitMs: 400,
      doorId: null,
      more: null,
      method: 'face' as const,
    };
    const row = value(
      appendEvent(
        db,
        known
          ? { ...event, kind: 'recognised', personId: who.id, direction: 'in', reason: null, decision }
          : { ...event, kind: 'refused', personId: null, direction: null, reason: 'not-recognised', decision },
      ),
    );
    if (known && wrong)
      value(
        appendEvent(db, {
          ...event,
          at: at + 5000,
          kind: 'retracted',
          personId: personId(who.id),
          direction: null,
          reason: 'not-me',
          about: row,
          score: null,
          waitMs: null,
          method: null,
          decision: null,
        }),
      );
  }
  open.close();
}

const languages = [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const;

for (const { language, words, locale } of languages) {
  const { common, errorRate, signIn, log } = words;

  test(`${language}: what a wish costs, what cannot be kept, and who would have been let in`, async ({ site, launch }) => {
    await fill(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = process.env['LINTEL_SCREENS'];
    const shoot = async (name: string): Promise<void> => {
      if (folder === undefined) return;
      mkdirSync(join(folder, language), { recursive: true });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, language, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();

    await go('settings/recognition');
    await expect(page.getByRole('link', { name: errorRate.row.open })).toBeVisible();
    await shoot('settings-recognition');
    await page.getByRole('link', { name: errorRate.row.open }).click();
    // Everybody is measured one by one meanwhile; the figure says of how many it is.
    const measured = errorRate.figures.siteStrangers.split('{{least}}')[0]!.replace('{{n}}', String(MEASURED));
    await expect(page.getByText(measured)).toBeVisible();
    await expect(page.getByText(errorRate.verdict.cannot)).toBeHidden();
    await shoot('error-rate-kept');
    await page.getByRole('radio', { name: errorRate.whom['children-too'] }).check();
    await expect(page.getByText(errorRate.verdict.cannot)).toBeVisible();
    await expect(page.getByText(errorRate.whatIf.title)).toBeVisible();
    await expect(page.getByRole('link', { name: errorRate.whatIf.open }).first()).toBeVisible();
    await shoot('error-rate');
    await page.getByText(errorRate.whatIf.notKnown, { exact: true }).scrollIntoViewIfNeeded();
    await shoot('error-rate-below');

    const wish = page.getByRole('textbox', { name: errorRate.wish });
    await wish.fill(String(TOO_MUCH));
    await wish.press('Tab');
    await page.getByRole('button', { name: errorRate.save, exact: true }).click();
    await expect(page.getByRole('button', { name: errorRate.nothing })).toBeVisible();
    await page.getByRole('button', { name: errorRate.verdict.switchPin }).click();
    await expect(page.getByText(errorRate.verdict.offerPin)).toBeHidden();
    await page.getByRole('checkbox', { name: errorRate.own.label }).check();
    await shoot('error-rate-own');

    await page.getByRole('link', { name: errorRate.whatIf.open }).first().click();
    await expect(page.getByRole('heading', { name: log.title, exact: true })).toBeVisible();
    await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
    await expect(page.locator('aside')).toBeVisible();
    await go('error-rate');
    await expect(page.getByRole('checkbox', { name: errorRate.own.label })).not.toBeChecked();
    await expect(page.getByRole('button', { name: common.undo })).toHaveCount(0);
    const { settings } = await page.evaluate(async () => {
      const answer = await window.lintel.call('app.state', null);
      return answer.ok ? answer.value : { settings: null };
    });
    expect(settings?.recognition).toMatchObject({
      wrongPersonOneIn: TOO_MUCH,
      threshold: null,
      secondFactor: 'when-needed',
      strangers: 'children-too',
    });
  });
}
