import { expect, test } from 'vitest';
import { supportCode, type AppErrorCode } from '../../domain/errors.ts';
import { QUALITY_REASONS } from '../../domain/recognition/quality.ts';
import { AppErrorSchema } from '../../shared/schemas.ts';
import { en } from './en/index.ts';
import { errorText } from './errorText.ts';
import { startI18n } from './index.ts';
import { zhCN } from './zh-CN/index.ts';

type Tree = { readonly [key: string]: string | Tree };
function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([k, v]) =>
    typeof v === 'string' ? [[path + k, v] as [string, string]] : flat(v, `${path}${k}.`),
  );
}
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').toSorted();
const english = flat(en);
const chinese = new Map(flat(zhCN));
const shared = english.filter(([key]) => !key.endsWith('_one'));

test.each(shared)('%s has the same variables in Chinese', (key, text) =>
  expect(variables(chinese.get(key) ?? '')).toEqual(variables(text)),
);

test('Chinese has no words that English lacks', () => {
  const keys = new Set(english.map(([key]) => key));
  expect([...chinese.keys()].filter((key) => !keys.has(key))).toEqual([]);
});

test('Chinese is written in Chinese', () => {
  const same = shared
    .filter(([key, text]) => chinese.get(key) === text && /[a-z]{4}/i.test(text.replace(/\{\{\w+\}\}|Ctrl|Enter|Esc/g, '')))
    .map(([key]) => key);
  // Names of things, and of keys, that have no other name.
  expect(same.filter((key) => !/language|sha|runtime|engine/i.test(key))).toEqual([]);
});

const facts = {
  field: 'timeZone',
  retryAfterSeconds: 61,
  path: '/srv/lintel',
  reason: 'too-dark',
  personId: 3,
  name: '李静',
  employeeNumber: '1008',
  needed: 5,
  rule: 'BYSECOND',
  host: 'front-desk',
  pid: 4711,
  year: '2027',
  firstDay: '2026-11-24',
  firstShift: '夜班',
  secondDay: '2026-11-25',
  secondShift: '早班',
  period: '2026-10',
  label: 'BeraterNr',
  used: 3,
  allowed: 3,
  startsOn: 1,
  again: '2026-11-26',
  from: '2026-11-02',
  to: '2026-11-03',
  days: 2,
};
const codes = Object.keys(supportCode) as AppErrorCode[];
test.each(codes)('%s has two whole sentences in both languages', (code) => {
  const error = [facts, { ...facts, reason: 'too-short' }]
    .flatMap((given) =>
      AppErrorSchema.options.map((option) => {
        const fields = Object.keys(option.shape);
        return option.safeParse({ ...Object.fromEntries(Object.entries(given).filter(([k]) => fields.includes(k))), code });
      }),
    )
    .find((parsed) => parsed.success)?.data;
  if (!error) throw new Error(`no schema takes ${code}`);
  for (const language of ['en', 'zh-CN'] as const) {
    const { title, next } = errorText(startI18n(language).t, error);
    for (const text of [title, next]) {
      expect(text).not.toMatch(/\{\{|undefined|errors[:.]|quality[:.]/);
      expect(text.length).toBeGreaterThan(2);
    }
  }
});

test('a wait is told in seconds, from a minute on in whole minutes, rounded up', () => {
  const { t } = startI18n('en');
  expect(errorText(t, { code: 'too-many-attempts', retryAfterSeconds: 61 }).next).toBe('Wait 2 min and try again.');
  expect(errorText(t, { code: 'too-many-attempts', retryAfterSeconds: 5 }).next).toBe('Wait 5 s and try again.');
  expect(errorText(t, { code: 'too-many-attempts', retryAfterSeconds: 0 }).next).toBe('Wait 1 s and try again.');
});

test.each(QUALITY_REASONS)('%s is short enough for the kiosk', (reason) => {
  expect(en.quality[reason].length).toBeLessThanOrEqual(32);
  expect(zhCN.quality[reason].length).toBeLessThanOrEqual(10);
});
