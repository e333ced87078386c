import { Card, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../domain/language.ts';
import { LONGEST_PRESENCE_HOURS } from '../../../shared/settings.ts';
import { useSettings } from '../../base/session.ts';
import { CameraTest } from '../../parts/CameraTest.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { SavedNumber, SavedText } from './controls.tsx';
import { KioskDoor } from './KioskDoor.tsx';
import { Row } from './Row.tsx';
import { SecretCard } from './SecurityTab.tsx';
import { useSave } from './useSave.ts';
import classes from './Settings.module.css';

export function CameraTab() {
  const { cameraId } = useSettings();
  const save = useSave();
  return (
    <Card className={classes.narrow ?? ''}>
      <CameraTest cameraId={cameraId} onChange={(id) => void save({ cameraId: id })} />
    </Card>
  );
}

export function KioskTab() {
  const { t } = useTranslation('settings');
  const { siteName, mode, sound } = useSettings();
  const save = useSave();
  return (
    <>
      <Card padding={0}>
        <Row label={t('kiosk.siteName')} hint={t('kiosk.siteNameHint')}>
          {(ids) => <SavedText {...ids} value={siteName} maxLength={60} onSave={(name) => void save({ siteName: name })} />}
        </Row>
        <Row label={t('kiosk.mode')} hint={t('kiosk.modeHint')}>
          {(ids) => (
            <SegmentedControl
              {...ids}
              fullWidth
              value={mode}
              data={[
                { value: 'desk', label: t('kiosk.desk') },
                { value: 'kiosk', label: t('kiosk.kiosk') },
              ]}
              onChange={(value) => void save({ mode: value })}
            />
          )}
        </Row>
        <KioskDoor />
        <Row label={t('kiosk.sound')} hint={t('kiosk.soundHint')}>
          {(ids) => <Switch {...ids} size="md" checked={sound} onChange={(e) => void save({ sound: e.currentTarget.checked })} />}
        </Row>
      </Card>
      <SecretCard which="kioskPin" />
    </>
  );
}

export function LookTab() {
  const { t } = useTranslation(['settings', 'common']);
  const { language, theme, timeZone, longestPresenceHours } = useSettings();
  const save = useSave();
  return (
    <Card padding={0}>
      <Row label={t('look.language')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={language}
            data={LANGUAGES.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={(value) => void save({ language: value })}
          />
        )}
      </Row>
      <Row label={t('look.theme')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={theme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`look.${value}`) }))}
            onChange={(value) => void save({ theme: value })}
          />
        )}
      </Row>
      <Row label={t('look.zone')} hint={t('look.zoneHint')}>
        {(ids) => <ZoneSelect {...ids} value={timeZone} onChange={(value) => void save({ timeZone: value })} />}
      </Row>
      <Row label={t('look.longest')} hint={t('look.longestHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            {...LONGEST_PRESENCE_HOURS}
            step={1}
            allowDecimal={false}
            value={longestPresenceHours}
            onSave={(hours) => void save({ longestPresenceHours: hours })}
          />
        )}
      </Row>
    </Card>
  );
}
