import { Card, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '../../../domain/credentials/password.ts';
import { FIELDS, rangeOf } from '../../../shared/settings.ts';
import { useSettings } from '../../base/session.ts';
import { SecretForm, type Secret } from '../../parts/SecretForm.tsx';
import { SavedNumber } from './controls.tsx';
import { Row } from './Row.tsx';
import { useSave } from './useSave.ts';
import classes from './Settings.module.css';

/** A secret's form with its title and what may be one. */
export function SecretCard({ which }: { readonly which: Secret }) {
  const { t } = useTranslation(['settings', 'firstRun']);
  const pin = which === 'kioskPin';
  return (
    <Card mt="md" className={classes.secret ?? ''}>
      <Title order={3}>{pin ? t('kiosk.pin') : t('security.password')}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {pin ? t('firstRun:site.pinHint') : t('firstRun:site.passwordHint', { count: PASSWORD_MIN })}
      </Text>
      <SecretForm which={which} />
    </Card>
  );
}

export function SecurityTab() {
  const { t } = useTranslation('settings');
  const { idleMinutes } = useSettings().site;
  const save = useSave();
  return (
    <>
      <Card padding={0}>
        <Row label={t('security.idle')} hint={t('security.idleHint')}>
          {(ids) => (
            <SavedNumber
              {...ids}
              {...rangeOf(FIELDS.site.idleMinutes)}
              step={1}
              allowDecimal={false}
              value={idleMinutes}
              onSave={(minutes) => void save({ site: { idleMinutes: minutes } })}
            />
          )}
        </Row>
      </Card>
      <SecretCard which="password" />
    </>
  );
}
