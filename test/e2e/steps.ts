/** What a person does, in words that more than one test needs. English texts, as the tests' machine speaks English. */
import { expect, type Page } from '@playwright/test';
import type { Bridge } from '../../src/shared/contract.ts';
import { PASSWORD, PIN } from '../../tools/secrets.ts';
import { takePanel } from './kiosk-panels.ts';

export { PASSWORD, PIN };

/** The first two steps of the first run: ends before the camera. */
export async function fillSite(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Name of the site').fill('North door');
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByLabel('Kiosk PIN').fill(PIN);
  await page.getByLabel('PIN again').fill(PIN);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

/** The first run, to its end: the new administrator is signed in. Answers the recovery key. */
export async function firstRun(
  page: Page,
  options: { readonly mode?: 'desk' | 'kiosk'; /** Presses the copy button on the way. */ readonly copy?: boolean } = {},
): Promise<string> {
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await fillSite(page);
  await expect(page.getByText('The camera works.')).toBeVisible();
  await next.click();
  await page.getByRole('radio', { name: 'In a key file of this account' }).check();
  await next.click();
  await page.getByRole('radio', { name: options.mode === 'kiosk' ? 'A kiosk at the door' : 'A front desk' }).check();
  await page.getByRole('button', { name: 'Set up Lintel' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery key' })).toBeVisible();
  const key = await page.getByTestId('recovery-key').innerText();
  if (options.copy) {
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible();
  }
  await page.getByRole('checkbox', { name: 'I have kept it somewhere other than this computer' }).check();
  await page.getByRole('button', { name: 'Start using Lintel' }).click();
  await trustPictures(page);
  return key;
}

/** Liveness off: the camera of the tests shows photographs, every one of them a presentation attack (hostile-presentation.spec.ts has it on). */
export async function trustPictures(page: Page): Promise<void> {
  const saved = await page.evaluate(async () => {
    const { lintel } = window as unknown as { lintel: Bridge };
    return (await lintel.call('settings.save', { recognition: { liveness: 'off' } })).ok;
  });
  expect(saved).toBe(true);
}

export async function openEnrol(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Enrol', exact: true }).click();
}

/** Enrols whoever stands before the camera, by the automatic shutter; ends on "… is enrolled". */
export async function enrolFromCamera(
  page: Page,
  person: { readonly name: string; readonly employeeNumber: string },
): Promise<void> {
  await openEnrol(page);
  await page.getByLabel('Employee number').fill(person.employeeNumber);
  await page.getByRole('textbox', { name: /^Name/ }).fill(person.name);
  await expect(page.getByRole('region', { name: 'Captures' }).getByText('5 of 5')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: `${person.name} is enrolled` })).toBeVisible();
}

export async function startKiosk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start kiosk' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start kiosk' }).click();
}

/** What the kiosk shows: welcome, again, refused, guiding, camera … */
export const kioskPanel = (page: Page, kind: string) => page.locator(`[data-testid="kiosk-panel"][data-kind="${kind}"]`);

/** It has shown such a panel, or does now: a welcome may be over before a busy machine looks. Each counts once, in their order. */
export async function kioskShows(page: Page, kind: string, text: string): Promise<void> {
  await expect.poll(() => takePanel(page, kind, text), { message: `the kiosk shows ${kind}: ${text}` }).toBe(true);
}

/** The PIN, then the administrator's password. */
export async function leaveKiosk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave the kiosk' }).click();
  // Keys that come before the pad has the focus are nobody's.
  await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
  await page.keyboard.type(PIN, { delay: 80 });
  await page.keyboard.press('Enter');
  await signIn(page);
}

export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
}

/** The kiosk with nobody before it. */
export async function kioskIdle(page: Page): Promise<void> {
  await expect(page.getByText('Look here to check in').first()).toBeVisible();
}

/** A fault that the kiosk shows: its sentence, and the code to read out to support. */
export async function kioskSays(page: Page, kind: string, sentence: string, code: string): Promise<void> {
  const panel = kioskPanel(page, kind);
  await expect(panel).toContainText(sentence);
  await expect(panel).toContainText(`Code ${code}`);
}

/** A fault on any other screen, as ErrorNote shows it. */
export async function pageSays(page: Page, sentence: string, code: string): Promise<void> {
  const note = page.getByRole('alert').filter({ hasText: code });
  await expect(note).toContainText(sentence);
}

/** A scanner types: all keys in one moment, however busy the machine is. */
export const scan = (page: Page, text: string): Promise<void> =>
  page.evaluate((keys) => {
    const press = (key: string, code: string) => {
      for (const type of ['keydown', 'keyup'])
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent(type, { key, code, bubbles: true, cancelable: true }),
        );
    };
    for (const digit of keys) press(digit, `Digit${digit}`);
    press('Enter', 'Enter');
  }, text);
