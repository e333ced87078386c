/** Rules that many begin with. What the law says stands in docs/hours.md; whoever takes one sees and changes every field of it. */
import { DEFAULT_OVERTIME, DEFAULT_RULE } from '../../../../domain/hours/model.ts';
import { RuleBody } from '../../../../shared/hours.ts';

export const RULE_PRESETS = ['usual', 'china', 'china-comprehensive', 'us', 'germany'] as const;
export type RulePreset = (typeof RULE_PRESETS)[number];

type Overtime = RuleBody['overtime'][number];
/** As the schema has it: with lists that a form may change. */
const USUAL: RuleBody = RuleBody.parse(DEFAULT_RULE);

export const newOvertime = (overtime: readonly Overtime[], part: Partial<Overtime> = {}): Overtime => ({
  ...structuredClone(DEFAULT_OVERTIME),
  deduct: [],
  id: Math.max(0, ...overtime.map((o) => o.id)) + 1,
  name: '',
  ...part,
});

const numbered = (...parts: readonly Partial<Overtime>[]): Overtime[] =>
  parts.map((part, i) => newOvertime([], { ...part, id: i + 1 }));

/** @param name of an overtime rule, in the language of whoever chooses */
export function ruleOf(
  preset: RulePreset,
  name: (key: 'workday' | 'rest' | 'statutory' | 'week' | 'period') => string,
): RuleBody {
  const base = structuredClone(USUAL);
  const statutory = { name: name('statutory'), on: 'statutory', measure: { over: 0 }, rate: 300 } as const;
  switch (preset) {
    case 'usual':
      return base;
    case 'china':
      return {
        ...base,
        overtime: numbered(
          { name: name('workday'), on: 'workday', measure: 'after-end', rate: 150 },
          { name: name('rest'), on: 'rest', measure: { over: 0 }, rate: 200 },
          { name: name('rest'), on: 'off', measure: { over: 0 }, rate: 200 },
          statutory,
        ),
        limits: { overtimePerDay: 180, overtimePerMonth: 2160, restBetween: null },
      };
    case 'china-comprehensive':
      return {
        ...base,
        overtime: numbered({ name: name('period'), on: 'any', measure: 'over-planned', per: 'period', rate: 150 }, statutory),
        balance: { unit: 'quarter', required: 'calendar', creditHolidays: true, weekStartsOn: 1 },
        limits: { overtimePerDay: null, overtimePerMonth: 2160, restBetween: null },
      };
    case 'us':
      return {
        ...base,
        overtime: numbered({ name: name('week'), on: 'any', measure: { over: 2400 }, per: { week: 7 }, rate: 150 }),
      };
    case 'germany':
      return { ...base, limits: { overtimePerDay: null, overtimePerMonth: null, restBetween: 660 } };
  }
}
