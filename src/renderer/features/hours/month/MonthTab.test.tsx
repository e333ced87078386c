// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { draw, installBridge, until, type Drawn } from '../../../../../test/fakes/render.tsx';
import { App } from '../../../app/App.tsx';

withoutCamera();
let drawn: Drawn | null = null;
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});

async function open(hash: string): Promise<Drawn> {
  window.location.hash = hash;
  installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => document.querySelector('[role="grid"]') !== null);
  return d;
}
const rows = (): HTMLTableRowElement[] => [...document.querySelectorAll<HTMLTableRowElement>('tbody tr')];
const press = (d: Drawn, key: string) =>
  d.settle(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
const button = (text: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('button')].find((b) => b.textContent === text);

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
  await press(d, 'ArrowDown');
  await press(d, 'ArrowRight');
  expect(document.activeElement).toBe(rows()[1]!.cells[2]);
  await press(d, ' ');
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
  await d.settle(() => button('Last month')!.click());
  await until(d, () => window.location.hash === '#/hours/month/2026-10');
});

test('the team is sorted by what is pressed, and its foot is the sum of what is shown', async () => {
  const d = await open('#/hours/team/2026-10');
  // happy-dom lays nothing out, and so the virtual rows are none; the head and the foot are drawn whatever the window is.
  const foot = [...document.querySelectorAll('[role="row"]')].at(-1)!;
  expect(foot.textContent).toContain('people');
  await d.settle(() => button('Late days')!.click());
  expect(document.querySelector('[aria-sort="descending"]')?.textContent).toBe('Late days');
});

test('a bar of a chart is a row of its table, which opens the days behind it', async () => {
  window.location.hash = '#/hours/charts/2026-10';
  installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => d.text().includes('When people come'));
  await d.settle(() => document.querySelectorAll<HTMLInputElement>('input[type="radio"][value="table"]')[0]!.click());
  await until(d, () => button('08:30') !== undefined || button('09:00') !== undefined);
  await d.settle(() => (button('09:00') ?? button('08:30'))!.click());
  await until(d, () => d.text().includes('Arrived'));
});

test('departments are bars with their names, by key as by mouse, the worst first', async () => {
  window.location.hash = '#/hours/charts/2026-10';
  installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  const bars = () => [...document.querySelectorAll<HTMLElement>('[aria-label="Late days by department"] li button')];
  await until(d, () => bars().length > 1);
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
