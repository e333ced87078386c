/** One scan is learned, and then the kiosk hears that scanner by it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyEvents, type Layout } from '../../../../../test/fakes/keyboard.ts';
import { packBadge } from '../../../../domain/credentials/badge.ts';
import { AROUND_MAX, learn, SAMPLE_BADGE, SLOWEST_MS, type LearnProblem } from '../../../../domain/credentials/learn.ts';
import { createStrokes, type KeyFacts, type Stroke } from '../../../../domain/credentials/strokes.ts';
import type { Scanner } from '../../../../domain/credentials/wedge.ts';
import { FIELDS } from '../../../../shared/settings.ts';
import { dueAt, NOTHING, press, type Key, type Sent } from './code.ts';

const OWN = packBadge({ personId: 7, serial: 3, issuedAt: 1_700_000_000 }, new Uint8Array(16).fill(171));
const EAN = '4006381333931';

function strokesOf(events: readonly KeyFacts[]): Stroke[] {
  const stroke = createStrokes();
  return events.flatMap((e) => stroke(e) ?? []);
}
const learned = (events: readonly KeyFacts[]) => learn(strokesOf(events));

/** What the pad sends of these keys, and how many messages were none of ours. */
function heardBy(scanner: Scanner, events: readonly KeyFacts[], pinAlone = false) {
  const desk = { pinAlone, scanner };
  const sent: Sent[] = [];
  let typed = NOTHING;
  let foreign = 0;
  const step = (key: Key) => {
    const made = press(typed, key, desk);
    typed = made.typed;
    sent.push(...made.sent);
    if (made.foreign) foreign += 1;
  };
  const ticks = (until: number) => {
    for (let due = dueAt(typed, desk); due !== null && due <= until; due = dueAt(typed, desk)) step({ kind: 'tick', at: due });
  };
  for (const stroke of strokesOf(events)) {
    ticks(stroke.from - 1);
    step({ kind: 'stroke', stroke });
  }
  ticks((events.at(-1)?.timeStamp ?? 0) + 5_000);
  return { sent: sent.map((s) => `${s.kind} ${s.text}`), foreign };
}

describe('what one scan says', () => {
  const cases: [string, KeyFacts[], Scanner][] = [
    [
      'as it comes from the factory',
      keyEvents(`${SAMPLE_BADGE}\n`, 5),
      { prefix: '', suffix: '', gapMs: 5, layout: 'same', ends: true },
    ],
    ['Tab at the end', keyEvents(`${SAMPLE_BADGE}\t`, 5), { prefix: '', suffix: '', gapMs: 5, layout: 'same', ends: true }],
    ['nothing at the end', keyEvents(SAMPLE_BADGE, 5), { prefix: '', suffix: '', gapMs: 5, layout: 'same', ends: false }],
    ['AIM in front', keyEvents(`]Q1${SAMPLE_BADGE}\n`, 12), { prefix: ']Q1', suffix: '', gapMs: 12, layout: 'same', ends: true }],
    [
      'digits in front and behind',
      keyEvents(`99${OWN}7\n`, 8),
      { prefix: '99', suffix: '7', gapMs: 8, layout: 'same', ends: true },
    ],
    ['a badge that somebody has', keyEvents(`${OWN}\n`, 60), { prefix: '', suffix: '', gapMs: 60, layout: 'same', ends: true }],
    [
      'Bluetooth, in pieces',
      keyEvents(
        `${OWN}\n`,
        Array.from({ length: 70 }, (_, i) => (i % 7 === 6 ? 400 : 12)),
      ),
      { prefix: '', suffix: '', gapMs: 12, layout: 'same', ends: true },
    ],
    ...(['french', 'czech', 'numpad-off', 'ime'] as const).map((layout): [string, KeyFacts[], Scanner] => [
      `a computer that has ${layout}`,
      keyEvents(`${OWN}\n`, 5, { layout }),
      { prefix: '', suffix: '', gapMs: 5, layout: 'places', ends: true },
    ]),
    [
      'Alt and the number',
      keyEvents(`]Q1${OWN}\n`, 20, { alt: true }),
      { prefix: ']Q1', suffix: '', gapMs: 20, layout: 'same', ends: true },
    ],
  ];
  test.each(cases)('%s', (_name, events, scanner) => {
    expect(learned(events)).toEqual({ ok: true, value: scanner });
    expect(FIELDS.kiosk.scanner.schema.parse(scanner)).toEqual(scanner);
  });

  const refused: [string, KeyFacts[], LearnProblem][] = [
    ['a stray key', keyEvents('7', 5), 'nothing'],
    ['nothing', [], 'nothing'],
    ['a person who types the code', keyEvents(OWN, 180), 'too-slow'],
    ['a person who types something', keyEvents('hello there\n', 140), 'too-slow'],
    ['a bottle', keyEvents(`${EAN}\n`, 5), 'not-a-badge'],
    ['an address', keyEvents('HTTPS://EXAMPLE.ORG/231738204\n', 5), 'not-a-badge'],
    ['half a badge', keyEvents(`]Q1${OWN.slice(0, 40)}\n`, 5), 'cut-off'],
    ['a badge in the middle of a text', keyEvents(`${'x'.repeat(AROUND_MAX + 1)}${OWN}\n`, 5), 'not-a-badge'],
  ];
  test.each(refused)('%s is refused', (_name, events, problem) => {
    expect(learned(events)).toEqual({ ok: false, error: problem });
  });
});

