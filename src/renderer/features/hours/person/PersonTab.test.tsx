// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { draw, type Drawn, installBridge, until } from '../../../../../test/fakes/render.tsx';
import { press } from '../../../../../test/fakes/screen.tsx';
import type { Result } from '../../../../domain/result.ts';
import type { Output } from '../../../../shared/contract.ts';
import { App } from '../../../app/App.tsx';
import { PUNCH_TYPE } from '../../../parts/timeline/DayTimeline.tsx';

withoutCamera();

type Day = Output<'hours.day'>;

async function open(at = '2026-11', change: (day: Day) => Day = (day) => day): Promise<Drawn> {
  window.location.hash = `#/hours/person/3/${at}`;
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const { call } = bridge;
  Object.defineProperty(bridge, 'call', {
    value: async (name: never, input: never) => {
      const answer = (await call(name, input)) as Result<Day>;
      return name === ('hours.day' as never) && answer.ok ? { ok: true, value: change(answer.value) } : answer;
    },
  });
  const d = await draw(<App />);
  await until(d, () => cells().length > 0);
  return d;
}
const cells = (): HTMLButtonElement[] => [
  ...document.querySelectorAll<HTMLButtonElement>('[aria-label^="Days of the month"] button'),
];
const punches = (): HTMLButtonElement[] => [...document.querySelectorAll<HTMLButtonElement>('[data-punch]')];

test('each day of the month says in words what it is', async () => {
  await open('2026-02');
  expect(cells()).toHaveLength(28);
  const labels = cells().map((c) => c.getAttribute('aria-label') ?? '');
  expect(labels[0]).toMatch(/^Sunday 1 February, Rest/);
  expect(labels.every((label) => label.split(', ').length >= 2)).toBe(true);
  // Not by colour alone: letter and words are in the cell.
  expect(cells().every((c) => c.textContent.length > 3)).toBe(true);
});

test('arrows go from day to day, and the day opens with its punches', async () => {
  const d = await open('2026-11-20');
  await until(d, () => punches().length > 0);
  cells()[19]!.focus();
  await d.settle(() => press('ArrowLeft'));
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Thursday 19 November/);
  await d.settle(() => (document.activeElement as HTMLButtonElement).click());
  await until(d, () => window.location.hash === '#/hours/person/3/2026-11-19');
  await until(d, () => d.text().includes('Thursday 19 November'));
});

test('a punch is chosen by key, and says why it stands where it does', async () => {
  const d = await open('2026-11-20');
  await until(d, () => punches().length === 2);
  punches()[0]!.focus();
  await d.settle(() => press('ArrowRight'));
  expect(document.activeElement).toBe(punches()[1]);
  expect(punches().map((p) => p.tabIndex)).toEqual([-1, 0]);
  await d.settle(() => punches()[1]!.click());
  expect(d.text()).toContain('It lies in the window of this shift');
});

test('a punch that is dropped on another day shows what would come of it, and nothing is kept', async () => {
  const d = await open('2026-11-20');
  await until(d, () => punches().length === 2);
  const key = punches()[1]!.dataset['punch']!;
  const transfer = { types: [PUNCH_TYPE], getData: (type: string) => (type === PUNCH_TYPE ? key : '') };
  const drop = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(drop, 'dataTransfer', { value: transfer });
  await d.settle(() => cells()[20]!.dispatchEvent(drop));
  await until(d, () => d.text().includes('would go from Friday 20 November to Saturday 21 November'));
  await until(d, () => d.text().includes('Punch missing'));
  const asked = (window.lintel as unknown as { calls: { name: string }[] }).calls.map((c) => c.name);
  expect(asked).toContain('hours.preview');
  await act(() => Promise.resolve());
});

test('a day of a closed month has the figures that it was closed with, says what it would be now, and offers no change', async () => {
  const d = await open('2026-11-20', (day) => ({
    ...day,
    figures: { ...day.figures, verdict: 'missing', paid: 0, overtime: [], closed: true },
    now: day.figures,
  }));
  await until(d, () => d.text().includes('This month is closed'));
  expect(d.text()).toContain('Verdict: Punch missing when it was closed, Present now');
  expect(d.text()).toMatch(/Worked: 0:00 when it was closed, \d:\d\d now/);
  await d.settle(() => punches()[0]!.click());
  // It still explains itself, and cannot be taken to another day.
  expect(d.text()).toContain('It lies in the window of this shift');
  expect(d.text()).not.toContain('Give to another day');
  expect(punches().every((p) => !p.draggable)).toBe(true);
});

test('a closed day that would come out the same says nothing of now', async () => {
  const d = await open('2026-11-20', (day) => ({ ...day, figures: { ...day.figures, closed: true }, now: null }));
  await until(d, () => d.text().includes('This month is closed'));
  expect(d.text()).not.toContain('would come out otherwise');
});
