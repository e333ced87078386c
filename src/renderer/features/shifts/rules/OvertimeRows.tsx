import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { DAY_KINDS } from '../../../../domain/hours/model.ts';
import type { RuleBody } from '../../../../shared/hours.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import type { GroupProps } from './rule-props.ts';
import { BreakFields } from '../BreakRows.tsx';
import { NEW_BREAK } from '../draft.ts';
import { Choice, RoundingFields, WeekdayChoice } from './fields.tsx';
import { newOvertime } from './rule-presets.ts';
import { AddRow, RemoveRow } from '../RowButtons.tsx';
import classes from '../shifts.module.css';
import layout from '../../../ui/layout.module.css';

type Rule = RuleBody['overtime'][number];
const MEASURES = ['after-end', 'before-start', 'over-planned', 'over'] as const;
const PERS = ['day', 'week', 'period', 'streak'] as const;
const MINUTES = z.int().min(0).max(44_640);
const SHORT = z.int().min(0).max(720);
const MOST = z.int().min(1).max(1440).nullable();
const STREAK = z.int().min(2).max(31);
const RATIO = z.int().min(0).max(1000);

const measureOf = ({ measure }: Rule): (typeof MEASURES)[number] => (typeof measure === 'string' ? measure : 'over');
const perOf = ({ per }: Rule): (typeof PERS)[number] => (typeof per === 'string' ? per : 'week' in per ? 'week' : 'streak');

/** What overtime is: each minute is in one of them at most, in the order of docs/hours.md. */
export function OvertimeRows({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { overtime } = body;
  const set = (i: number, part: Partial<Rule>) =>
    onChange({ overtime: overtime.map((o, j) => (j === i ? { ...o, ...part } : o)) });
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {overtime.length === 0 ? t('overtime.none') : t('overtime.hint')}
      </Text>
      {overtime.map((o, i) => (
        <OvertimeRow
          key={o.id}
          rule={o}
          onChange={(part) => set(i, part)}
          onRemove={() => onChange({ overtime: overtime.filter((_, j) => j !== i) })}
        />
      ))}
      {overtime.length < 20 && (
        <Group>
          <AddRow
            label={t('overtime.add')}
            onClick={() => onChange({ overtime: [...overtime, newOvertime(overtime, { name: t('overtimeNames.workday') })] })}
          />
        </Group>
      )}
    </Stack>
  );
}

type RuleProps = { readonly rule: Rule; readonly onChange: (part: Partial<Rule>) => void };

