/** Who is in: the screen, a roll call, and the printed list of a site with five hundred people in it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../../src/domain/language.ts';
import { offsetMinutes } from '../../src/domain/time/instants.ts';
import { appendEvent } from '../../src/storage/log/events.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { insertPerson } from '../../src/storage/people/people.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { PASSWORD } from './steps.ts';

const HOUR = 3_600_000;
const FAMILY = ['王', '李', '张', '陈', '欧阳', 'Okafor', 'Lindqvist', 'Fernández', 'Müller', 'Nguyễn'] as const;
const GIVEN = ['晓梅', '建国', '思远', '静', 'Amara', 'Jonas', 'Mateo', 'Siobhán'] as const;
const DEPARTMENTS = ['研发 R&D', '仓库 Warehouse', '财务 Finance', '质检 Quality', ''] as const;

const nameOf = (i: number): string => {
  const family = FAMILY[i % 10]!;
  const given = (i + Math.floor(i / 10)) % 4;
  return /[a-z]/i.test(family) ? `${GIVEN[4 + given]!} ${family}` : `${family}${GIVEN[given]!}`;
};

/** Five hundred who came in this morning, a visitor, and one who never left yesterday, over two zones. */
async function fill(site: Site, language: Language): Promise<void> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { db } = open;
  const { timeZone } = value(
    saveSettings(db, kiosksOf(db)[0]!, {
      appearance: { language },
      kiosk: { mode: 'desk' },
      site: { name: language === 'en' ? 'Riverside works' : '滨江厂区' },
    }),
  ).site;
  const now = Date.now();
  const zones = ['装配车间 Assembly', '办公楼 Offices'].map(
    (name) =>
      db.run(`INSERT INTO zones (name, name_key, anti_passback, timed_minutes) VALUES (:name, :name, 'off', 5)`, { name })
        .lastInsertRowid,
  );
  const doors = zones.map(
    (to, i) =>
      db.run(
        `INSERT INTO doors (name, name_key, from_zone, to_zone, direction, credential, two_person, two_person_seconds, first_person_in, pulse_ms)
         VALUES (:name, :name, NULL, :to, 'both', 'any', 0, 10, 0, 3000)`,
        { name: ['东门 East gate', '正门 Front door'][i]!, to },
      ).lastInsertRowid,
  );
  db.transaction(() => {
    for (let i = 0; i < 502; i++) {
      const id = value(
        insertPerson(
          db,
          {
            employeeNumber: `T${String(2000 + i)}`,
            name: nameOf(i),
            department: DEPARTMENTS[i % 5]!,
          },
          now - 90 * 24 * HOUR,
        ),
      );
      const at = Math.round(i === 501 ? now - 26 * HOUR : now - 4 * HOUR + i * 20_000);
      const inZone = i % 3 < 2;
      const event = value(
        appendEvent(db, {
          kind: 'recognised',
          personId: id,
          direction: 'in',
          at,
          timeZone,
          offsetMinutes: offsetMinutes(at, timeZone),
          monotonicDeltaMs: null,
          clockJumped: false,
          reason: null,
          about: null,
          score: 0.7,
          decision: null,
          method: i % 7 === 0 ? 'badge' : 'face',
          waitMs: 700,
          doorId: inZone ? doors[i % 3]! : null,
          more: null,
        }),
      );
      if (inZone) {
        db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (:event, :id, :door, :zone, :at)', {
          event,
          id,
          door: doors[i % 3]!,
          zone: zones[i % 3]!,
          at,
        });
      }
      if (i === 500)
        db.run('INSERT INTO holders (person_id, visitor_until, anti_passback_exempt) VALUES (:id, :until, 0)', {
          id,
          until: now + 2 * HOUR,
        });
    }
  });
  open.close();
}

async function pdf(page: Page, name: string): Promise<Buffer> {
  const data = await page.pdf({ format: 'A4', preferCSSPageSize: false });
  const folder = process.env['LINTEL_SCREENS'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.pdf`), data);
  }
  return data;
}
/** Pages of a PDF by its page objects. */
const pagesOf = (data: Buffer): number => data.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const language of ['en', 'zh-CN'] as const) {
  test(`${language}: five hundred people, a roll call, and the list that prints`, async ({ site, launch, shot }, info) => {
    await fill(site, language);
    const lintel = await launch({ profile: site.profile, locale: language === 'en' ? 'en_US.UTF-8' : 'zh_CN.UTF-8' });
    const page = await lintel.page();
    const en = language === 'en';
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: en ? 'Who is in' : '在场人员' }).click();
    const rows = page.getByTestId('present');
    await expect(rows).toHaveCount(502);
    await expect(page.getByTestId('presence-figures')).toContainText(en ? '501 people are in' : '在场 501 人');
    await shot(`presence-${language}`, page);

    await page.getByRole('button', { name: en ? 'Roll call' : '清点人数' }).click();
    await page.getByRole('button', { name: en ? 'Begin' : '开始', exact: true }).click();
    await expect(page.getByTestId('roll-call')).toContainText(en ? '501 people missing' : '还差 501 人');
    for (const row of [0, 1, 2]) await rows.nth(row).getByRole('checkbox').check();
    await expect(page.getByTestId('roll-call')).toContainText(en ? '498 people missing' : '还差 498 人');
    await shot(`presence-roll-call-${language}`, page);

    // The stand-in of a printer: the page stays as the dialog would print it.
    await page.evaluate(() => (window.print = () => undefined));
    await page.getByRole('button', { name: en ? 'Print the list' : '打印名单' }).click();
    await expect(page.getByTestId('print-sheet')).toBeAttached();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByTestId('print-sheet')).toBeVisible();
    await expect(page.getByTestId('print-sheet')).toHaveCSS('color', 'rgb(0, 0, 0)');
    await expect(page.getByTestId('print-sheet')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.locator('nav')).toBeHidden();
    await expect(page.locator('.print-sheet span[data-ticked]')).toHaveCount(3);
    if (info.project.name === 'stand-in') {
      const pages = pagesOf(await pdf(page, `presence-${language}`));
      // 502 lines of about 7 mm on A4, with their heads.
      expect(pages).toBeGreaterThan(8);
      expect(pages).toBeLessThan(20);
    }
  });
}
