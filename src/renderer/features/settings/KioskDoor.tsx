import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../base/session.ts';
import { useAnswer } from '../../base/answers.ts';
import { Row } from './Row.tsx';
import { useSave } from './useSave.ts';

/** Which door this kiosk stands at; none is attendance only. */
export function KioskDoor() {
  const { t } = useTranslation('access');
  const { doorId } = useSettings().kiosk;
  const save = useSave();
  const doors = useAnswer('access.overview', null).value?.doors ?? [];
  return (
    <Row label={t('kiosk.door')} hint={t('kiosk.doorHint')}>
      {(ids) => (
        <Select
          {...ids}
          data={[{ value: '', label: t('kiosk.none') }, ...doors.map((d) => ({ value: String(d.id), label: d.name }))]}
          value={doorId === null ? '' : String(doorId)}
          allowDeselect={false}
          onChange={(value) => void save({ kiosk: { doorId: value ? Number(value) : null } })}
        />
      )}
    </Row>
  );
}
