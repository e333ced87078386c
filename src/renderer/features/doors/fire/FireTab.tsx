import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFlame, IconPlus, IconShieldLock, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../../shared/access.ts';
import type { FireInputConfig, FireInputView, FireStanding } from '../../../../shared/fire-inputs.ts';
import { useAnswer } from '../../../base/answers.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useChange } from '../../../parts/useChange.ts';
import { FireInputDialog } from './FireInputDialog.tsx';
import classes from '../doors.module.css';
import layout from '../../../ui/layout.module.css';

const icon = { size: 18, stroke: 1.75 } as const;
type Open =
  { readonly kind: 'edit'; readonly view: FireInputView | null } | { readonly kind: 'remove'; readonly view: FireInputView };

const stateOf = (standing: FireStanding | undefined): 'quiet' | 'alarm' | 'unclear' | 'waiting' | 'silent' =>
  standing?.reading ?? (standing?.silent ? 'silent' : 'waiting');
const ICONS = {
  quiet: IconCircleCheck,
  alarm: IconFlame,
  unclear: IconAlertTriangle,
  waiting: IconAlertTriangle,
  silent: IconAlertTriangle,
};

/** Where it comes from, in one line. */
const sourceOf = (config: FireInputConfig): string =>
  config.kind === 'mqtt' ? `${config.url} · ${config.topic}` : `${config.host}:${config.port} · ${config.input}`;

function Card({
  view,
  access,
  onOpen,
}: {
  readonly view: FireInputView;
  readonly access: AccessOverview;
  readonly onOpen: (open: Open) => void;
}) {
  const { t } = useTranslation(['fire', 'access', 'common']);
  const standing = useAnswer('safety.state', null).value?.inputs.find((i) => i.id === view.id);
  const state = stateOf(standing);
  const State = ICONS[state];
  const { config } = view;
  return (
    <section className={layout.card} aria-label={view.name}>
      <div className={layout.cardHead}>
        <Title order={3}>{view.name}</Title>
        <Group gap="xs" wrap="nowrap">
          <span className={classes.fire} data-state={state} role="status">
            <State {...icon} aria-hidden="true" />
            {t(`states.${state}`)}
          </span>
          <Button size="sm" variant="default" onClick={() => onOpen({ kind: 'edit', view })}>
            {t('access:edit')}
          </Button>
          <Button
            size="sm"
            px="xs"
            variant="default"
            aria-label={t('remove.title', { name: view.name })}
            onClick={() => onOpen({ kind: 'remove', view })}
          >
            <IconTrash {...icon} />
          </Button>
        </Group>
      </div>
      <div className={classes.chips} style={{ marginTop: 8 }}>
        <span
          className={classes.chip}
        >{`${t('opens')}: ${access.doors.find((d) => d.id === view.doorId)?.name ?? t('allDoors')}`}</span>
        <span className={classes.chip}>{t(`kinds.${config.kind}`)}</span>
        {config.kind !== 'mqtt' && <span className={classes.chip}>{t(`normallies.${config.normally}`)}</span>}
      </div>
      <Text size="sm" c="dimmed" mt={8} style={{ overflowWrap: 'anywhere' }}>
        {sourceOf(config)}
      </Text>
      {state === 'unclear' && (
        <Text size="sm" mt={8} className={classes.warn ?? ''} style={{ overflowWrap: 'anywhere' }}>
          {t('unclearSaid', { said: standing?.said || t('unclearNothing') })}
        </Text>
      )}
    </section>
  );
}

/** The wires of the fire panel: what each says now, and where it comes in. */
export function FireTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation('fire');
  const change = useChange();
  const { value: views, error, reload } = useAnswer('fireInputs.list', null);
  const [open, setOpen] = useState<Open | null>(null);
  const remove = async ({ id, name }: FireInputView) => {
    await change('fireInputs.delete', { id }, { done: t('remove.done', { name }) });
    await reload();
  };
  const add = (
    <Button style={{ flex: 'none' }} leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', view: null })}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <ErrorNote error={error} />
      {views?.length === 0 && (
        <EmptyState icon={<IconFlame size={48} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} action={add} />
      )}
      {views && views.length > 0 && (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('lead')}</Text>
            {add}
          </div>
          <div className={layout.cards}>
            {views.map((view) => (
              <Card key={view.id} view={view} access={access} onOpen={setOpen} />
            ))}
          </div>
        </>
      )}
      <Alert role="note" color="amber" icon={<IconShieldLock size={20} stroke={1.75} />} mt="md">
        {t('mechanical')}
      </Alert>
      {open?.kind === 'edit' && (
        <FireInputDialog access={access} view={open.view} onSaved={() => void reload()} onClose={() => setOpen(null)} />
      )}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('remove.title', { name: open.view.name })}
          text={t('remove.text')}
          go={t('remove.go')}
          onGo={() => remove(open.view)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
