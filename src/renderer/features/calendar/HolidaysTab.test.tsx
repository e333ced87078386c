// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { sampleAccess } from '../../../../test/fakes/bridge/access.ts';
import { until } from '../../../../test/fakes/render.tsx';
import { dialog, openApp } from '../../../../test/fakes/screen.tsx';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollIntoView', { value: () => undefined, configurable: true });
});

const open = (hash: string, options: FakeOptions) =>
  openApp(hash, () => document.querySelector('[role=tabpanel]') !== null, options);
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const button = (text: string, within: ParentNode = document) => {
  const labelled = [...within.querySelectorAll('label')].find((l) => l.textContent === text)?.htmlFor;
  const found = [...within.querySelectorAll('button')].findLast(
    (b) =>
      b.textContent.trim() === text || b.getAttribute('aria-label') === text || (labelled !== undefined && b.id === labelled),
  );
  if (!found) throw new Error(`no button ${text}`);
  return found;
};

test('a change of the calendar that alters somebody’s plan says whose before it is saved, and asks', async () => {
  const impact = { people: 7, days: 9, closed: 4, from: 20_781, first: [{ name: 'Ana', days: 2 }] };
  const { d, asked } = await open('#/doors/holidays', { planned: { impact } });
  await until(d, () => d.text().includes('Friday 5 February'));
  await d.settle(() => button('Delete 春节 Spring Festival, Friday 5 February').click());
  await until(d, () => d.text().includes('9 days of 7 people, the first on 24 Nov 2026.'));
  expect(dialog().textContent).toContain('4 more days lie in closed months and stay as they are.');
  expect(asked('access.saveHolidays')).toEqual([]);
  await d.settle(() => button('Cancel', dialog()).click());
  await until(d, () => all('[role=dialog]').length === 0);
  expect(asked('access.saveHolidays')).toEqual([]);
  await d.settle(() => button('Delete 春节 Spring Festival, Friday 5 February').click());
  await until(d, () => d.text().includes('9 days of 7 people'));
  await d.settle(() => button('Save', dialog()).click());
  await until(d, () => asked('access.saveHolidays').length === 1);
  expect(asked('access.saveHolidays')).toEqual([{ save: [], remove: ['2027-02-05'] }]);
  expect(asked('shifts.preview')[0]).toEqual({ kind: 'calendar', save: [], remove: ['2027-02-05'] });
  await until(d, () => all('[role=dialog]').length === 0);
  expect(d.text()).toContain('Friday 5 February is no longer a holiday');
});

test('a day that is typed in says whose plan it alters while it can still be left', async () => {
  const { d, asked } = await open('#/doors/holidays', { planned: { impact: { people: 1, days: 2, from: 20_781 } } });
  await until(d, () => d.text().includes('Friday 5 February'));
  expect(d.text()).not.toContain('What changes');
  await d.settle(() => button('Day').click());
  const first = () => document.querySelector<HTMLElement>('.mantine-DatePickerInput-day');
  await until(d, () => first() !== null);
  await d.settle(() => first()?.click());
  await until(d, () => d.text().includes('2 days of 1 person'));
  expect(asked('shifts.preview')).toMatchObject([{ kind: 'calendar', save: [{ kind: 'off' }], remove: [] }]);
  expect(asked('access.saveHolidays')).toEqual([]);
});

test('a calendar that is read again takes no weekday away from a working day, which no file knows', async () => {
  const date = '2027-02-20';
  const day = { date, name: '补班', kind: 'working-day', sort: 'working-day', ground: 'title', tick: true, at: [] } as const;
  const text = { encoding: 'utf-8', by: 'bytes', unreadable: 0 } as const;
  const file = { format: 'icalendar', text, entries: 1, taken: 1, days: [day], leftOut: [] } as const;
  const { d, asked } = await open('#/doors/holidays', {
    access: { ...sampleAccess(), holidays: [{ date, name: '补班', kind: 'working-day', asWeekday: 3 }] },
    answers: { 'access.readHolidays': () => ({ ok: true, value: file }) },
  });
  await until(d, () => document.querySelector('input[type=file]') !== null);
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { value: [new File(['BEGIN:VCALENDAR'], 'a.ics')], configurable: true });
  await d.settle(() => input.dispatchEvent(new Event('change', { bubbles: true })));
  await until(d, () => d.text().includes('Import 1 day'));
  await d.settle(() => button('Import 1 day', dialog()).click());
  await until(d, () => asked('access.saveHolidays').length === 1);
  expect(asked('access.saveHolidays')[0]).toMatchObject({ save: [{ date, asWeekday: 3 }] });
});
