// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { until, type Drawn } from '../../../../../test/fakes/render.tsx';
import { button, findButton, openApp, press } from '../../../../../test/fakes/screen.tsx';

withoutCamera();

const open = async (hash: string): Promise<Drawn> =>
  (await openApp(hash, () => document.querySelector('[role="grid"]') !== null)).d;
const rows = (): HTMLTableRowElement[] => [...document.querySelectorAll<HTMLTableRowElement>('tbody tr')];

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2026-11', 30],
  ['2026-10', 31],
])('%s has %d days, each a letter with its words', async (month, days) => {
  await open(`#/hours/month/${month}`);
  const cells = [...rows()[0]!.querySelectorAll<HTMLElement>('td[tabindex]')];
  expect(cells).toHaveLength(days);
  for (const cell of cells) expect(cell.getAttribute('aria-label')!.split(', ').length).toBeGreaterThan(2);
});

test('arrows go from cell to cell, space opens the day', async () => {
  const d = await open('#/hours/month/2026-11');
  (rows()[0]!.cells[1] as HTMLElement).focus();
  await d.settle(() => press('ArrowDown'));
  await d.settle(() => press('ArrowRight'));
  expect(document.activeElement).toBe(rows()[1]!.cells[2]);
  await d.settle(() => press(' '));
  await until(d, () => d.text().includes('Monday 2 November') && document.querySelector('[data-punch]') !== null);
});

test('one click leaves the rows with problems', async () => {
  const d = await open('#/hours/month/2026-11');
  const all = rows().length;
  await d.settle(() => document.querySelector<HTMLInputElement>('input[type="checkbox"]')!.click());
  await until(d, () => rows().length < all);
  expect(rows().every((r) => r.querySelector('[data-problem]') !== null)).toBe(true);
});

test('last month is the calendar month before, whatever is shown', async () => {
  const d = await open('#/hours/month/2026-02');
  await d.settle(() => button('Last month').click());
  await until(d, () => window.location.hash === '#/hours/month/2026-10');
});

test('the team is sorted by what is pressed, and its foot is the sum of what is shown', async () => {
  const d = await open('#/hours/team/2026-10');
  // happy-dom lays nothing out, and so the virtual rows are none; the head and the foot are drawn whatever the window is.
  const foot = [...document.querySelectorAll('[role="row"]')].at(-1)!;
  expect(foot.textContent).toContain('people');
  await d.settle(() => button('Late days').click());
  expect(document.querySelector('[aria-sort="descending"]')?.textContent).toBe('Late days');
});

test('a bar of a chart is a row of its table, which opens the days behind it', async () => {
  const { d } = await openApp('#/hours/charts/2026-10', (page) => page.text().includes('When people come'));
  await d.settle(() => document.querySelectorAll<HTMLInputElement>('input[type="radio"][value="table"]')[0]!.click());
  await until(d, () => findButton('08:30') !== undefined || findButton('09:00') !== undefined);
  await d.settle(() => (findButton('09:00') ?? findButton('08:30'))!.click());
  await until(d, () => d.text().includes('Arrived'));
});

test('departments are bars with their names, by key as by mouse, the worst first', async () => {
  const bars = () => [...document.querySelectorAll<HTMLElement>('[aria-label="Late days by department"] li button')];
  const { d } = await openApp('#/hours/charts/2026-10', () => bars().length > 1);
  const shares = bars().map((b) => Number(/([\d.]+) %/.exec(b.textContent)![1]));
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  await d.settle(() => bars()[0]!.click());
  await until(d, () => document.querySelector('[role="dialog"] table') !== null);
});

test('the day with its name stands over the days that are shown, while another month is asked for', async () => {
  const d = await open('#/hours/month/2026-10');
  expect(document.querySelectorAll('thead th')).toHaveLength(31 + 2);
  await d.settle(() => (window.location.hash = '#/hours/month/2026-11'));
  const heads = document.querySelectorAll('thead th').length;
  expect(heads).toBe(rows()[0]!.cells.length);
  await until(d, () => document.querySelectorAll('thead th').length === 30 + 2);
});
