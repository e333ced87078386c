import { Button, CloseButton, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door } from '../../../../domain/access/model.ts';
import { reaches } from '../../../../domain/access/overrides.ts';
import { DoorFields, NEW_DOOR, type AccessOverview } from '../../../../shared/access.ts';
import { leaveFor, navigate, useLeaveGuard, type Route } from '../../../base/routes.ts';
import { useSettings } from '../../../base/session.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { closesPopup } from '../../../ui/escape.ts';
import { DoorBasics, DoorRules } from './DoorForm.tsx';
import { neverOpens } from '../facts.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useName } from '../../../ui/NameField.tsx';
import { useCallForm, useStored } from '../../../ui/useCallForm.ts';
import { OutputCard } from '../output/OutputCard.tsx';
import { SafetyDialog, type Ask } from './Safety.tsx';
import { useChange } from '../../../parts/useChange.ts';
import classes from '../doors.module.css';

const FIELDS = Object.keys(NEW_DOOR) as (keyof DoorFields)[];
/** The pulse is none of this form's: the output's card saves it. */
const fieldsOf = (door: Door): DoorFields => Object.fromEntries(FIELDS.map((key) => [key, door[key]])) as unknown as DoorFields;
/** Lockdown and emergency for this door alone; while the whole site is switched, they say so. */
function DoorSafety({ door, access }: { readonly door: Door; readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const [ask, setAsk] = useState<Ask | null>(null);
  const bySite = access.lockdown.site || access.emergency.site;
  const of = (kind: 'lockdown' | 'emergency') => reaches({ site: false, doors: access[kind].doors }, door.id);
  return (
    <section className={classes.panelPart} aria-label={t('panel.safety')}>
      <Title order={3} mb="xs">
        {t('panel.safety')}
      </Title>
      <Group gap="xs" grow>
        <Button
          size="sm"
          px="xs"
          variant={of('lockdown') ? 'filled' : 'default'}
          color="red"
          onClick={() => setAsk({ kind: 'lockdown', on: !of('lockdown'), door })}
        >
          {t(of('lockdown') ? 'panel.unlock' : 'panel.lockdown')}
        </Button>
        <Button
          size="sm"
          px="xs"
          variant={of('emergency') ? 'filled' : 'default'}
          color="amber"
          onClick={() => setAsk({ kind: 'emergency', on: !of('emergency'), door })}
        >
          {t(of('emergency') ? 'panel.endEmergency' : 'panel.emergency')}
        </Button>
      </Group>
      {bySite && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('panel.bySite')}
        </Text>
      )}
      {ask && <SafetyDialog ask={ask} onClose={() => setAsk(null)} />}
    </section>
  );
}

function RemoveDialog({ door, here, onClose }: { readonly door: Door; readonly here: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const remove = async () => {
    const gone = await change('access.deleteDoor', { id: door.id }, { done: t('deleted', { name: door.name }) });
    if (gone === null) return;
    leaveFor({ screen: 'doors' });
  };
  const text = here ? `${t('panel.removeText')} ${t('panel.removeHere')}` : t('panel.removeText');
  return (
    <ConfirmDialog
      title={t('panel.removeTitle', { name: door.name })}
      text={text}
      go={t('common:delete')}
      onGo={remove}
      onClose={onClose}
    />
  );
}

/** One door beside the list: its rules, what is wired to it, and its own lockdown. */
export function DoorPanel({ door, access }: { readonly door: Door; readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const { doorId } = useSettings().kiosk;
  const change = useChange();
  const form = useCallForm({
    initial: fieldsOf(door),
    schema: DoorFields,
    ...useName(),
    send: async (typed, onError) => {
      const fields = { ...typed, pulseMs: door.pulseMs };
      const done = await change(
        'access.saveDoor',
        { id: door.id, fields, openTo: null },
        { done: t('saved', { name: fields.name }), onError },
      );
      if (done) form.reset(fieldsOf(done.value));
      return done;
    },
  });
  useStored(form, fieldsOf(door));
  const { dirty } = form;
  const [removing, setRemoving] = useState(false);
  const [asking, setAsking] = useState<Route | null>(null);
  const [wiring, setWiring] = useState(false);
  useLeaveGuard(dirty || wiring, setAsking);
  const here = doorId === door.id;

  const stand = (at: boolean) =>
    change(
      'settings.save',
      { kiosk: { doorId: at ? door.id : null } },
      { done: at ? t('panel.hereDone', { name: door.name }) : t('panel.hereNot') },
    );
  return (
    <aside
      className={classes.panel}
      aria-label={t('panel.label', { name: door.name })}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented && !closesPopup(e)) navigate({ screen: 'doors' });
      }}
    >
      <form {...form.element}>
        <Group justify="space-between" wrap="nowrap" align="start" mb="md">
          <Title order={2} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {door.name}
          </Title>
          <CloseButton aria-label={t('common:close')} onClick={() => navigate({ screen: 'doors' })} />
        </Group>
        <Stack gap="md">
          <Switch
            label={t('panel.here')}
            description={t('panel.hereHint')}
            checked={here}
            onChange={(e) => void stand(e.currentTarget.checked)}
          />
          <DoorBasics form={form} access={access} />
          <DoorRules form={form} noOpener={neverOpens(access, { ...door, firstPersonIn: form.values.firstPersonIn })} />
          <ErrorNote error={form.error} />
          {dirty ? (
            <Group gap="sm" grow>
              <Button variant="default" onClick={() => form.reset()}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={form.busy}>
                {t('common:save')}
              </Button>
            </Group>
          ) : (
            <Button
              size="sm"
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={18} stroke={1.75} />}
              style={{ alignSelf: 'start' }}
              onClick={() => setRemoving(true)}
            >
              {t('panel.remove')}
            </Button>
          )}
        </Stack>
      </form>
      <OutputCard doorId={door.id} onDirty={setWiring} />
      <DoorSafety door={door} access={access} />
      {removing && <RemoveDialog door={door} here={here} onClose={() => setRemoving(false)} />}
      {asking && (
        <ConfirmDialog
          title={t('panel.discardTitle')}
          text={t('panel.discardText')}
          go={t('panel.discard')}
          keep={t('panel.keep')}
          onGo={() => leaveFor(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </aside>
  );
}
