/**
 * A tour for looking at, no test (as screens.spec.ts): what an imported file says before it is saved. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test imports-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { createEncoder } from '../imports/encode.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = ['BEGIN:VCALENDAR']
  .concat(
    event('DTSTART;VALUE=DATE:20270205', 'DTEND;VALUE=DATE:20270208', 'SUMMARY:春节放假'),
    event('DTSTART:20270131T090000', 'DTEND:20270131T180000', 'SUMMARY:春节补班'),
    event('DTSTART;VALUE=DATE:20270214', 'SUMMARY:情人节'),
    event('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270504', 'SUMMARY:劳动节'),
    event('DTSTART;VALUE=DATE:20270405', 'SUMMARY:清明节'),
    event('DTSTART;VALUE=DATE:20270926', 'SUMMARY:国庆节调休'),
    event('DTSTART;VALUE=DATE:20271231', 'SUMMARY:半天'),
    event('DTSTART:20270222T090000', 'DTEND:20270222T100000', 'SUMMARY:周会'),
    event('DTSTART;VALUE=DATE:20200101', 'SUMMARY:元旦'),
    event('DTSTART;VALUE=DATE:20270601', 'RRULE:FREQ=DAILY;BYSECOND=1,2', 'SUMMARY:每秒'),
    event('DTSTART:bad', 'SUMMARY:没有日期'),
    'END:VCALENDAR',
  )
  .join('\r\n');

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: a calendar before it is saved`, async ({ site, launch }) => {
    test.setTimeout(600_000);
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    await page.evaluate(() => void (window.location.hash = '#/doors/holidays'));
    const buffer = Buffer.from(createEncoder('gb18030')(calendar));
    await page.locator('input[type=file]').setInputFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer });
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('checkbox').first()).toBeVisible();
    await dialog.locator('summary').click();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, `import-calendar${colorScheme === 'dark' ? '-dark' : ''}.png`) });
    }
    await dialog.getByRole('button', { name: words.common.cancel, exact: true }).scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, 'import-calendar-end.png') });
  });
}
