import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShiftBody } from '../../../shared/hours.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { TimeField } from './TimeField.tsx';
import classes from './shifts.module.css';

const { shape } = ShiftBody;
const HALVES = ['without-break', 'with-break', 'by-break', 'at'] as const;

type Props = { readonly body: ShiftBody; readonly onChange: (body: ShiftBody) => void };

/** From when until when punches are looked for, where half a day of it ends, and what is clocked. */
export function DayFields({ body, onChange }: Props) {
  const { t } = useTranslation('shifts');
  const { segments, halfDayAt } = body;
  const [first, last] = [segments[0], segments.at(-1)];
  const set = (part: Partial<ShiftBody>) => onChange({ ...body, ...part });
  const middle = first && last ? Math.round((first.start + last.end) / 2 / 30) * 30 : 720;
  return (
    <div className={classes.row}>
      {first && (
        <>
          {(['before', 'after'] as const).map((field) => (
            <WholeNumber
              key={field}
              w={190}
              size="sm"
              of={shape[field]}
              label={t(`shift.${field}`)}
              value={body[field]}
              onChange={(minutes) => minutes !== null && set({ [field]: minutes })}
            />
          ))}
          <Select
            w={300}
            size="sm"
            label={t('shift.halfDay')}
            allowDeselect={false}
            data={HALVES.map((way) => ({ value: way, label: t(`halfDay.${way}`) }))}
            value={typeof halfDayAt === 'string' ? halfDayAt : 'at'}
            onChange={(chosen) => {
              const way = HALVES.find((each) => each === chosen);
              if (way) set({ halfDayAt: way === 'at' ? { at: middle } : way });
            }}
          />
          {typeof halfDayAt === 'object' && (
            <TimeField
              label={t('shift.halfDayAt')}
              value={halfDayAt.at}
              after={first.start}
              onChange={(at) => set({ halfDayAt: { at } })}
            />
          )}
        </>
      )}
      <Switch label={t('shift.needIn')} checked={body.needIn} onChange={(e) => set({ needIn: e.currentTarget.checked })} />
      <Switch label={t('shift.needOut')} checked={body.needOut} onChange={(e) => set({ needOut: e.currentTarget.checked })} />
    </div>
  );
}
