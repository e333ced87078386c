// @vitest-environment happy-dom
/** Whatever the rules and a shift can say can be said in their editors: each control is used, and what comes of it compared with the schemas. */
import { MantineProvider } from '@mantine/core';
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { draw, type Drawn, installBridge, type, until } from '../../../../test/fakes/render.tsx';
import { DEFAULT_OVERTIME, DEFAULT_RULE } from '../../../domain/hours/model.ts';
import { RuleBody, ShiftBody } from '../../../shared/hours.ts';
import { startI18n } from '../../i18n/index.ts';
import { draftOf, NEW_BREAK } from './draft.ts';
import { GROUPS } from './rules/RuleDialog.tsx';
import { ShiftEditor } from './ShiftEditor.tsx';

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** What a schema can say: 'a.b' of a number or a text, 'a.b=c' of one of a few, 'a[].b' of an item of a list. */
function sayable(schema: z.core.JSONSchema.BaseSchema, path = ''): string[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap((option) => sayable(option, path));
  if (schema.type === 'object')
    return Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
      sayable(part as z.core.JSONSchema.BaseSchema, path === '' ? key : `${path}.${key}`),
    );
  if (schema.type === 'array') return sayable(schema.items as z.core.JSONSchema.BaseSchema, `${path}[]`);
  if (schema.const !== undefined) return [`${path}=${String(schema.const)}`];
  if (schema.enum) return schema.enum.map((value) => `${path}=${String(value)}`);
  return [schema.type === 'null' ? `${path}=null` : path];
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a change says that was not said before. What only came with its switch, or with an item of a list, was not entered. */
function said(before: Json | undefined, after: Json | undefined, path = ''): string[] {
  if (before === after || after === undefined) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const texts = after.filter((item) => typeof item === 'string' && !before.includes(item));
    if (texts.length > 0) return texts.map((text) => `${path}[]=${String(text)}`);
    return before.length === after.length ? after.flatMap((item: Json, i) => said(before[i] as Json, item, `${path}[]`)) : [];
  }
  if (isRecord(before) && isRecord(after))
    return Object.keys(after).flatMap((key) => said(before[key], after[key], path === '' ? key : `${path}.${key}`));
  if (after === null || typeof after === 'string') return [`${path}=${after}`, ...(typeof before === 'string' ? [path] : [])];
  return typeof before === typeof after && typeof after !== 'object' ? [path] : [];
}

const inputs = (selector: string) => [...document.querySelectorAll<HTMLInputElement>(selector)];
const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')];

/** Chooses each of a few, one after the other. */
async function chooseEach(d: Drawn, field: HTMLInputElement): Promise<void> {
  const shown = () => {
    const list = field.getAttribute('aria-controls');
    return options().filter((o) => list !== null && o.closest('[role=listbox]')?.id === list);
  };
  await d.settle(() => field.click());
  await until(d, () => shown().length > 1);
  const names = shown().map((o) => o.textContent);
  for (const name of names) {
    if (shown().length === 0) await d.settle(() => field.click());
    await until(d, () => shown().length > 1);
    await d.settle(() =>
      shown()
        .find((o) => o.textContent === name)
        ?.click(),
    );
  }
}

/** Uses every control once, each of its choices; what was shown stays as it was. */
async function operateAll(element: ReactNode): Promise<void> {
  installBridge();
  const d = await draw(
    <I18nextProvider i18n={startI18n('en')}>
      <MantineProvider env="test">{element}</MantineProvider>
    </I18nextProvider>,
  );
  const press = (on: Element, key: string) =>
    act(() => void on.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true })));
  for (const box of inputs('input[type=checkbox], input[type=radio]')) act(() => box.click());
  for (const handle of document.querySelectorAll('[role=slider]')) press(handle, 'ArrowRight');
  for (const field of inputs('input:not([type=checkbox], [type=radio])')) {
    if (field.getAttribute('aria-haspopup') === 'listbox') await chooseEach(d, field);
    else if (field.getAttribute('inputmode') === 'decimal') {
      press(field, 'ArrowUp');
      press(field, 'ArrowDown');
      act(() => type(field, ''));
    } else for (const text of ['05:05', '23:50']) act(() => type(field, text));
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('button')) act(() => button.click());
  await d.close();
}

