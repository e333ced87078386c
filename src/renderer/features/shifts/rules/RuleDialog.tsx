import { Accordion, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RuleBody } from '../../../../shared/hours.ts';
import { RuleFields, type ShiftsOverview } from '../../../../shared/shifts.ts';
import { useChange } from '../../../parts/useChange.ts';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { VersionDialog } from '../VersionDialog.tsx';
import { DayGroup } from './DayGroup.tsx';
import { LateGroup } from './LateGroup.tsx';
import { OvertimeRows } from './OvertimeRows.tsx';
import { PeriodGroup } from './PeriodGroup.tsx';
import { PunchGroup } from './PunchGroup.tsx';
import { RoundingGroup } from './RoundingGroup.tsx';
import { RULE_PRESETS, ruleOf } from './rule-presets.ts';
import { TryRule } from './TryRule.tsx';

export const GROUPS = {
  late: LateGroup,
  punches: PunchGroup,
  rounding: RoundingGroup,
  overtime: OvertimeRows,
  periods: PeriodGroup,
  days: DayGroup,
} as const;

type Props = { readonly plan: ShiftsOverview; readonly initial: RuleFields; readonly onClose: () => void };

/** Rules from a day on, in groups; a preset fills them all, and each can be changed after it. */
export function RuleDialog({ plan, initial, onClose }: Props) {
  const { t } = useTranslation('shifts');
  const change = useChange();
  const form = useCallForm({
    initial,
    schema: RuleFields,
    send: (fields, onError) => change('rules.save', fields, { done: t('rules.saved'), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { from, body } = form.values;
  const set = (part: Partial<RuleBody>) => setFieldValue('body', { ...body, ...part });
  const parsed = RuleFields.safeParse(form.values);
  return (
    <VersionDialog
      title={t('rules.change')}
      size={880}
      form={form}
      from={{ today: plan.today, ...getInputProps('from'), value: from, onChange: (day) => setFieldValue('from', day) }}
      head={
        <Select
          size="sm"
          w={320}
          label={t('rules.preset')}
          placeholder={t('pattern.own')}
          value={null}
          data={RULE_PRESETS.map((preset) => ({ value: preset, label: t(`rulePresets.${preset}`) }))}
          onChange={(chosen) => {
            const preset = RULE_PRESETS.find((each) => each === chosen);
            if (preset)
              setFieldValue(
                'body',
                ruleOf(preset, (key) => t(`overtimeNames.${key}`)),
              );
          }}
        />
      }
      change={parsed.success ? { kind: 'rule', ...parsed.data } : null}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t('rules.presetHint')}
      </Text>
      <Accordion multiple defaultValue={['late']} variant="separated">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((name) => {
          const Group = GROUPS[name];
          return (
            <Accordion.Item key={name} value={name}>
              <Accordion.Control>{t(`ruleGroups.${name}`)}</Accordion.Control>
              <Accordion.Panel>
                <Group body={body} onChange={set} />
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
      <TryRule shifts={plan.shifts} from={from} rule={body} />
    </VersionDialog>
  );
}
