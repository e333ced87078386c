// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { until } from '../../../../../test/fakes/render.tsx';
import { button, openApp } from '../../../../../test/fakes/screen.tsx';
import { dayNumber } from '../../../../domain/hours/days.ts';

withoutCamera();

const DAY = dayNumber('2026-11-20');

async function open() {
  const { bridge, d, asked } = await openApp('#/hours/person/3/2026-11-20', () => punches().length === 2);
  return { bridge, d, asked: () => asked('hourRequests.ask') };
}
const punches = () => [...document.querySelectorAll<HTMLButtonElement>('[data-punch]')];
const reason = (text: string) => {
  const field = [...document.querySelectorAll<HTMLTextAreaElement>('[role=dialog] textarea')].findLast((f) =>
    f.labels[0]?.textContent.includes('Reason'),
  )!;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

test('a punch is turned round or left out, with a reason, and what comes of it is shown before', async () => {
  const { d, asked } = await open();
  const key = punches()[1]!.dataset['punch'];
  await d.settle(() => punches()[1]!.click());
  await d.settle(() => button('Leave it out').click());
  await until(d, () => d.text().includes('counts for no day'));
  // The day would lack its OUT.
  await until(d, () => d.text().includes('Punch missing 0:00'));
  await d.settle(() => button('Leave it out').click());
  expect(asked()).toEqual([]);
  await d.settle(() => reason('somebody else’s badge'));
  await d.settle(() => button('Leave it out').click());
  await until(d, () => asked().length === 1);
  await d.settle(() => button('It is an IN').click());
  await until(d, () => d.text().includes('counts as an IN'));
  await d.settle(() => reason('wrong button'));
  await d.settle(() => button('It is an IN').click());
  await until(d, () => asked().length === 2);
  expect(asked()).toMatchObject([
    { personIds: [3], bodies: [{ kind: 'ignore', punch: key }], reason: 'somebody else’s badge', grant: true },
    { personIds: [3], bodies: [{ kind: 'direction', punch: key, direction: 'in' }], reason: 'wrong button' },
  ]);
});

test('a day gets a rest in place of its shift; what was decided stands below, and is taken back there', async () => {
  const { bridge, d, asked } = await open();
  await d.settle(() => button('Another shift').click());
  await until(d, () => d.text().includes('Planned now:'));
  await d.settle(() => button('Change the shift').click());
  await until(d, () => d.text().includes('Choose a shift, or rest.'));
  await d.settle(() => document.querySelector<HTMLInputElement>('[role=dialog] input')!.click());
  const rest = () => [...document.querySelectorAll<HTMLElement>('[role=option]')].find((o) => o.textContent === 'Rest');
  await until(d, () => rest() !== undefined);
  await d.settle(() => rest()!.click());
  await until(d, () => bridge.calls.some((c) => c.name === 'hours.preview'));
  await d.settle(() => reason('swapped'));
  await d.settle(() => button('Change the shift').click());
  await until(d, () => asked().length === 1);
  expect(asked()).toMatchObject([{ bodies: [{ kind: 'shift', day: DAY, shift: null }], reason: 'swapped' }]);
  await until(d, () => d.text().includes('What was decided about this day'));
  expect(d.text()).toContain('Rest in place of the shift');
  await d.settle(() => button('Withdraw').click());
  await until(d, () => bridge.calls.some((c) => c.name === 'hourRequests.decide'));
});

test('overtime is granted from one time to another; nothing is refused where nothing waits', async () => {
  const { d, asked } = await open();
  await d.settle(() => button('Overtime').click());
  await until(d, () => d.text().includes('No overtime waits on this day'));
  expect(d.text()).not.toContain('Refuse');
  const part = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input[type=radio]')].find(
    (r) => r.value === 'part',
  )!;
  await d.settle(() => part.click());
  const type = (label: string, text: string) => {
    const field = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')].find(
      (f) => f.labels?.[0]?.textContent === label,
    )!;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  await d.settle(() => type('From', '22:00'));
  await d.settle(() => type('To', '01:30'));
  await d.settle(() => reason('month end'));
  await d.settle(() => button('Grant this part').click());
  await until(d, () => asked().length === 1);
  const [{ bodies } = { bodies: [] }] = asked() as { bodies: { grant: { from: number; to: number } }[] }[];
  // Past midnight: the end is the next day's.
  expect(bodies.map(({ grant }) => grant.to - grant.from)).toEqual([210]);
});
