import { Alert, Button, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconListDetails, IconTrash, IconUserCheck, IconUserOff, IconUserScan } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonFields, type Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { navigate } from '../../base/routes.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { closesPopup } from '../../ui/escape.ts';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { useCallForm, useStored } from '../../ui/useCallForm.ts';
import { PersonForm, usePersonRules } from '../../parts/PersonForm.tsx';
import { useChange } from '../../parts/useChange.ts';
import { Credentials } from './Credentials.tsx';
import { AccessPart } from './AccessPart.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import classes from './people.module.css';
import { stateOf } from './people.store.ts';
import { Photo } from '../../parts/Photo.tsx';
import { StateBadge } from './StateBadge.tsx';

type Props = {
  readonly person: Person;
  readonly onClose: () => void;
  /** Whether there are changes that are not saved. */
  readonly onDirty: (dirty: boolean) => void;
};

const icon = { size: 18, stroke: 1.75 } as const;
const fieldsOf = ({ employeeNumber, name, department }: Person): PersonFields => ({ employeeNumber, name, department });

function useEditing(person: Person, onDirty: (dirty: boolean) => void) {
  const { t } = useTranslation('people');
  const change = useChange();
  const form = useCallForm({
    initial: fieldsOf(person),
    schema: PersonFields,
    ...usePersonRules(),
    send: async (fields, onError) => {
      const saved = await change(
        'people.update',
        { id: person.id, person: fields },
        { done: t('done.saved', { name: fields.name }), onError },
      );
      if (saved) form.reset(fieldsOf(saved.value));
      return saved;
    },
  });
  useStored(form, fieldsOf(person));
  const { dirty } = form;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  return form;
}

/** One person, beside the table: what is kept, what may be changed, and the ways on. */
export function PersonPanel({ person, onClose, onDirty }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const format = useFormat();
  const notify = useNotify();
  const form = useEditing(person, onDirty);
  const [deleting, setDeleting] = useState(false);
  const panel = useRef<HTMLElement>(null);

  const setActive = async () => {
    const answer = await call('people.setActive', { id: person.id, active: !person.active });
    if (!answer.ok) notify.error(answer.error);
    else notify.done(t(answer.value.active ? 'done.enabled' : 'done.disabled', { name: person.name }));
  };
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label={t('panel.label', { name: person.name })}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented && !closesPopup(e)) onClose();
      }}
    >
      <Group justify="space-between" wrap="nowrap" align="start" mb="md">
        <Group wrap="nowrap" gap="md" miw={0}>
          <Photo id={person.id} name={person.name} size={96} label />
          <Stack gap={4} miw={0}>
            <Title order={2} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
              {person.name}
            </Title>
            <StateBadge state={stateOf(person)} />
          </Stack>
        </Group>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </Group>
      {!person.active && (
        <Alert color="gray" mb="md">
          {t('panel.disabledNote')}
        </Alert>
      )}
      {person.active && stateOf(person) === 'enrol' && (
        <Alert color="amber" mb="md">
          {t('panel.needsEnrolment')}
        </Alert>
      )}
      <form {...form.element}>
        <PersonForm form={form} />
        {form.error && (
          <div style={{ marginTop: 16 }}>
            <ErrorNote error={form.error} />
          </div>
        )}
        {form.dirty && (
          <Group mt="md" gap="sm" grow>
            <Button variant="default" onClick={() => form.reset()}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={form.busy}>
              {t('common:save')}
            </Button>
          </Group>
        )}
      </form>
      <AccessPart person={person} />
      <dl className={classes.facts}>
        <dt>{t('panel.enrolled')}</dt>
        <dd>{format.date(person.enrolledAt)}</dd>
        <dt>{t('panel.lastSeen')}</dt>
        <dd>{person.lastSeenAt === null ? t('never') : `${format.date(person.lastSeenAt)} ${format.time(person.lastSeenAt)}`}</dd>
        <dt>{t('panel.templates')}</dt>
        <dd>{format.number(person.templates)}</dd>
      </dl>
      <Credentials person={person} />
      <div className={classes.actions}>
        <Button
          size="sm"
          px="xs"
          variant="default"
          leftSection={<IconUserScan {...icon} />}
          onClick={() => navigate({ screen: 'enrol', person: person.id })}
        >
          {t('panel.reenrol')}
        </Button>
        <Button
          size="sm"
          px="xs"
          variant="default"
          leftSection={<IconListDetails {...icon} />}
          onClick={() => navigate({ screen: 'log', person: person.id })}
        >
          {t('panel.showLog')}
        </Button>
        <Button
          size="sm"
          px="xs"
          variant="default"
          leftSection={person.active ? <IconUserOff {...icon} /> : <IconUserCheck {...icon} />}
          onClick={() => void setActive()}
        >
          {t(person.active ? 'panel.disable' : 'panel.enable')}
        </Button>
        <Button
          size="sm"
          px="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash {...icon} />}
          onClick={() => setDeleting(true)}
        >
          {t('panel.remove')}
        </Button>
      </div>
      <Text size="sm" c="dimmed" mt="md" ta="center">
        {t('keys')}
      </Text>
      {deleting && <DeleteDialog person={person} onClose={() => setDeleting(false)} onDeleted={onClose} />}
    </aside>
  );
}