describe('random scanners', () => {
  const layouts = fc.constantFrom<Layout>('us', 'french', 'czech', 'numpad-off', 'ime', 'full-width', 'arabic');
  const pace = fc.integer({ min: 0, max: SLOWEST_MS });
  const badge = fc
    .record({ personId: fc.integer({ min: 1, max: 100_000 }), tag: fc.uint8Array({ minLength: 16, maxLength: 16 }) })
    .map(({ personId, tag }) => packBadge({ personId, serial: 1, issuedAt: 1_700_000_000 }, tag));
  const scanner = fc.record({
    prefix: fc.oneof(fc.constantFrom('', ']Q1', ']C0', '~', 'QR:', '12', '0', '00'), fc.stringMatching(/^[A-Z~\]0-9]{0,4}$/)),
    suffix: fc.constantFrom('', '7', '00', 'X'),
    end: fc.constantFrom('', '\n', '\t'),
    layout: layouts,
    pace,
    /** A pause that Bluetooth makes, after so many of a message's keys. */
    pause: fc.option(fc.record({ after: fc.integer({ min: 4, max: 60 }), ms: fc.integer({ min: 150, max: 1_000 }) })),
  });
  type Made = typeof scanner extends fc.Arbitrary<infer T> ? T : never;
  const scans = ({ prefix, suffix, end, layout, pace: gap, pause }: Made, code: string): KeyFacts[] => {
    const text = prefix + code + suffix + end;
    const gaps = Array.from({ length: text.length }, (_, i) => (pause?.after === i && i < text.length - 2 ? pause.ms : gap));
    return keyEvents(text, gaps, { layout });
  };

  test('one scan is enough: what it puts around a code, its pace and its keys are found', () => {
    fc.assert(
      fc.property(scanner, (made) => {
        const found = learned(scans(made, SAMPLE_BADGE));
        expect(found).toMatchObject({ ok: true, value: { gapMs: made.pace, ends: made.end !== '' } });
        if (!found.ok) return;
        const { prefix, suffix } = found.value;
        expect([prefix.length, suffix.length]).toEqual([made.prefix.length, made.suffix.length]);
        if (made.layout === 'us') expect([prefix, suffix]).toEqual([made.prefix, made.suffix]);
        expect(FIELDS.kiosk.scanner.schema.safeParse(found.value).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('then each badge of that scanner is read, and nothing else that it reads is a try', () => {
    const other = fc.oneof(fc.stringMatching(/^[1-9]\d{7,29}$/), fc.constantFrom(EAN, '231738204', '5031738204', '912345738204'));
    fc.assert(
      fc.property(scanner, badge, other, fc.boolean(), (made, token, bottle, pinAlone) => {
        const found = learned(scans(made, SAMPLE_BADGE));
        if (!found.ok) throw new Error(found.error);
        expect(heardBy(found.value, scans(made, token), pinAlone)).toEqual({ sent: [`badge ${token}`], foreign: 0 });
        const rest = heardBy(found.value, scans({ ...made, pause: null }, bottle), pinAlone).sent;
        expect(rest.filter((s) => s.startsWith('code'))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a person is heard as before, at any pace that is no scanner’s', () => {
    fc.assert(
      fc.property(
        scanner,
        fc.constantFrom('231738204', '5031738204', '912345738204'),
        fc.array(fc.integer({ min: 121, max: 3_000 }), { minLength: 12, maxLength: 12 }),
        (made, code, gaps) => {
          const found = learned(scans(made, SAMPLE_BADGE));
          if (!found.ok) throw new Error(found.error);
          expect(heardBy(found.value, keyEvents(code, gaps, { layout: made.layout })).sent).toEqual([`code ${code}`]);
        },
      ),
    );
  });

  test('whatever a person types, slowly, and whatever else is scanned, nothing is learned of it, and nothing throws', () => {
    const keys = fc.oneof(fc.string({ maxLength: 90 }), fc.stringMatching(/^\d{0,90}$/));
    fc.assert(
      fc.property(keys, fc.integer({ min: SLOWEST_MS + 1, max: 1_100 }), (text, gap) => !learned(keyEvents(text, gap)).ok),
    );
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: SLOWEST_MS }), (text, gap) => {
        fc.pre(!/\d{70}/.test(text));
        return !learned(keyEvents(text, gap)).ok;
      }),
    );
  });
});
