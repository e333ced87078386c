import { Button, Group, Text } from '@mantine/core';
import { IconArrowsLeftRight, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestBody } from '../../../../shared/hours.ts';
import { useFormat } from '../../../base/format.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { ChangeDialog } from './ChangeDialog.tsx';

type Act = 'in' | 'out' | 'ignore';

/** What a punch can be: the other way, or none that counts. The punch itself stays. */
export const PunchActs: DayParts['Punch'] = ({ person, figures, punch }) => {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const [asked, setAsked] = useState<Act | null>(null);
  if (figures.closed) return null;
  if (punch.codes.some((c) => c.code === 'ignored'))
    return (
      <Text size="sm" c="dimmed">
        {t('day.ignored')}
      </Text>
    );
  const turns = (['in', 'out'] as const).filter((direction) => direction !== punch.direction);
  const { key, at } = punch.punch;
  const time = { time: format.time(at) };
  const body: RequestBody | null =
    asked === null
      ? null
      : asked === 'ignore'
        ? { kind: 'ignore', punch: key }
        : { kind: 'direction', punch: key, direction: asked };
  return (
    <Group gap="xs">
      {turns.map((direction) => (
        <Button
          key={direction}
          size="sm"
          variant="default"
          leftSection={<IconArrowsLeftRight size={18} stroke={1.75} />}
          onClick={() => setAsked(direction)}
        >
          {t(`day.turn.${direction}`)}
        </Button>
      ))}
      <Button size="sm" variant="default" leftSection={<IconEyeOff size={18} stroke={1.75} />} onClick={() => setAsked('ignore')}>
        {t('day.ignore')}
      </Button>
      {asked !== null && body !== null && (
        <ChangeDialog
          title={asked === 'ignore' ? t('day.ignoreTitle', time) : t('day.turnTitle', time)}
          text={asked === 'ignore' ? t('day.ignoreText', time) : t(`day.turnText.${asked}`, time)}
          go={asked === 'ignore' ? t('day.ignore') : t(`day.turn.${asked}`)}
          done={t('correct.done')}
          {...{ person, body }}
          day={figures.day}
          onClose={() => setAsked(null)}
        />
      )}
    </Group>
  );
};
