import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../shared/access.ts';
import { call, on } from '../../api.ts';
import { useSettings } from '../../app/session.ts';
import { Row } from './Row.tsx';
import { useSave } from './useSave.ts';

/** Which door this kiosk stands at; none is attendance only. */
export function KioskDoor() {
  const { t } = useTranslation('access');
  const { doorId } = useSettings();
  const save = useSave();
  const [doors, setDoors] = useState<AccessOverview['doors']>([]);
  useEffect(() => {
    const load = () =>
      void call('access.overview', null).then((answer) => {
        if (answer.ok) setDoors(answer.value.doors);
      });
    load();
    return on('access.changed', load);
  }, []);
  return (
    <Row label={t('kiosk.door')} hint={t('kiosk.doorHint')}>
      {(ids) => (
        <Select
          {...ids}
          data={[{ value: '', label: t('kiosk.none') }, ...doors.map((d) => ({ value: String(d.id), label: d.name }))]}
          value={doorId === null ? '' : String(doorId)}
          allowDeselect={false}
          onChange={(value) => void save({ doorId: value ? Number(value) : null })}
        />
      )}
    </Row>
  );
}
