// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Planned } from '../../../../test/fakes/bridge/shifts.ts';
import { type, until, type Drawn } from '../../../../test/fakes/render.tsx';
import { button, dialog, openApp } from '../../../../test/fakes/screen.tsx';
import { draftOf } from './draft.ts';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollIntoView', { value: () => undefined, configurable: true });
});

const open = (hash: string, planned: Planned) =>
  openApp(hash, () => document.querySelector('[role=tabpanel]') !== null, { planned });
const field = (label: string) => {
  const found = dialog().querySelector(`input[aria-label="${label}"]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  return found;
};

const DAY = { ...draftOf('office', 'Day'), id: 1, usedBy: [{ kind: 'everybody' as const }] };
const stored = {
  ...{ id: DAY.id, name: DAY.name, code: DAY.code, colour: DAY.colour, usedBy: DAY.usedBy },
  versions: [{ from: 0, body: DAY.body }],
};

test('the empty screen leads to the first shift; what does not go together is named, and nothing is sent', async () => {
  const { d, asked } = await open('#/hours/shifts', {});
  await until(d, () => d.text().includes('Make the first shift'));
  await d.settle(() => button('09:00–18:00').click());
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await d.settle(() => type(field('Break 1 begins'), '19:00'));
  await d.settle(() => button('Save', dialog()).click());
  await until(d, () => d.text().includes('The break 19:00–20:00 is not within 09:00–18:00.'));
  expect(asked('shifts.save')).toEqual([]);
  await d.settle(() => type(field('Break 1 begins'), '12'));
  await d.settle(() => button('Save', dialog()).click());
  await until(d, () => d.text().includes('Used by nobody yet'));
  expect(asked('shifts.save')).toMatchObject([
    { id: null, fields: { name: 'Day shift', from: 0, body: { segments: [{ start: 540, end: 1080 }] } } },
  ]);
});

test('before a change is saved it is said how many days of whom it alters, and what is over', async () => {
  const impact = { people: 7, days: 250, past: 3, from: 20_781, first: [{ name: 'Ana', days: 40 }] };
  const { d } = await open('#/hours/shifts', { plan: { shifts: [stored] }, impact });
  await until(d, () => d.text().includes('Used by Everybody'));
  await d.settle(() => button('Edit').click());
  await until(d, () => d.text().includes('250 days of 7 people, the first on 24 Nov 2026.'));
  expect(d.text()).toContain('Ana (40) and 6 more');
  expect(d.text()).toContain('3 of these days are over.');
});

test('what cannot be read is said by its name', async () => {
  const { d } = await open('#/hours/shifts', {
    plan: { shifts: [stored], unreadable: [{ what: 'pattern', name: 'Odd weeks' }] },
  });
  await until(d, () => d.text().includes('Pattern: Odd weeks'));
});

test('a year that the calendar knows nothing of is never a year without holidays', async () => {
  const { d } = await open('#/hours/shifts', { plan: { shifts: [stored] }, calendar: { years: [2025], followed: true } });
  await until(d, () => d.text().includes('On a day'));
  const choice = [...document.querySelectorAll('label')].find((l) => l.textContent === 'On a day');
  await d.settle(() => choice?.click());
  await until(d, () => d.text().includes('The holidays of 2026 are not known yet'));
});

const select = async (d: Drawn, label: string, option: string) => {
  await d.settle(() => field(label).click());
  const shown = () => [...document.querySelectorAll<HTMLElement>('[role=option]')].findLast((o) => o.textContent === option);
  await until(d, () => shown() !== undefined);
  await d.settle(() => shown()?.click());
};
const labelled = (label: string) => {
  const of = [...dialog().querySelectorAll('label')].find((each) => each.textContent.startsWith(label));
  return document.getElementById(of?.htmlFor ?? '') as HTMLInputElement;
};

test('rules are tried out before they are saved: a shift is chosen, punches typed in, and the day is by the rules as they are written', async () => {
  const night = { ...stored, id: 2, name: 'Night', versions: [{ from: 0, body: draftOf('night', 'Night').body }] };
  const { d, asked } = await open('#/hours/rules', { plan: { shifts: [stored, night] } });
  await until(d, () => d.text().includes('Change the rules'));
  await d.settle(() => button('Change the rules').click());
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await d.settle(() => button('Try it…', dialog()).click());
  const tried = () => dialog().querySelector('section[aria-label="Try it"]')?.textContent ?? '';
  await until(d, () => tried().includes('Planned8:00'));
  await d.settle(() => type(field('Time of punch 1'), '09:10'));
  await until(d, () => tried().includes('Late0:10'));

  // As it is being written: ten minutes are tolerated, and the punches that were typed stay.
  const grace = labelled('May come later by, minutes');
  await d.settle(() => type(grace, '10'));
  await until(d, () => tried().includes('Planned8:00') && !tried().includes('Late0:10'));
  await select(d, 'Shift', 'Night');
  await until(d, () => tried().includes('Outside of the plan8:50'));
  expect(field('Time of punch 1').value).toBe('09:10');
  // Whoever presses a button has left the field.
  await d.settle(() => void field('Time of punch 1').dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  await d.settle(() => button('As planned again', dialog()).click());
  await until(d, () => field('Time of punch 1').value === '22:00');
  expect(asked('hours.try').at(-1)).toMatchObject({ body: night.versions[0]!.body, rule: { graceIn: { minutes: 10 } } });
  expect(asked('rules.save')).toEqual([]);
});

test('where there is no shift yet, rules are tried out on those that most sites have', async () => {
  const { d } = await open('#/hours/rules', {});
  await until(d, () => d.text().includes('Change the rules'));
  await d.settle(() => button('Change the rules').click());
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await d.settle(() => button('Try it…', dialog()).click());
  await until(d, () => dialog().textContent.includes('Planned8:00'));
});

test('what is not right yet leaves the punches that were typed where they are', async () => {
  const { d, asked } = await open('#/hours/shifts', { plan: { shifts: [stored] } });
  await until(d, () => d.text().includes('Used by Everybody'));
  await d.settle(() => button('Edit').click());
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await d.settle(() => button('Try it…', dialog()).click());
  await d.settle(() => type(field('Time of punch 1'), '09:10'));
  await until(d, () => dialog().textContent.includes('Late0:10'));
  const before = asked('hours.try').length;
  await d.settle(() => type(field('Break 1 begins'), '19:00'));
  await until(d, () => dialog().textContent.includes('Something above is not right yet.'));
  expect(dialog().textContent).toContain('Late0:10');
  expect(asked('hours.try')).toHaveLength(before);
  await d.settle(() => type(field('Break 1 begins'), '12'));
  await until(d, () => !dialog().textContent.includes('Something above is not right yet.'));
  expect(field('Time of punch 1').value).toBe('09:10');
});
