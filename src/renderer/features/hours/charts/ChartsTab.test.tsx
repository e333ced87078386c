// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { until, type Drawn } from '../../../../../test/fakes/render.tsx';
import { openApp, press } from '../../../../../test/fakes/screen.tsx';
import { ok } from '../../../../domain/result.ts';

withoutCamera();

const open = async (hash: string): Promise<Drawn> => (await openApp(hash, () => bars('Months against the plan').length > 1)).d;
const bars = (title: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[role="toolbar"][aria-label="${title}"] button`),
];

test('a bar of the months leads to the rows of that month, of the department that is shown; the way back to the chart', async () => {
  const d = await open('#/hours/charts/2026-10?department=Office');
  const september = bars('Months against the plan').find((b) => b.getAttribute('aria-label')!.startsWith('2026-09'))!;
  expect(september.getAttribute('aria-label')).toMatch(/^2026-09, Worked [\d:]+, Leave [\d:]+, Overtime [\d:]+, Plan [\d:]+$/);
  await d.settle(() => september.click());
  expect(window.location.hash).toBe('#/hours/month/2026-09?department=Office');
  await until(d, () => document.querySelector('[role="grid"]') !== null);
  const departments = [...document.querySelectorAll('[role="grid"] tbody th small')].map((of) => of.textContent.split(' · ')[1]);
  expect(new Set(departments)).toEqual(new Set(['Office']));
  expect(document.querySelector<HTMLInputElement>('input[aria-label="Department"]')?.value).toBe('Office');
  await d.settle(() => window.history.back());
  await until(d, () => window.location.hash === '#/hours/charts/2026-10?department=Office');
});

test('bars are one stop for the Tab key, and arrows go from one to the next', async () => {
  const d = await open('#/hours/charts/2026-10');
  const all = bars('Months against the plan');
  expect(all.filter((b) => b.tabIndex === 0)).toEqual([all[0]]);
  all[0]!.focus();
  await d.settle(() => press('End'));
  expect(document.activeElement).toBe(all.at(-1));
  await d.settle(() => press('ArrowRight'));
  expect(document.activeElement).toBe(all.at(-1));
  await d.settle(() => press('ArrowLeft'));
  expect(document.activeElement).toBe(all.at(-2));
  expect(all.filter((b) => b.tabIndex === 0)).toEqual([all.at(-2)]);
});

test('from the late days of a department it goes on to its month, of people with problems', async () => {
  const d = await open('#/hours/charts/2026-10');
  await d.settle(() => document.querySelector<HTMLElement>('[aria-label="Late days by department"] li button')!.click());
  const link = () =>
    [...document.querySelectorAll<HTMLAnchorElement>('[role="dialog"] a')].find((a) => a.textContent.startsWith('The month'));
  await until(d, () => link() !== undefined);
  expect(link()!.getAttribute('href')).toMatch(/^#\/hours\/month\/2026-10\?department=[^&]*&problems=$/);
});

test('of a year whose holidays nobody entered, charts and team say so', async () => {
  const known = { years: [2025], followed: true };
  const says = (page: Drawn) => page.text().includes('The holidays of 2026 are not known yet');
  const { d } = await openApp('#/hours/charts/2026-10', says, { answers: { 'shifts.calendar': () => ok(known) } });
  await d.settle(() => (window.location.hash = '#/hours/team/2026-10'));
  await until(d, () => d.text().includes('Below the plan') && says(d));
});
