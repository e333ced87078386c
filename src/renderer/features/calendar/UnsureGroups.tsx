import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileDay } from '../../../shared/imported.ts';

/** So many names say what a group is; the days themselves stand below. */
const NAMED = 3;

type Props = {
  /** As the file says it. */
  readonly file: readonly FileDay[];
  /** As they are ticked now, in the same order. */
  readonly days: readonly FileDay[];
  readonly onTick: (dates: ReadonlySet<string>, tick: boolean) => void;
};

/** What is not sure, by why it is not: counted, named, and ticked together by whoever knows better. */
export function UnsureGroups({ file, days, onTick }: Props) {
  const { t } = useTranslation('imports');
  const unsure = file.filter((day) => !day.tick);
  if (unsure.length === 0) return null;
  const groups = Map.groupBy(unsure, (day) => t('found', { sort: t(`sort.${day.sort}`), ground: t(`ground.${day.ground}`) }));
  const ticked = new Set(days.filter((day) => day.tick).map((day) => day.date));
  return (
    <>
      <Text size="sm" mb={4}>
        {t('unsure', { count: unsure.length })}
      </Text>
      {[...groups].map(([why, of]) => {
        const dates = new Set(of.map((day) => day.date));
        const all = of.every((day) => ticked.has(day.date));
        const names = [...new Set(of.map((day) => day.name))];
        const named = names.slice(0, NAMED).join(t('unsureAnd'));
        const count = of.length;
        return (
          <Group key={why} role="group" aria-label={why} justify="space-between" wrap="nowrap" gap="sm" py={4}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {t('unsureGroup', { count, why })}{' '}
              <Text span size="sm" c="dimmed">
                {names.length > NAMED ? t('unsureMore', { named }) : named}
              </Text>
            </Text>
            <Button size="compact-xs" variant="default" style={{ flex: 'none' }} onClick={() => onTick(dates, !all)}>
              {t(all ? 'untickThese' : 'tickThese', { count })}
            </Button>
          </Group>
        );
      })}
    </>
  );
}