const FULL: RuleBody = RuleBody.parse({
  ...DEFAULT_RULE,
  lateSteps: [{ over: 5, as: 'late' }],
  earlySteps: [{ over: 5, as: 'late' }],
  round: { in: { step: 15, cut: 8 }, out: { step: 15, cut: 8 }, total: { step: 15, cut: 8 } },
  lateLeave: [{ leftAfter: 1320, later: 60 }],
  limits: { overtimePerDay: 180, overtimePerMonth: 2160, restBetween: 660 },
  overtime: [
    {
      ...DEFAULT_OVERTIME,
      ...{
        id: 1,
        name: 'A',
        measure: { over: 480 },
        per: { week: 1 },
        as: { ratio: 100 },
        most: 60,
        round: { step: 15, cut: 8 },
      },
      deduct: [
        { ...NEW_BREAK, when: { at: 1140 } },
        { ...NEW_BREAK, when: { afterWorked: 120 } },
      ],
    },
    { ...DEFAULT_OVERTIME, id: 2, name: 'B', on: 'rest', per: { streak: 6 }, basis: 'both', approval: 'needed' },
  ],
  pairing: 'marked',
  onMissing: 'as-planned',
  dayOf: 'end',
  holidayBy: 'minute',
  zoneOf: 'punch',
  balance: { unit: 'week', required: 2400, creditHolidays: true, weekStartsOn: 1 },
  correctionQuota: { count: 3, monthStartsOn: 1, days: 30, kinds: ['missing'] },
  nightBonus: { from: 1320, to: 360 },
});

/** The shift's own way, and every other. */
const BODY: ShiftBody = {
  ...draftOf('office', '').body,
  segments: [
    { start: 480, end: 720 },
    { start: 780, end: 1080 },
  ],
  breaks: [
    { ...NEW_BREAK, when: { at: 600 }, length: 15, clocked: true, min: 5, max: 30 },
    { ...NEW_BREAK, when: { afterWorked: 360 }, length: 30, min: 15 },
  ],
};
const SHIFTS: readonly ShiftBody[] = [
  BODY,
  { ...BODY, halfDayAt: { at: 720 }, flex: { kind: 'slide', early: 30, late: 30 } },
  {
    ...BODY,
    halfDayAt: 'by-break',
    flex: {
      kind: 'core',
      core: [
        { start: 600, end: 700 },
        { start: 840, end: 900 },
      ],
      required: 480,
    },
  },
  { ...BODY, segments: [], breaks: [], flex: { kind: 'free', required: 480, per: 'day', dayStartsAt: 240 } },
  { ...BODY, segments: [], breaks: [], flex: { kind: 'free', required: 2400, per: 'week', dayStartsAt: 240 } },
];

/** What no editor asks for, and why. */
const NOT_ASKED = {
  rules: [
    // Counted by the editor; it tells rules of one version apart.
    'overtime[].id',
    // What is taken off overtime is taken off by the clock or after so many minutes: it is neither clocked nor paid, and no gap counts for it.
    'overtime[].deduct[].clocked',
    'overtime[].deduct[].paid',
    'overtime[].deduct[].min',
    'overtime[].deduct[].max',
    'overtime[].deduct[].max=null',
  ],
  shift: [],
};

const schemaOf = (schema: z.ZodType) => new Set(sayable(z.toJSONSchema(schema)));

test.each(Object.keys(GROUPS) as (keyof typeof GROUPS)[])('what comes of the group %s can be stored', async (name) => {
  const Group = GROUPS[name];
  const made: RuleBody[] = [];
  await operateAll(<Group body={FULL} onChange={(part) => made.push({ ...FULL, ...part })} />);
  expect(made.length).toBeGreaterThan(2);
  expect(made.flatMap((body) => RuleBody.safeParse(body).error?.issues ?? [])).toEqual([]);
  for (const body of made) for (const one of said(FULL, body)) reached.rules.add(one);
});

test('everything that rules can say can be said in their editor', () => {
  const missing = [...schemaOf(RuleBody)].filter((one) => !reached.rules.has(one) && !alreadySaid(FULL as Json, one));
  expect(missing.toSorted()).toEqual(NOT_ASKED.rules.toSorted());
});

test('everything that a shift can say can be said in its editor', async () => {
  for (const body of SHIFTS) {
    const made: ShiftBody[] = [];
    await operateAll(<ShiftEditor body={body} errors={{}} onChange={(next) => made.push(next)} />);
    expect(made.flatMap((next) => ShiftBody.safeParse(next).error?.issues ?? [])).toEqual([]);
    for (const next of made) for (const one of said(body, next)) reached.shift.add(one);
  }
  expect([...schemaOf(ShiftBody)].filter((one) => !reached.shift.has(one)).toSorted()).toEqual(NOT_ASKED.shift);
});

const reached = { rules: new Set<string>(), shift: new Set<string>() };

/** Each value with where it stands. */
function valuesOf(value: Json, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => valuesOf(item, `${path}[]`));
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, part]) => valuesOf(part, path === '' ? key : `${path}.${key}`));
  return [`${path}=${JSON.stringify(value).replaceAll('"', '')}`];
}

/** One of a few that is chosen already cannot be chosen anew; another of them was, and this one stands beside it. */
function alreadySaid(value: Json, one: string): boolean {
  const path = one.slice(0, Math.max(0, one.indexOf('=')));
  const others = [...reached.rules].some((other) => other.startsWith(`${path}=`));
  return others && valuesOf(value).includes(one);
}
