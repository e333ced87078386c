import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTHING, press, TYPING, type Key, type Sent, type Typed } from './code.ts';

const BADGE = `00${'7'.repeat(68)}`;

/** Types a text, a key every `gap` ms from 1000 on; `tail`: how long nothing follows, with ticks. */
function type(
  text: string,
  {
    gap = 200,
    pinAlone = false,
    tail = 0,
    from = NOTHING,
    at = 1000,
  }: { gap?: number; pinAlone?: boolean; tail?: number; from?: Typed; at?: number } = {},
) {
  const sent: Sent[] = [];
  let typed = from;
  let now = at;
  const step = (key: Key) => {
    const made = press(typed, key, pinAlone, now);
    typed = made.typed;
    if (made.sent) sent.push(made.sent);
  };
  for (const c of text) {
    step(c === '<' ? { kind: 'back' } : c === '\n' ? { kind: 'enter' } : { kind: 'digit', digit: c });
    for (let t = 0; t < gap; t += 100) {
      step({ kind: 'tick' });
      now += Math.min(100, gap - t);
    }
  }
  for (let t = 0; t < tail; t += 100, now += 100) step({ kind: 'tick' });
  return { sent, typed, now };
}

const cases: [string, string, Parameters<typeof type>[1], string[]][] = [
  ['three digits and six', '231738204', {}, ['code 231738204']],
  ['four digits and six', '5031738204', {}, ['code 5031738204']],
  ['six digits and six', '912345738204', {}, ['code 912345738204']],
  ['one digit too few', '23173820', { tail: 3000 }, []],
  ['a digit taken back', '23173829<04', {}, ['code 231738204']],
  ['six digits where a number is needed', '738204', { tail: 5000 }, []],
  ['the PIN alone', '738204', { pinAlone: true, tail: 1000 }, ['code 738204']],
  ['the PIN alone and the enter key', '738204\n', { pinAlone: true, gap: 1 }, ['code 738204']],
  ['a PIN that begins with 0', '038204', { pinAlone: true, tail: 1000 }, ['code 038204']],
  ['a PIN that begins with 0, typed slowly', '038204', { pinAlone: true, gap: 700, tail: 1000 }, ['code 038204']],
  ['the whole code where the PIN would do', '231738204', { pinAlone: true, tail: 1000 }, ['code 231738204']],
  ['a scanner', `${BADGE}\n`, { gap: 5 }, [`badge ${BADGE}`]],
  ['a scanner where the PIN would do', `${BADGE}\n`, { gap: 5, pinAlone: true }, [`badge ${BADGE}`]],
  ['a scanner twice', `${BADGE}\n${BADGE}\n`, { gap: 5 }, [`badge ${BADGE}`, `badge ${BADGE}`]],
  ['a slip on 0, then the code', '0231738204', { gap: 600 }, ['code 231738204']],
  ['a scanner that was cut off, then the code', BADGE.slice(0, 40), { gap: 5, tail: 700 }, []],
  ['two people, one after the other', '231738204503173820400', {}, ['code 231738204', 'code 5031738204']],
  ['enter means nothing elsewhere', '231\n738204', {}, ['code 231738204']],
];
test.each(cases)('%s', (_name, text, options, expected) => {
  expect(type(text, options).sent.map((s) => `${s.kind} ${s.text}`)).toEqual(expected);
});

test('the wait runs from the first key, over a wrong try, and ends with the person', () => {
  const first = type('231738204');
  expect(first.sent[0]?.waitedMs).toBe(8 * 200);
  const again = type('231738205', { from: first.typed, at: first.now });
  expect(again.sent[0]?.waitedMs).toBe(first.now - 1000 + 8 * 200);
  const later = type('231738205', { from: again.typed, at: again.now + TYPING.forget });
  expect(later.sent[0]?.waitedMs).toBe(8 * 200);
});

test('half a code is forgotten, so that the next person starts anew', () => {
  const half = type('23173');
  expect(type('231738204', { from: half.typed, at: half.now + TYPING.forget }).sent.map((s) => s.text)).toEqual(['231738204']);
});

test('whatever is pressed, what is sent is a code, a PIN or a badge by its length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ key: fc.constantFrom(...Array.from('0123456789<\n')), gap: fc.integer({ min: 0, max: 20_000 }) }), {
        maxLength: 120,
      }),
      fc.boolean(),
      (keys, pinAlone) => {
        let typed = NOTHING;
        let now = 0;
        for (const { key, gap } of keys) {
          now += gap;
          const made = press(
            typed,
            key === '<' ? { kind: 'back' } : key === '\n' ? { kind: 'enter' } : { kind: 'digit', digit: key },
            pinAlone,
            now,
          );
          typed = made.typed;
          expect(typed.digits.length).toBeLessThan(70);
          if (!made.sent) continue;
          const { kind, text, waitedMs } = made.sent;
          expect(kind === 'badge' ? [70] : pinAlone ? [6, 9, 10, 12] : [9, 10, 12]).toContain(text.length);
          expect(waitedMs).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});
