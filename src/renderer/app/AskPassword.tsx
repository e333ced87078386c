import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '../../domain/credentials/password.ts';
import { SecretForm } from '../parts/SecretForm.tsx';
import { useAppState } from '../base/session.ts';

/** After a sign-in with a password of old, or by the recovery key: asks for a new one. Whoever has no time now is asked again next time. */
export function AskPassword() {
  const { t } = useTranslation(['signIn', 'common']);
  const { askPassword } = useAppState();
  const [later, setLater] = useState<string | null>(null);
  // The next sign-in asks anew.
  if (askPassword === null && later !== null) setLater(null);
  if (askPassword === null || later === askPassword) return null;
  const close = () => setLater(askPassword);
  return (
    <Modal opened onClose={close} title={t('ask.title')} size={460} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Text mb="md">{t(`ask.${askPassword}`, { count: PASSWORD_MIN })}</Text>
      <SecretForm
        which="password"
        narrow
        beside={
          <Button variant="default" onClick={close}>
            {t('ask.later')}
          </Button>
        }
      />
    </Modal>
  );
}