/** One rule: on which days, what counts, at which rate, from when and how much. */
function OvertimeRow({ rule: o, onChange: set, onRemove }: RuleProps & { readonly onRemove: () => void }) {
  const { t } = useTranslation('shifts');
  return (
    <section className={layout.card} aria-label={o.name === '' ? t('rules.overtimeRule') : o.name}>
      <div className={classes.row}>
        <TextInput
          size="sm"
          w={200}
          label={t('overtime.name')}
          maxLength={60}
          value={o.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
        />
        <Choice
          label={t('overtime.on')}
          value={o.on}
          data={([...DAY_KINDS, 'any'] as const).map((value) => ({
            value,
            label: value === 'any' ? t('overtime.any') : t(`dayKinds.${value}`),
          }))}
          onChange={(on) => set({ on })}
        />
        <Counted rule={o} onChange={set} />
        <WholeNumber
          size="sm"
          w={110}
          of={z.int().min(0).max(1000)}
          label={t('overtime.rate')}
          value={o.rate}
          onChange={(rate) => rate !== null && set({ rate })}
        />
        {(['beginAfter', 'least'] as const).map((field) => (
          <WholeNumber
            key={field}
            size="sm"
            w={170}
            of={SHORT}
            label={t(`overtime.${field}`)}
            value={o[field]}
            onChange={(n) => n !== null && set({ [field]: n })}
          />
        ))}
        <WholeNumber size="sm" w={240} of={MOST} label={t('overtime.most')} value={o.most} onChange={(most) => set({ most })} />
        <Granted rule={o} onChange={set} />
        <RemoveRow label={t('overtime.remove', { name: o.name })} mb={6} onClick={onRemove} />
      </div>
      <div style={{ marginTop: 12 }}>
        <RoundingFields label={t('overtime.round')} value={o.round} onChange={(round) => set({ round })} />
      </div>
      <Deducted rule={o} onChange={(deduct) => set({ deduct })} />
    </section>
  );
}

/** Which minutes are overtime, and over which time they are counted. */
function Counted({ rule: o, onChange: set }: RuleProps) {
  const { t } = useTranslation('shifts');
  return (
    <>
      <Choice
        label={t('overtime.measure')}
        value={measureOf(o)}
        data={MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
        onChange={(value) => set({ measure: value === 'over' ? { over: 480 } : value })}
      />
      {typeof o.measure === 'object' && (
        <WholeNumber
          size="sm"
          w={150}
          of={MINUTES}
          label={t('overtime.over')}
          value={o.measure.over}
          onChange={(over) => over !== null && set({ measure: { over } })}
        />
      )}
      <Choice
        label={t('overtime.per')}
        value={perOf(o)}
        data={PERS.map((value) => ({ value, label: t(`pers.${value}`) }))}
        onChange={(value) => set({ per: value === 'week' ? { week: 1 } : value === 'streak' ? { streak: 7 } : value })}
      />
      {typeof o.per === 'object' && 'week' in o.per && (
        <WeekdayChoice label={t('overtime.weekday')} value={o.per.week} onChange={(week) => set({ per: { week } })} />
      )}
      {typeof o.per === 'object' && 'streak' in o.per && (
        <WholeNumber
          size="sm"
          w={190}
          of={STREAK}
          label={t('overtime.streak')}
          value={o.per.streak}
          onChange={(streak) => streak !== null && set({ per: { streak } })}
        />
      )}
    </>
  );
}

/** On whose word it stands, and what becomes of it. */
function Granted({ rule: o, onChange: set }: RuleProps) {
  const { t } = useTranslation('shifts');
  return (
    <>
      <Choice
        label={t('overtime.basis')}
        value={o.basis}
        data={(['punches', 'both', 'request'] as const).map((value) => ({ value, label: t(`bases.${value}`) }))}
        onChange={(basis) => set({ basis })}
      />
      <Choice
        label={t('overtime.approval')}
        value={o.approval}
        data={(['automatic', 'needed'] as const).map((value) => ({ value, label: t(`approvals.${value}`) }))}
        onChange={(approval) => set({ approval })}
      />
      <Choice
        label={t('overtime.as')}
        value={o.as === 'pay' ? 'pay' : 'time'}
        data={(['pay', 'time'] as const).map((value) => ({ value, label: t(`overtimeAs.${value}`) }))}
        onChange={(as) => set({ as: as === 'pay' ? as : { ratio: 100 } })}
      />
      {o.as !== 'pay' && (
        <WholeNumber
          size="sm"
          w={170}
          of={RATIO}
          label={t('overtime.ratio')}
          value={o.as.ratio}
          onChange={(ratio) => ratio !== null && set({ as: { ratio } })}
        />
      )}
    </>
  );
}

/** Breaks that are taken off the overtime alone. */
function Deducted({ rule, onChange }: { readonly rule: Rule; readonly onChange: (deduct: Rule['deduct']) => void }) {
  const { t } = useTranslation('shifts');
  const { deduct } = rule;
  return (
    <Stack gap={6} mt="xs" role="group" aria-label={t('overtime.deduct')}>
      <Text size="sm" fw={500}>
        {t('overtime.deduct')}
      </Text>
      {deduct.map((b, i) => (
        <BreakFields
          key={i}
          n={i + 1}
          value={b}
          middle={1140}
          onChange={(part) => onChange(deduct.map((was, j) => (j === i ? { ...was, ...part } : was)))}
          onRemove={() => onChange(deduct.filter((_, j) => j !== i))}
        />
      ))}
      {deduct.length < 8 && (
        <AddRow label={t('breaks.add')} onClick={() => onChange([...deduct, { ...NEW_BREAK, when: { at: 1140 }, length: 30 }])} />
      )}
    </Stack>
  );
}
