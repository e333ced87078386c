// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keyEvents } from '../../../../test/fakes/keyboard.ts';
import { until } from '../../../../test/fakes/render.tsx';
import { button, openApp } from '../../../../test/fakes/screen.tsx';
import { SAMPLE_BADGE } from '../../../domain/credentials/learn.ts';
import type { KeyFacts } from '../../../domain/credentials/strokes.ts';

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

async function open() {
  const { bridge, d } = await openApp('#/settings/kiosk', (d) => d.text().includes('Badge scanner'));
  await d.settle(() => button('Scan this…').click());
  await until(d, () => dialog() !== null);
  return { bridge, d };
}
/** As a scanner does it, on whatever has the focus; the times are those of the events. */
function types(events: readonly KeyFacts[]): KeyboardEvent[] {
  return events.map(({ timeStamp, type, ...facts }) => {
    const event = new KeyboardEvent(type, { ...facts, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event;
  });
}

test('a scan is learned, said in words, kept and forgotten; its Enter presses nothing', async () => {
  const { bridge, d } = await open();
  expect(dialog()?.querySelector('svg[role=img]')).not.toBeNull();
  expect(button('Keep', dialog()!).disabled).toBe(true);
  await d.settle(() => button('Cancel', dialog()!).focus());
  let events: KeyboardEvent[] = [];
  await d.settle(() => (events = types(keyEvents(`]Q1${SAMPLE_BADGE}\n`, 40))));
  expect(events.every((event) => event.defaultPrevented)).toBe(true);
  await until(d, () => d.text().includes('Puts “]Q1” in front of a code; that is cut off.'));
  expect(d.text()).toContain('Its keys are at most 40 ms apart. Keys less than 60 ms apart are taken for the scanner’s.');
  expect(d.text()).toContain('Ends with Enter or Tab.');
  await d.settle(() => button('Keep', dialog()!).click());
  await until(d, () => bridge.state().settings.kiosk.scanner !== null);
  expect(bridge.state().settings.kiosk.scanner).toEqual({ prefix: ']Q1', suffix: '', gapMs: 40, layout: 'same', ends: true });
  await until(d, () => dialog() === null && d.text().includes('Puts “]Q1” in front'));
  await d.settle(() => button('Forget').click());
  await until(d, () => bridge.state().settings.kiosk.scanner === null);
  await until(d, () => d.text().includes('None learned.'));
});

test.each([
  ['a person', keyEvents('hello there', 150), 'That came as slowly as a person types.'],
  ['a bottle', keyEvents('4006381333931\n', 5), 'That was no badge.'],
  ['half a badge', keyEvents(SAMPLE_BADGE.slice(0, 30), 5), 'The code came only in part.'],
])('%s is refused with a sentence, and another scan may follow', async (_, events, sentence) => {
  const { bridge, d } = await open();
  await d.settle(() => void types(events));
  await until(d, () => d.text().includes(sentence));
  expect(button('Keep', dialog()!).disabled).toBe(true);
  await d.settle(() => button('Again', dialog()!).click());
  expect(d.text()).toContain('Waiting for a scan');
  await d.settle(() => void types(keyEvents(`${SAMPLE_BADGE}\n`, 5, { layout: 'french' })));
  await until(d, () => d.text().includes('It is set up for another keyboard'));
  await d.settle(() => button('Keep', dialog()!).click());
  await until(d, () => bridge.state().settings.kiosk.scanner?.layout === 'places');
});

test('keys that are no scan are the dialog’s: Escape closes it', async () => {
  const { bridge, d } = await open();
  await d.settle(() => void types(keyEvents('\t', 5)));
  expect(d.text()).toContain('Waiting for a scan');
  await d.settle(
    () =>
      void (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true }),
      ),
  );
  await until(d, () => dialog() === null);
  expect(bridge.calls.some((c) => c.name === 'settings.save')).toBe(false);
});
