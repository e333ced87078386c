import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isPin, isWeakPin } from '../../../domain/credentials/pin.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
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

/** Of six digits, and none that is guessed first; whether the own number is in it only main knows. */
const Chosen = z
  .strictObject({ way: z.enum(['drawn', 'chosen']), pin: z.string() })
  .refine(({ way, pin }) => way === 'drawn' || isPin(pin), { path: ['pin'], error: 'six' })
  .refine(({ way, pin }) => way === 'drawn' || !isPin(pin) || !isWeakPin(pin, ''), { path: ['pin'] });

/** A new PIN, drawn or chosen, told this once: what is kept of it is a hash. */
export function GivePin({ person, replaces, onClose }: Props) {
  const { t } = useTranslation(['credentials', 'common']);
  useReturnFocus();
  const [made, setMade] = useState<Made | null>(null);
  // Under a lock no secret waits.
  useEffect(() => () => setMade(null), []);
  const form = useCallForm({
    initial: { way: 'drawn', pin: '' },
    schema: Chosen,
    words: (_path, { message }) => (message === 'six' ? t('give.six') : t('give.weak')),
    place: (error) => (error.code === 'bad-input' && error.field === 'pin' ? { pin: t('give.weak') } : null),
    send: async ({ way, pin }, refused) => {
      const answer = await call('credentials.setPin', { personId: person.id, pin: way === 'drawn' ? null : pin });
      if (answer.ok) setMade(answer.value);
      else refused(answer.error);
      return answer.ok ? answer : null;
    },
    secrets: ['pin'],
  });
  const { getInputProps, setFieldValue } = form.fields;
  const title = t('give.title', { name: person.name });
  if (made) {
    return (
      <Modal
        opened
        onClose={onClose}
        title={title}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Told made={made} name={person.name} onClose={onClose} />
      </Modal>
    );
  }
  return (
    <FormDialog title={title} go={t('give.make')} form={form} onClose={onClose}>
      <Radio.Group label={t('give.way')} {...getInputProps('way')}>
        <Stack gap="sm" mt="xs">
          <Radio value="drawn" label={t('give.drawn')} description={t('give.drawnNote')} />
          <Radio value="chosen" label={t('give.chosen')} description={t('give.chosenNote')} />
        </Stack>
      </Radio.Group>
      {form.values.way === 'chosen' && (
        <TextInput
          label={t('give.field')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          autoFocus
          {...getInputProps('pin')}
          onChange={(e) => setFieldValue('pin', e.currentTarget.value.replace(/\D/g, ''))}
        />
      )}
      {replaces && <Text c="dimmed">{t('give.replaces')}</Text>}
    </FormDialog>
  );
}
