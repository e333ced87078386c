import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { routeToHash } from '../../../base/routes.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { GivePunch, type Giving } from '../person/GivePunch.tsx';
import { OpenDay } from '../person/OpenDay.tsx';
import { useReturnFocus } from '../../../ui/useReturnFocus.ts';

type Props = {
  readonly person: number;
  readonly name: string;
  readonly day: Day;
  readonly parts: DayParts;
  readonly onClose: () => void;
};

/** A day beside the grid; Escape goes back to the cell. */
export function DayDrawer({ person, name, day, parts, onClose }: Props) {
  const { t } = useTranslation(['hours', 'common']);
  useReturnFocus();
  const [giving, setGiving] = useState<Giving | null>(null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(900px, 100vw)"
      title={name}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Button component="a" variant="default" href={routeToHash({ screen: 'hours', tab: 'person', person, at: isoDay(day) })}>
        {t('hours:grid.toPerson')}
      </Button>
      <OpenDay person={person} day={day} onGive={setGiving} parts={parts} />
      {giving && <GivePunch person={person} giving={giving} onClose={() => setGiving(null)} />}
    </Drawer>
  );
}
