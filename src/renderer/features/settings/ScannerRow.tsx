import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../base/session.ts';
import { Learned } from './Learned.tsx';
import { Row } from './Row.tsx';
import { ScannerDialog } from './ScannerDialog.tsx';
import { useSave } from './useSave.ts';

/** What is known of the badge scanner at this kiosk, learned by one scan. */
export function ScannerRow() {
  const { t } = useTranslation('settings');
  const { scanner } = useSettings().kiosk;
  const save = useSave();
  const [open, setOpen] = useState(false);
  return (
    <Row label={t('scanner.label')} hint={t('scanner.hint')}>
      {(ids) => (
        <div {...ids} role="group">
          {scanner ? (
            <Learned scanner={scanner} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('scanner.none')}
            </Text>
          )}
          <Group gap="xs" mt="xs">
            <Button size="sm" variant="default" onClick={() => setOpen(true)}>
              {t('scanner.scan')}
            </Button>
            {scanner && (
              <Button size="sm" variant="subtle" onClick={() => void save({ kiosk: { scanner: null } })}>
                {t('scanner.forget')}
              </Button>
            )}
          </Group>
          {open && (
            <ScannerDialog
              onKeep={(learned) => {
                setOpen(false);
                void save({ kiosk: { scanner: learned } });
              }}
              onClose={() => setOpen(false)}
            />
          )}
        </div>
      )}
    </Row>
  );
}
