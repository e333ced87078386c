import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { call } from '../../base/api.ts';
import { useSettings } from '../../base/session.ts';
import { useAnswer } from '../../base/useAnswer.ts';
import { Row } from './Row.tsx';
import { useSave } from './useSave.ts';

const overview = () => call('access.overview', null);

/** Which door this kiosk stands at; none is attendance only. */
export function KioskDoor() {
  const { t } = useTranslation('access');
  const { doorId } = useSettings();
  const save = useSave();
  const doors = useAnswer(overview, 'access.changed')?.doors ?? [];
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
