import { Card, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../domain/language.ts';
import { FIELDS, longestOf, rangeOf } from '../../../shared/settings.ts';
import { useSettings } from '../../base/session.ts';
import { CameraTest } from '../../parts/CameraTest.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { SavedNumber, SavedText } from './controls.tsx';
import { KioskDoor } from './KioskDoor.tsx';
import { Row } from './Row.tsx';
import { ScannerRow } from './ScannerRow.tsx';
import { SecretCard } from './SecurityTab.tsx';
import { useSave } from './useSave.ts';
import classes from './Settings.module.css';

export function CameraTab() {
  const { cameraId, cameraTurn } = useSettings().kiosk;
  const save = useSave();
  return (
    <Card className={classes.narrow ?? ''}>
      <CameraTest
        cameraId={cameraId}
        onChange={(id) => void save({ kiosk: { cameraId: id } })}
        turning={{ turn: cameraTurn, onTurn: (turn) => void save({ kiosk: { cameraTurn: turn } }) }}
      />
    </Card>
  );
}

export function KioskTab() {
  const { t } = useTranslation('settings');
  const { site, kiosk } = useSettings();
  const save = useSave();
  return (
    <>
      <Card padding={0}>
        <Row label={t('kiosk.siteName')} hint={t('kiosk.siteNameHint')}>
          {(ids) => (
            <SavedText
              {...ids}
              value={site.name}
              maxLength={longestOf(FIELDS.site.name)}
              onSave={(name) => void save({ site: { name } })}
            />
          )}
        </Row>
        <Row label={t('kiosk.mode')} hint={t('kiosk.modeHint')}>
          {(ids) => (
            <SegmentedControl
              {...ids}
              fullWidth
              value={kiosk.mode}
              data={(['desk', 'kiosk'] as const).map((value) => ({ value, label: t(`kiosk.${value}`) }))}
              onChange={(value) => void save({ kiosk: { mode: value } })}
            />
          )}
        </Row>
        <KioskDoor />
        <ScannerRow />
        <Row label={t('kiosk.ownHours')} hint={t('kiosk.ownHoursHint')}>
          {(ids) => (
            <SegmentedControl
              {...ids}
              fullWidth
              value={kiosk.ownHours}
              data={FIELDS.kiosk.ownHours.schema.options.map((value) => ({ value, label: t(`kiosk.ownHoursModes.${value}`) }))}
              onChange={(value) => void save({ kiosk: { ownHours: value } })}
            />
          )}
        </Row>
        <Row label={t('kiosk.sound')} hint={t('kiosk.soundHint')}>
          {(ids) => (
            <Switch
              {...ids}
              size="md"
              checked={kiosk.sound}
              onChange={(e) => void save({ kiosk: { sound: e.currentTarget.checked } })}
            />
          )}
        </Row>
      </Card>
      <SecretCard which="kioskPin" />
    </>
  );
}

export function LookTab() {
  const { t } = useTranslation(['settings', 'common']);
  const { appearance, site } = useSettings();
  const save = useSave();
  return (
    <Card padding={0}>
      <Row label={t('look.language')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={appearance.language}
            data={LANGUAGES.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={(value) => void save({ appearance: { language: value } })}
          />
        )}
      </Row>
      <Row label={t('look.theme')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={appearance.theme}
            data={FIELDS.appearance.theme.schema.options.map((value) => ({ value, label: t(`look.${value}`) }))}
            onChange={(value) => void save({ appearance: { theme: value } })}
          />
        )}
      </Row>
      <Row label={t('look.zone')} hint={t('look.zoneHint')}>
        {(ids) => <ZoneSelect {...ids} value={site.timeZone} onChange={(value) => void save({ site: { timeZone: value } })} />}
      </Row>
      <Row label={t('look.longest')} hint={t('look.longestHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            {...rangeOf(FIELDS.site.longestPresenceHours)}
            step={1}
            allowDecimal={false}
            value={site.longestPresenceHours}
            onSave={(hours) => void save({ site: { longestPresenceHours: hours } })}
          />
        )}
      </Row>
    </Card>
  );
}
