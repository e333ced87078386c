// @vitest-environment happy-dom
import { useState } from 'react';
import { expect, test } from 'vitest';
import { draw } from '../../../../test/fakes/render.tsx';
import { BURST_MS, mayType, useKioskKeys } from './useKioskKeys.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false, onButton: false, dialog: true };
const quick = { ...plain, at: 1000 + BURST_MS - 1 };
const slow = { ...plain, at: 1000 + BURST_MS };

test.each(['a', 'Tab', 'Enter', ' ', 'Escape', 'ArrowDown', 'Backspace', '7'])('%j by a finger does what it does', (key) =>
  expect(mayType({ ...slow, key, onButton: true }, 1000)).toBe(true),
);
test.each(['a', 'Tab', ' ', 'Escape', 'ArrowDown', 'Home', 'Delete', 'Backspace'])('%j in a burst does nothing', (key) => {
  expect(mayType({ ...quick, key }, 1000)).toBe(false);
});
test('Escape closes a dialog, and is nothing else', () => {
  expect(mayType({ ...slow, key: 'Escape' }, 1000)).toBe(true);
  expect(mayType({ ...slow, key: 'Escape', dialog: false }, 1000)).toBe(false);
});
test('digits in a burst are a badge; Enter ends it, and presses nothing', () => {
  expect(mayType({ ...quick, key: '0' }, 1000)).toBe(true);
  expect(mayType({ ...quick, key: 'Enter' }, 1000)).toBe(true);
  expect(mayType({ ...quick, key: 'Enter', onButton: true }, 1000)).toBe(false);
});
test.each([
  ['p', { ctrlKey: true }],
  ['r', { ctrlKey: true }],
  ['w', { metaKey: true }],
  ['F4', { altKey: true }],
  ['7', { ctrlKey: true }],
  ['F5', {}],
  ['F12', {}],
  ['BrowserHome', {}],
  ['ContextMenu', {}],
  ['PrintScreen', {}],
] as const)('%s with %j does nothing, however slowly', (key, held) =>
  expect(mayType({ ...slow, at: 10_000, key, ...held }, 1000)).toBe(false),
);

function Kiosk() {
  const [pressed, setPressed] = useState(0);
  useKioskKeys(false);
  return (
    <button
      data-pressed={pressed}
      onClick={() => setPressed(pressed + 1)}
      onKeyDown={(e) => e.key === 'Enter' && setPressed(pressed + 1)}
    >
      {'not me'}
    </button>
  );
}

test('a code that says Tab, Tab, Enter, Ctrl-P presses no button, and its release neither; a finger does', async () => {
  const d = await draw(<Kiosk />);
  const button = d.host.querySelector('button')!;
  const type = async (keys: readonly (readonly [key: string, at: number, ctrl?: boolean])[]) => {
    const prevented: boolean[] = [];
    await d.settle(() => {
      for (const [key, at, ctrlKey = false] of keys) {
        for (const name of ['keydown', 'keyup'] as const) {
          const event = new KeyboardEvent(name, { key, ctrlKey, bubbles: true, cancelable: true });
          Object.defineProperty(event, 'timeStamp', { value: at });
          button.dispatchEvent(event);
          prevented.push(event.defaultPrevented);
        }
      }
    });
    return prevented;
  };
  const pressed = () => Number(button.dataset['pressed']);
  expect(await type([['7', 5000], ['Tab', 5005], ['Tab', 5010], ['Enter', 5015], [' ', 5020], ['p', 5025, true]])).toEqual([false, false, ...Array<boolean>(10).fill(true)]); // prettier-ignore
  expect(pressed()).toBe(0);
  await type([['Enter', 9000]]);
  expect(pressed()).toBe(1);
});
