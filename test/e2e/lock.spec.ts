/** The administrator's session in the built app: what ends it, what it leaves on the screen, and where a kiosk goes back to. */
import { expect, test } from './fixture.ts';
import { firstRun, kioskIdle, leaveKiosk, PASSWORD, PIN, signIn, startKiosk } from './steps.ts';

const words = 'What was being written is kept.';

test('the machine’s lock ends the session at once: nothing is seen of it, and a half-written form is there again', async ({
  page,
  lintel,
  shot,
}) => {
  await firstRun(page);
  await page.getByRole('link', { name: 'Doors' }).click();
  await page.getByRole('button', { name: 'Add a door' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').first().fill('Cellar, half written');
  await lintel.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  expect(await page.locator('body').innerText()).not.toContain('Doors');
  await shot('lock-en');
  // Neither Tab nor the palette's keys reach what lies under it.
  await page.keyboard.press('Control+K');
  await expect(page.getByPlaceholder('Find a person, a day, a screen or a setting')).toBeHidden();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.checkVisibility() ?? true)).toBe(true);
  }
  await page.getByLabel('Administrator password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-AUT-01')).toBeVisible();
  await signIn(page);
  await expect(dialog.getByLabel('Name').first()).toHaveValue('Cellar, half written');
});

test('a second start ends the session at once', async ({ page, lintel }) => {
  await firstRun(page);
  await lintel.evaluate(({ app }) => void app.emit('second-instance', {}, [], '', null));
  await expect(page.getByText('Lintel was started again')).toBeVisible();
});

test('a kiosk is left by its PIN alone, and the sign-in screen behind it goes back', async ({ page, shot }) => {
  await firstRun(page, { mode: 'kiosk' });
  await startKiosk(page);
  await kioskIdle(page);
  const asked = await page.evaluate(
    async (secret) => window.lintel.call('session.signIn', { kind: 'password', secret }),
    PASSWORD,
  );
  expect(asked).toEqual({ ok: false, error: { code: 'not-allowed' } });
  await page.getByRole('button', { name: 'Leave the kiosk' }).click();
  await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
  await page.keyboard.type(PIN, { delay: 80 });
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Administrator password')).toBeVisible();
  await shot('sign-in-behind-kiosk');
  // As it would by itself after a minute without a sign-in.
  await page.getByRole('button', { name: 'Back to the kiosk' }).click();
  await expect(page.getByRole('button', { name: 'Leave the kiosk' })).toBeVisible();
  await leaveKiosk(page);
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  for (const row of ['Administrator signed in', 'Kiosk left with its PIN', 'Kiosk started']) {
    await expect(page.getByText(row).first()).toBeVisible();
  }
});
