import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleBody, ShiftBody } from '../../../../shared/hours.ts';
import type { StoredShift } from '../../../../shared/shifts.ts';
import { draftOf, PRESETS, versionOn } from '../draft.ts';
import { TryIt } from '../TryIt.tsx';

type Props = {
  readonly shifts: readonly StoredShift[];
  /** From which day on the rules hold. */
  readonly from: number;
  readonly rule: RuleBody;
};
type Choice = { readonly id: string; readonly name: string; readonly body: ShiftBody };

/** The day of a shift by the rules as they are written now. Where there is no shift yet, one that most sites have. */
export function TryRule({ shifts, from, rule }: Props) {
  const { t } = useTranslation('shifts');
  const [chosen, setChosen] = useState<string | null>(null);
  const stored = shifts.flatMap(({ id, name, versions }): Choice[] => {
    const version = versionOn(versions, from);
    return version ? [{ id: String(id), name, body: version.body }] : [];
  });
  const usual = PRESETS.map((id): Choice => ({ id, name: t(`presets.${id}.name`), body: draftOf(id, '').body }));
  const choices = stored.length > 0 ? stored : usual;
  const shift = choices.find(({ id }) => id === chosen) ?? choices[0]!;
  return (
    <TryIt
      day={from}
      body={shift.body}
      rule={rule}
      text={t('try.ruleText')}
      choice={
        <Select
          size="xs"
          w={190}
          aria-label={t('try.shift')}
          allowDeselect={false}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={shift.id}
          onChange={setChosen}
        />
      }
    />
  );
}
