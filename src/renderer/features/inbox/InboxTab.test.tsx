// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { draw, installBridge, until, type Drawn } from '../../../../test/fakes/render.tsx';
import { App } from '../../app/App.tsx';

let drawn: Drawn | null = null;
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});

async function open() {
  window.location.hash = '#/hours/inbox';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => rows().length === 5);
  return { bridge, d };
}
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-entry]')];
const button = (text: string) => {
  const found = [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === text);
  if (!found) throw new Error(`no button ${text}`);
  return found;
};
const press = (key: string) =>
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
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
  const type = (label: string, text: string) => {
    const field = [
      ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[role=dialog] input, [role=dialog] textarea'),
    ].find((f) => f.labels?.[0]?.textContent.includes(label))!;
    const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(proto, 'value')!.set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  await d.settle(() => type('Time', '18:00'));
  await d.settle(() => type('Reason', 'no power'));
  await d.settle(() => button('Add').click());
  await until(d, () => rows().length === 2);
  expect(asked(bridge)).toMatchObject([{ reason: 'no power', personIds: { length: 3 } }]);
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
