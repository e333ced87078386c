import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBulb,
  IconBulbOff,
  IconCheck,
  IconHelpCircle,
  IconPasswordUser,
  IconRefresh,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../base/format.ts';
import { Countdown } from './Countdown.tsx';
import { OwnToday } from './OwnToday.tsx';
import { deniable, type KioskView } from '../machine/kiosk.machine.ts';
import stage from '../kiosk.module.css';
import classes from './panel.module.css';
import said from './words.module.css';
import type { KioskWords } from './words.ts';

type Props = {
  readonly view: KioskView;
  readonly words: KioskWords;
  readonly format: Format;
  readonly onNotMe: () => void;
  readonly onTryAgain: () => void;
  /** Opens the last days of whoever was let in; null = that is not shown here. */
  readonly onOwnDays: ((welcome: { readonly eventId: number; readonly at: number }) => void) | null;
};

function Said({ words, name = null }: { readonly words: KioskWords; readonly name?: string | null }) {
  const { t } = useTranslation('kiosk');
  return (
    <div className={classes.said}>
      {name !== null && <div className={said.whose}>{name}</div>}
      <div className={said.line}>{words.line}</div>
      {words.next && <div className={said.next}>{words.next}</div>}
      {words.code && <div className={said.code}>{t('code', { code: words.code })}</div>}
    </div>
  );
}

function Sign({
  Icon,
  stroke = 1.75,
}: {
  readonly Icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly stroke?: number;
}) {
  return (
    <span className={classes.sign} aria-hidden="true">
      <Icon size={56} stroke={stroke} />
    </span>
  );
}

/** Name, time and direction: large, and with a sign beside the colour. */
function Booked({
  view,
  words,
  format,
  onNotMe,
  onOwnDays,
}: Omit<Props, 'onTryAgain' | 'view'> & { readonly view: Extract<KioskView, { kind: 'welcome' | 'again' }> }) {
  const { t } = useTranslation('kiosk');
  return (
    <>
      <Sign Icon={IconCheck} stroke={2.25} />
      <div className={classes.said}>
        <div className={classes.person}>{view.name}</div>
        <div className={classes.punch}>
          {view.kind === 'welcome' ? (
            <>
              <time>{format.time(view.at)}</time>
              <b>{t(view.direction)}</b>
              <span className={said.next}>{words.next}</span>
            </>
          ) : (
            <span>{words.next}</span>
          )}
        </div>
        {view.kind === 'welcome' && <OwnToday key={view.eventId} eventId={view.eventId} direction={view.direction} />}
      </div>
      {view.kind === 'welcome' && onOwnDays && (
        <UnstyledButton className={stage.button} onClick={() => onOwnDays({ eventId: view.eventId, at: view.at })}>
          {t('own.button')}
        </UnstyledButton>
      )}
      {deniable(view) !== null ? (
        <UnstyledButton className={stage.button} onClick={onNotMe}>
          {t('notMe')}
        </UnstyledButton>
      ) : null}
    </>
  );
}

function Body(props: Props) {
  const { t } = useTranslation('kiosk');
  const { view, words } = props;
  switch (view.kind) {
    case 'welcome':
    case 'again':
      return <Booked {...props} view={view} />;
    case 'refused':
    case 'taken-back':
      return (
        <>
          <Sign Icon={IconHelpCircle} />
          <Said words={words} name={view.kind === 'refused' ? view.name : null} />
          <UnstyledButton className={stage.button} onClick={props.onTryAgain}>
            <IconRefresh size={30} stroke={1.75} aria-hidden="true" />
            {t('tryAgain')}
          </UnstyledButton>
        </>
      );
    case 'need-pin':
      return (
        <>
          <Sign Icon={IconPasswordUser} />
          <Said words={words} />
        </>
      );
    case 'wait-for-second':
      return (
        <>
          <Countdown key={view.until} until={view.until} />
          <Said words={words} />
        </>
      );
    case 'light':
      return (
        <>
          <Sign Icon={view.light === 'dark' ? IconBulbOff : IconBulb} />
          <Said words={words} />
        </>
      );
    default:
      return (
        <>
          {(words.code !== null || view.kind === 'second-missed') && <Sign Icon={IconAlertTriangle} />}
          <Said words={words} />
        </>
      );
  }
}

/** The words of a state, at the foot of the picture. */
export function Panel(props: Props) {
  const { kind } = props.view;
  if (kind === 'idle') return null;
  return (
    <section className={classes.panel} data-kind={kind} data-testid="kiosk-panel">
      <Body {...props} />
    </section>
  );
}
