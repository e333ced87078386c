import { expect, test } from 'vitest';
import { RuleFields } from '../../../../shared/shifts.ts';
import { newOvertime, RULE_PRESETS, ruleOf } from './rule-presets.ts';

test.each(RULE_PRESETS)('%s can be saved as it is', (preset) => {
  const body = ruleOf(preset, (key) => key);
  expect(RuleFields.safeParse({ from: 0, body }).error?.issues ?? []).toEqual([]);
  expect(new Set(body.overtime.map((o) => o.id)).size).toBe(body.overtime.length);
});

test('what the laws say of pay', () => {
  const rates = (preset: (typeof RULE_PRESETS)[number]) => ruleOf(preset, (key) => key).overtime.map((o) => [o.on, o.rate]);
  expect(rates('china')).toEqual([
    ['workday', 150],
    ['rest', 200],
    ['off', 200],
    ['statutory', 300],
  ]);
  expect(rates('china-comprehensive')).toEqual([
    ['any', 150],
    ['statutory', 300],
  ]);
  expect(ruleOf('us', (key) => key).overtime[0]).toMatchObject({ measure: { over: 40 * 60 }, rate: 150 });
});

test('one more has a number of its own', () => {
  const { overtime } = ruleOf('china', (key) => key);
  expect(newOvertime(overtime).id).toBe(5);
  expect(newOvertime([]).id).toBe(1);
});
