import { ActionIcon, Button, Group, Menu, Switch, Title } from '@mantine/core';
import { IconDots, IconIdOff, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeCard } from '../../../shared/calls/credentials.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { BadgeSheet } from '../../parts/BadgeSheet.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { useAnswer } from '../../base/answers.ts';
import classes from './credentials.module.css';
import { GivePin } from './GivePin.tsx';

type Dialog = 'pin' | 'lost' | 'decline' | null;

/** What can be done about them; each says that it is done, or why not. */
function useActs({ id, name }: Person, onSheet: (badges: readonly BadgeCard[]) => void) {
  const { t } = useTranslation('credentials');
  const notify = useNotify();
  const print = async (renew: boolean) => {
    const answer = await call('credentials.print', { personIds: [id], renew });
    if (answer.ok) onSheet(answer.value);
    else notify.error(answer.error);
  };
  const endBadge = async () => {
    const answer = await call('credentials.endBadge', { personId: id });
    if (answer.ok) notify.done(t('lost.done', { name }));
    else notify.error(answer.error);
  };
  const removePin = async () => {
    const answer = await call('credentials.removePin', { personId: id });
    if (answer.ok) notify.done(t('panel.removed', { name }));
    else notify.error(answer.error);
  };
  const reset = async () => {
    const answer = await call('credentials.resetTries', { personId: id });
    if (answer.ok) notify.done(t('panel.resetDone', { name }));
    else notify.error(answer.error);
  };
  const setWithoutFace = async (withoutFace: boolean) => {
    const answer = await call('credentials.setWithoutFace', { personId: id, withoutFace });
    if (answer.ok) notify.done(t(withoutFace ? 'decline.done' : 'decline.back', { name }));
    else notify.error(answer.error);
  };
  return { print, endBadge, removePin, reset, setWithoutFace };
}

/** What a person has beside the face, and whether they give one. */
export function Credentials({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['credentials', 'common']);
  const format = useFormat();
  const facts = useAnswer('credentials.of', { personId: person.id }).value;
  const [dialog, setDialog] = useState<Dialog>(null);
  const [sheet, setSheet] = useState<readonly BadgeCard[] | null>(null);
  const closeSheet = useCallback(() => setSheet(null), []);
  const { name, templates } = person;
  const { print, endBadge, removePin, reset, setWithoutFace } = useActs(person, setSheet);
  const pin = facts?.pin ?? null;
  const badge = facts?.badge ?? null;
  const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const locked =
    pin &&
    (pin.state.disabled
      ? t('panel.disabled')
      : pin.state.waitSeconds > 0
        ? t('panel.wait', { time: minutes(pin.state.waitSeconds) })
        : null);
  return (
    <section className={classes.part} aria-label={t('panel.title')}>
      <Title order={3}>{t('panel.title')}</Title>
      <div className={classes.row}>
        <div className={classes.what}>
          {pin ? t('panel.number', { number: pin.number }) : t('panel.pin')}
          <small>{pin ? t('panel.pinSet', { date: format.date(pin.setAt) }) : t('panel.noPin')}</small>
        </div>
        <Group gap={4} wrap="nowrap">
          <Button size="sm" variant="default" disabled={!facts} onClick={() => setDialog('pin')}>
            {t(pin ? 'panel.renew' : 'panel.give')}
          </Button>
          {pin && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('panel.remove')}
              title={t('panel.remove')}
              onClick={() => void removePin()}
            >
              <IconTrash size={18} stroke={1.75} />
            </ActionIcon>
          )}
        </Group>
        {locked && (
          <div className={classes.trouble}>
            {locked}
            <Button size="compact-sm" variant="light" color="amber" onClick={() => void reset()}>
              {t('panel.reset')}
            </Button>
          </div>
        )}
      </div>
      <div className={classes.row}>
        <div className={classes.what}>
          {badge ? `${t('panel.badge')} ${t('panel.badgeNow', { serial: badge.serial })}` : t('panel.badge')}
          <small>{badge ? t('panel.badgeSince', { date: format.date(badge.issuedAt) }) : t('panel.noBadge')}</small>
        </div>
        <Group gap={4} wrap="nowrap">
          <Button
            size="sm"
            variant="default"
            disabled={!facts}
            leftSection={<IconPrinter size={18} stroke={1.75} />}
            onClick={() => void print(false)}
          >
            {t('panel.print')}
          </Button>
          {badge && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('panel.badge')}>
                  <IconDots size={18} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconIdOff size={18} stroke={1.75} />} onClick={() => setDialog('lost')}>
                  {t('panel.lost')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </div>
      <Switch
        label={t('panel.withoutFace')}
        description={t('panel.withoutFaceNote')}
        checked={person.withoutFace}
        onChange={(e) => (e.currentTarget.checked ? setDialog('decline') : void setWithoutFace(false))}
      />
      {dialog === 'pin' && <GivePin person={person} replaces={pin !== null} onClose={() => setDialog(null)} />}
      {dialog === 'lost' && badge && (
        <ConfirmDialog
          title={t('lost.title', { name })}
          text={t('lost.text', { serial: badge.serial })}
          go={t('lost.endAndPrint')}
          also={{ go: t('lost.end'), onGo: endBadge }}
          onGo={() => print(true)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'decline' && (
        <ConfirmDialog
          title={t('decline.title')}
          text={templates > 0 ? t('decline.text', { name, count: templates }) : t('decline.none', { name })}
          go={t(templates > 0 ? 'decline.erase' : 'decline.confirm')}
          color={templates > 0 ? 'red' : 'teal'}
          onGo={() => setWithoutFace(true)}
          onClose={() => setDialog(null)}
        />
      )}
      {sheet && <BadgeSheet badges={sheet} onClose={closeSheet} />}
    </section>
  );
}
