import { Alert, Button, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconListDetails, IconTrash, IconUserCheck, IconUserOff, IconUserScan } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import type { Person, PersonFields } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { navigate } from '../../base/routes.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { closesPopup } from '../../ui/escape.ts';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { fieldProblems, PersonForm } from '../../parts/PersonForm.tsx';
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
const same = (a: PersonFields, b: PersonFields) =>
  a.employeeNumber === b.employeeNumber && a.name === b.name && a.department === b.department;

function useEditing(person: Person, onDirty: (dirty: boolean) => void) {
  const { t } = useTranslation('people');
  const notify = useNotify();
  const [value, setValue] = useState(() => fieldsOf(person));
  const [saved, setSaved] = useState(() => fieldsOf(person));
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [saving, setSaving] = useState(false);
  // Somebody else's change shows at once, unless this form holds changes of its own.
  const now = fieldsOf(person);
  if (!same(now, saved)) {
    setSaved(now);
    if (same(value, saved)) setValue(now);
  }
  const dirty = !same(value, saved);
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);

  const save = async () => {
    setStrict(true);
    if (Object.keys(fieldProblems(value)).length > 0) return;
    setSaving(true);
    const answer = await call('people.update', { id: person.id, person: value });
    setSaving(false);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setStrict(false);
    setSaved(fieldsOf(answer.value));
    setValue(fieldsOf(answer.value));
    notify.done(t('done.saved', { name: answer.value.name }));
  };
  const reset = () => {
    setValue(saved);
    setError(null);
    setStrict(false);
  };
  return { value, setValue, error, strict, saving, dirty, save, reset };
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
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void form.save();
        }}
      >
        <PersonForm value={form.value} onChange={form.setValue} error={form.error} strict={form.strict} disabled={form.saving} />
        {form.error && form.error.code !== 'employee-number-taken' && (
          <div style={{ marginTop: 16 }}>
            <ErrorNote error={form.error} />
          </div>
        )}
        {form.dirty && (
          <Group mt="md" gap="sm" grow>
            <Button variant="default" onClick={form.reset}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={form.saving}>
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
