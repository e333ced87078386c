/** What a person does, in words that more than one test needs. English texts, as the tests' machine speaks English. */
import { expect, type Page } from '@playwright/test';

export const PASSWORD = 'correct horse battery';
export const PIN = '2468';

/** The first run, to its end: the new administrator is signed in. Answers the recovery key. */
export async function firstRun(page: Page, options: { readonly mode?: 'desk' | 'kiosk' } = {}): Promise<string> {
  await page.getByRole('radio', { name: 'English' }).check();
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await page.getByLabel('Name of the site').fill('North door');
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByLabel('Kiosk PIN').fill(PIN);
  await page.getByLabel('PIN again').fill(PIN);
  await next.click();
  await expect(page.getByText('The camera works.')).toBeVisible();
  await next.click();
  await page.getByRole('radio', { name: 'In a key file of this account' }).check();
  await next.click();
  await page.getByRole('radio', { name: options.mode === 'kiosk' ? 'A kiosk at the door' : 'A front desk' }).check();
  await page.getByRole('button', { name: 'Set up Lintel' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery key' })).toBeVisible();
  const key = await page.getByTestId('recovery-key').innerText();
  await page.getByRole('checkbox', { name: 'I have kept it somewhere other than this computer' }).check();
  await page.getByRole('button', { name: 'Start using Lintel' }).click();
  return key;
}
