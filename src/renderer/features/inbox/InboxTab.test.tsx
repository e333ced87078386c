// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { until } from '../../../../test/fakes/render.tsx';
import { button, openApp, press } from '../../../../test/fakes/screen.tsx';
import { ok } from '../../../domain/result.ts';

const open = (more: FakeOptions = {}) => openApp('#/hours/inbox', () => rows().length === 5, more);
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-entry]')];
/** The last one of that name: a dialog over a dialog. */
const type = (label: string, text: string) => {
  const field = [
    ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[role=dialog] input, [role=dialog] textarea'),
  ].findLast((f) => f.labels?.[0]?.textContent.includes(label))!;
  const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')!.set!.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const asked = (bridge: Awaited<ReturnType<typeof open>>['bridge']) =>
  bridge.calls.filter((c) => c.name === 'hourRequests.ask').map((c) => c.input);

test('a proposal by its number, the next row by J, and the way back by U', async () => {
  const { bridge, d } = await open();
  await d.settle(() => rows()[0]!.focus());
  await d.settle(() => press('j'));
  expect(document.activeElement).toBe(rows()[1]);
  await d.settle(() => press('1'));
  await until(d, () => rows().length === 4);
  expect(asked(bridge)).toMatchObject([{ bodies: [{ kind: 'add', direction: 'out' }], grant: true }]);
  await until(d, () => document.activeElement === rows()[1]);
  await d.settle(() => press('u'));
  await until(d, () => rows().length === 5);
});

test('a day that may stay as it is goes by 0', async () => {
  const { bridge, d } = await open();
  await d.settle(() => rows()[0]!.focus());
  await d.settle(() => press('0'));
  await until(d, () => rows().length === 4);
  expect(asked(bridge)).toMatchObject([{ bodies: [{ kind: 'accept', causes: ['missing-out'] }] }]);
});

test('an outage: all of one cause and day are chosen at once, and get the same punch with one reason', async () => {
  const { bridge, d } = await open();
  await d.settle(() => button('Choose all 3').click());
  expect(d.text()).toContain('3 days chosen');
  await d.settle(() => button('Add the same punch').click());
  await until(d, () => d.text().includes('The same punch for 3 days'));
  await d.settle(() => type('Time', '18:00'));
  await d.settle(() => type('Reason', 'no power'));
  await d.settle(() => button('Add').click());
  await until(d, () => rows().length === 2);
  expect(asked(bridge)).toMatchObject([{ reason: 'no power', personIds: { length: 3 } }]);
});

test('the tab says how many wait; a cause, a name and a department leave the days that are like that', async () => {
  const { bridge, d } = await open();
  await until(d, () => d.text().includes('Inbox (5)'));
  const chip = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].find((r) => r.value === 'absent')!;
  await d.settle(() => chip.click());
  await until(d, () => rows().length === 1);
  await d.settle(() => button('Clear filters').click());
  await until(d, () => rows().length === 5);
  const search = document.querySelector<HTMLInputElement>('[role=search] input, search input')!;
  await d.settle(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(search, 'nobody of this name');
    search.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await until(d, () => d.text().includes('None of the 5 days that wait are like that.'));
  const looked = bridge.calls.filter((c) => c.name === 'hourRequests.inbox').map((c) => c.input);
  expect(looked).toContainEqual(expect.objectContaining({ cause: 'absent', page: 0 }));
});

test('by key: A chooses the group, B asks for the punch of all, E for the times, S shows the day', async () => {
  const { bridge, d } = await open();
  await d.settle(() => rows()[0]!.focus());
  await d.settle(() => press('a'));
  await until(d, () => d.text().includes('3 days chosen'));
  await d.settle(() => press('b'));
  await until(d, () => d.text().includes('The same punch for 3 days'));
  await d.settle(() => button('Cancel').click());
  await until(d, () => !d.text().includes('The same punch for 3 days'));
  await d.settle(() => rows()[0]!.focus());
  await d.settle(() => press('s'));
  await until(d, () => d.text().includes('Change this day'));
  expect(bridge.calls.some((c) => c.name === 'hours.day')).toBe(true);
});

test('an outage leaves out by name whoever cannot get it, before it is done, and gives it to the others', async () => {
  const closed = { code: 'hours-closed', period: '2026-10' } as const;
  let second = 0;
  const { bridge, d } = await open({
    answers: {
      'hourRequests.check': ({ personIds }) => {
        second = personIds[1]!;
        return ok(
          personIds.map((personId) => ({
            ...{ personId, name: `No. ${personId}`, takes: null },
            error: personId === second ? closed : null,
          })),
        );
      },
    },
  });
  await d.settle(() => button('Choose all 3').click());
  await d.settle(() => button('Add the same punch').click());
  await until(d, () => d.text().includes('The same punch for 3 days'));
  await d.settle(() => type('Time', '18:00'));
  await until(d, () => d.text().includes('1 of 3 is left out'));
  expect(d.text()).toContain(`No. ${second}: 2026-10 is closed`);
  await d.settle(() => type('Reason', 'no power'));
  await d.settle(() => button('Add').click());
  await until(d, () => asked(bridge).length === 1);
  expect(asked(bridge)).toMatchObject([{ personIds: { length: 2 } }]);
  expect((asked(bridge)[0] as { personIds: number[] }).personIds).not.toContain(second);
});

test('kinds of absence: those that Lintel brings keep their word, a new one is named, one is retired', async () => {
  const { bridge, d } = await open();
  const saved = () => bridge.calls.filter((c) => c.name === 'hourRequests.saveKind').map((c) => c.input);
  await d.settle(() => button('Kinds of absence').click());
  await until(d, () => d.text().includes('Annual leave'));
  await d.settle(() => document.querySelector<HTMLButtonElement>('[data-kind=annual] button')!.click());
  await until(d, () => d.text().includes('Change Annual leave'));
  const box = (label: string) =>
    [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input[type=checkbox]')].find((b) =>
      b.labels?.[0]?.textContent.includes(label),
    )!;
  expect(document.querySelector('[role=dialog] form input[type=text]')).toBe(null);
  await d.settle(() => box('May be entered').click());
  await d.settle(() => button('Save').click());
  await until(d, () => saved().length === 1);
  await until(d, () => document.querySelector('[role=dialog] form') === null);
  await d.settle(() => button('New kind').click());
  await until(d, () => d.text().includes('Taken by'));
  await d.settle(() => button('Save').click());
  await until(d, () => d.text().includes('Enter a name.'));
  await d.settle(() => type('Name', 'Exam'));
  await d.settle(() => button('Save').click());
  await until(d, () => saved().length === 2);
  expect(saved()).toMatchObject([
    { kind: 'annual', fields: { name: '', used: false, unit: 'half' } },
    { kind: null, fields: { name: 'Exam', used: true } },
  ]);
});

test('a month is closed for everybody, after a question', async () => {
  const { bridge, d } = await open();
  await d.settle(() => button('Months').click());
  await until(d, () => d.text().includes('Close October 2026'));
  await d.settle(() => button('Close October 2026').click());
  await until(d, () => d.text().includes('Close October 2026 for everybody?'));
  await d.settle(() => [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].at(-1)!.click());
  await until(d, () => bridge.calls.some((c) => c.name === 'periods.close'));
  await until(d, () => !d.text().includes('for everybody?'));
});
