import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AttlogFile, AttlogPreview } from '../../../shared/data-imports.ts';
import { useAnswer } from '../../base/answers.ts';
import classes from './dataImports.module.css';

type Props = {
  readonly preview: AttlogPreview;
  readonly people: AttlogFile['people'];
  readonly busy: boolean;
  readonly onPeople: (people: AttlogFile['people']) => void;
};

/** Numbers that nobody has, and whose they are, if somebody knows. */
export function Strangers({ preview, people, busy, onPeople }: Props) {
  const { t } = useTranslation('dataImports');
  const list = useAnswer('people.list', { search: '' });
  const numbers = [
    ...people.map(({ number }) => ({ number, lines: 0 })),
    ...preview.nobody.filter(({ number }) => !people.some((p) => p.number === number)),
  ];
  if (numbers.length === 0) return null;
  const data = (list.value ?? []).map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }));
  return (
    <details className={classes.leftOut} open={numbers.length <= 8}>
      <summary>{t('punches.strangers', { count: preview.nobody.length })}</summary>
      <div className={classes.list}>
        {numbers.map(({ number, lines }) => (
          <div key={number} className={classes.stranger}>
            <Text size="sm">{lines === 0 ? number : t('punches.stranger', { number, count: lines })}</Text>
            <Select
              size="xs"
              aria-label={t('punches.whose', { number })}
              placeholder={t('punches.leaveOut')}
              data={data}
              limit={50}
              searchable
              clearable
              disabled={busy}
              value={String(people.find((p) => p.number === number)?.personId ?? '') || null}
              onChange={(id) => {
                const others = people.filter((p) => p.number !== number);
                onPeople(id === null ? others : [...others, { number, personId: Number(id) }]);
              }}
            />
          </div>
        ))}
      </div>
    </details>
  );
}
