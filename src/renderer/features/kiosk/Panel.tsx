import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHelpCircle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../ui/format.ts';
import type { KioskView } from './kiosk.machine.ts';
import stage from './kiosk.module.css';
import classes from './panel.module.css';
import said from './words.module.css';
import type { KioskWords } from './words.ts';

type Props = {
  readonly view: KioskView;
  readonly words: KioskWords;
  readonly format: Format;
  readonly onNotMe: () => void;
  readonly onTryAgain: () => void;
};

function Said({ words }: { readonly words: KioskWords }) {
  const { t } = useTranslation('kiosk');
  return (
    <div className={classes.said}>
      <div className={said.line}>{words.line}</div>
      {words.next && <div className={said.next}>{words.next}</div>}
      {words.code && <div className={said.code}>{t('code', { code: words.code })}</div>}
    </div>
  );
}

/** Name, time and direction: large, and with a sign beside the colour. */
function Booked({
  view,
  words,
  format,
  onNotMe,
}: Omit<Props, 'onTryAgain' | 'view'> & { readonly view: Extract<KioskView, { kind: 'welcome' | 'again' }> }) {
  const { t } = useTranslation('kiosk');
  return (
    <>
      <span className={classes.sign}>
        <IconCheck size={56} stroke={2.25} aria-hidden="true" />
      </span>
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
      </div>
      {view.kind === 'welcome' || view.eventId !== null ? (
        <UnstyledButton className={stage.button} onClick={onNotMe}>
          {t('notMe')}
        </UnstyledButton>
      ) : null}
    </>
  );
}

/** The words of a state, at the foot of the picture. */
export function Panel(props: Props) {
  const { t } = useTranslation('kiosk');
  const { view, words } = props;
  if (view.kind === 'idle') return null;
  return (
    <section className={classes.panel} data-kind={view.kind} data-testid="kiosk-panel">
      {view.kind === 'welcome' || view.kind === 'again' ? (
        <Booked {...props} view={view} />
      ) : view.kind === 'refused' || view.kind === 'taken-back' ? (
        <>
          <span className={classes.sign}>
            <IconHelpCircle size={56} stroke={1.75} aria-hidden="true" />
          </span>
          <Said words={words} />
          <UnstyledButton className={stage.button} onClick={props.onTryAgain}>
            <IconRefresh size={30} stroke={1.75} aria-hidden="true" />
            {t('tryAgain')}
          </UnstyledButton>
        </>
      ) : (
        <>
          {words.code !== null && (
            <span className={classes.sign}>
              <IconAlertTriangle size={56} stroke={1.75} aria-hidden="true" />
            </span>
          )}
          <Said words={words} />
        </>
      )}
    </section>
  );
}
