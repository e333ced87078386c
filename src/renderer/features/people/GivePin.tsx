import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPin, isWeakPin } from '../../../domain/credentials/pin.ts';
import type { AppError } from '../../../domain/errors.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './credentials.module.css';

type Props = { readonly person: Person; /** They have one already. */ readonly replaces: boolean; readonly onClose: () => void };
type Made = { readonly number: string; readonly pin: string };

function Told({ made, name, onClose }: { readonly made: Made; readonly name: string; readonly onClose: () => void }) {
  const { t } = useTranslation('credentials');
  return (
    <Stack gap="md">
      <Text>{t('give.ready', { name })}</Text>
      <dl className={classes.told} data-testid="new-pin">
        <dt>{t('give.number')}</dt>
        <dd>{made.number}</dd>
        <dt>{t('give.pin')}</dt>
        <dd>{made.pin}</dd>
      </dl>
      <Text>{t('give.how')}</Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('give.close')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A new PIN, drawn or chosen, told this once: what is kept of it is a hash. */
export function GivePin({ person, replaces, onClose }: Props) {
  const { t } = useTranslation(['credentials', 'common']);
  const [way, setWay] = useState<'drawn' | 'chosen'>('drawn');
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const weak = isPin(pin) && isWeakPin(pin, '');
  const make = async () => {
    setBusy(true);
    const answer = await call('credentials.setPin', { personId: person.id, pin: way === 'drawn' ? null : pin });
    setBusy(false);
    if (answer.ok) setMade(answer.value);
    setError(answer.ok ? null : answer.error);
  };
  // Only main knows the number that a chosen PIN must not contain.
  const refused = weak || (error?.code === 'bad-input' && error.field === 'pin');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('give.title', { name: person.name })}
      closeOnClickOutside={made === null}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {made ? (
        <Told made={made} name={person.name} onClose={onClose} />
      ) : (
        <form
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            void make();
          }}
        >
          <Stack gap="md">
            <Radio.Group label={t('give.way')} value={way} onChange={(v) => setWay(v === 'chosen' ? 'chosen' : 'drawn')}>
              <Stack gap="sm" mt="xs">
                <Radio value="drawn" label={t('give.drawn')} description={t('give.drawnNote')} />
                <Radio value="chosen" label={t('give.chosen')} description={t('give.chosenNote')} />
              </Stack>
            </Radio.Group>
            {way === 'chosen' && (
              <TextInput
                label={t('give.field')}
                value={pin}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                autoFocus
                error={refused ? t('give.weak') : undefined}
                onChange={(e) => {
                  setPin(e.currentTarget.value.replace(/\D/g, ''));
                  setError(null);
                }}
              />
            )}
            {replaces && <Text c="dimmed">{t('give.replaces')}</Text>}
            {error && !refused && <ErrorNote error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={busy} disabled={way === 'chosen' && (!isPin(pin) || refused)}>
                {t('give.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
