import { UnstyledButton } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { IconArrowLeft, IconLanguage, IconLifebuoy, IconLock } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { supportCode, TAKES_NO_ROWS } from '../../../domain/errors.ts';
import { LANGUAGES, type Language } from '../../../domain/language.ts';
import { useAppState, useSettings } from '../../base/session.ts';
import { announce } from '../../ui/announce.tsx';
import { makeFormat, type Format } from '../../base/format.ts';
import { LogoMark } from '../../ui/Logo.tsx';
import { Banner, useOverride } from './view/Banner.tsx';
import { useKioskKeys } from './useKioskKeys.ts';
import { Clock } from './view/Clock.tsx';
import { CodePad } from './credentials/CodePad.tsx';
import { DemoDoor } from './view/DemoDoor.tsx';
import { FaceRing, OtherRing } from './view/FaceRing.tsx';
import { pictureOf, ringAround } from './view/geometry.ts';
import help from './help.module.css';
import idle from './view/idle.module.css';
import classes from './kiosk.module.css';
import { OwnDays } from './view/OwnDays.tsx';
import { Panel } from './view/Panel.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import top from './top.module.css';
import { asksPin, useCredentials } from './credentials/useCredentials.ts';
import type { KioskView } from './machine/kiosk.machine.ts';
import { useKiosk } from './machine/useKiosk.ts';
import said from './view/words.module.css';
import { wordsOf } from './view/words.ts';

type StageProps = { readonly language: Language; readonly onLanguage: (language: Language | null) => void };

function Help({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('kiosk');
  return (
    <section className={help.help} role="dialog" aria-label={t('otherWay')}>
      <IconLifebuoy size={72} stroke={1.25} aria-hidden="true" />
      <div className={said.line}>{t('other.title')}</div>
      <div className={said.next}>{t('other.text')}</div>
      <UnstyledButton className={classes.button} onClick={onClose} autoFocus>
        <IconArrowLeft size={30} stroke={1.75} aria-hidden="true" />
        {t('other.close')}
      </UnstyledButton>
    </section>
  );
}

/** Whose days are open: the row of their welcome, and its time. */
type Own = { readonly eventId: number; readonly at: number };

/** Nobody is there, or still the one whose days are open. */
const isStillTheirs = (view: KioskView, own: Own): boolean =>
  view.kind === 'idle' ||
  (view.kind === 'welcome' && view.eventId === own.eventId) ||
  (view.kind === 'again' && view.at === own.at);

/** Said to whoever cannot see it, once each time that it is something else. */
function useSaid(text: string): void {
  useEffect(() => {
    if (text) announce(text);
  }, [text]);
}

type TopProps = StageProps & { readonly view: KioskView; readonly dimmed: boolean; readonly format: Format };

/** Whose door it is, the time, and the other language. */
function Top({ view, dimmed, format, language, onLanguage }: TopProps) {
  const { t } = useTranslation(['kiosk', 'common']);
  const { name } = useSettings().site;
  const other = LANGUAGES.find((l) => l !== language) ?? language;
  return (
    <header className={top.top} data-idle={view.kind === 'idle' || undefined} data-dimmed={dimmed || undefined}>
      <div className={top.site}>
        <LogoMark size={40} />
        {name}
      </div>
      {view.kind !== 'idle' && (
        <div className={top.now}>
          <Clock format={format} />
        </div>
      )}
      <UnstyledButton
        className={classes.button}
        lang={other}
        aria-label={t('language', { name: t(`common:language.${other}`) })}
        onClick={() => onLanguage(other)}
      >
        <IconLanguage size={30} stroke={1.75} aria-hidden="true" />
        {t(`common:language.${other}`)}
      </UnstyledButton>
    </header>
  );
}

function Stage({ language, onLanguage }: StageProps) {
  const { t } = useTranslation(['kiosk', 'quality', 'common']);
  const { demo, clock, fault } = useAppState();
  const {
    site: { timeZone },
    kiosk: { ownHours },
  } = useSettings();
  const { state, place, other: second, send, tryAgain, notMe, camera } = useKiosk();
  const { view } = state;
  const window = useViewportSize();
  const format = useMemo(() => makeFormat(language, timeZone), [language, timeZone]);
  const [leaving, setLeaving] = useState(false);
  const [own, setOwn] = useState<Own | null>(null);
  const closeOwn = useCallback(() => setOwn(null), []);
  // Hears keys before useKioskKeys does: what a scanner types is a message, and no key of it is anything else.
  const code = useCredentials({ view, video: camera.video, send, paused: leaving });
  useKioskKeys(leaving);

  const words = wordsOf(t, view, format, Date.now(), state.light);
  const override = useOverride();
  const gone = view.kind === 'idle' && view.dimmed;
  const dimmed = gone && override === null;
  // Said once a state: an idle kiosk says its line when somebody could be there, not when it dims.
  const spoken = dimmed ? '' : [words.line, words.next].filter(Boolean).join(' ');
  useSaid(spoken);
  const overruled = override ? t('both', { first: t(`override.${override}`), then: t(`override.${override}Next`) }) : '';
  useSaid(overruled);
  const wrongClock = clock === 'wrong' ? t('both', { first: t('override.clock'), then: t('override.clockNext') }) : '';
  useSaid(wrongClock);
  const diskCode = fault && TAKES_NO_ROWS.has(fault.code) ? supportCode[fault.code] : null;
  const noRows = diskCode ? t('both', { first: t('override.disk'), then: t('override.diskNext', { code: diskCode }) }) : '';
  useSaid(noRows);
  // What one person sees is gone before another one is looked at.
  const another = own !== null && !isStillTheirs(view, own);
  useEffect(() => {
    if (another) closeOwn();
  }, [another, closeOwn]);
  // Whoever comes next is spoken to in the site's language.
  useEffect(() => {
    if (gone) onLanguage(null);
  }, [gone, onLanguage]);

  const live = camera.running && view.kind !== 'camera';
  const picture = pictureOf(window);
  const ring = live && place && view.kind !== 'idle' && window.width > 0 ? ringAround(place, picture) : null;
  return (
    <main className={classes.kiosk} data-kind={view.kind} data-dimmed={dimmed || undefined} aria-label={t('title')}>
      {/* Before the window's size is known it is all of the window, as the style sheet says. */}
      <div className={classes.picture} style={{ ...camera.boxStyle, ...(window.height > 0 && { height: picture.height }) }}>
        <video
          ref={camera.videoRef}
          className={classes.video}
          style={camera.videoStyle}
          data-live={live || undefined}
          autoPlay
          muted
          playsInline
          aria-hidden="true"
        />
        {ring && <FaceRing ring={ring} view={view} />}
        {ring && second && <OtherRing ring={ringAround(second, picture)} />}
        {!ring && <div className={classes.veil} />}
      </div>
      <Top view={view} dimmed={dimmed} format={format} language={language} onLanguage={onLanguage} />
      <div className={classes.body}>
        <div className={classes.middle}>
          {override && <Banner override={override} />}
          {diskCode && <Banner override="disk" code={diskCode} />}
          {clock === 'wrong' && <Banner override="clock" />}
          {view.kind === 'idle' && state.help === null && own === null && (
            <div className={idle.idle} data-dimmed={dimmed || undefined}>
              <Clock format={format} large />
              <div className={`${idle.said} ${said.line}`}>{words.line}</div>
            </div>
          )}
          {state.help !== null && <Help onClose={() => send({ type: 'help', open: false })} />}
          {own !== null && !another && <OwnDays key={own.eventId} eventId={own.eventId} format={format} onClose={closeOwn} />}
          {state.help === null && own === null && view.kind !== 'idle' && (
            <footer className={classes.foot}>
              <Panel
                view={view}
                words={words}
                format={format}
                onNotMe={() => void notMe()}
                onTryAgain={() => void tryAgain()}
                onOwnDays={ownHours === 'days' ? setOwn : null}
              />
            </footer>
          )}
        </div>
        <div className={classes.side}>
          <CodePad desk={code} pinAlone={asksPin(view)} dimmed={dimmed} badges={camera.running} />
        </div>
      </div>
      <div className={classes.bar}>
        <UnstyledButton className={classes.leave} aria-label={t('leave')} title={t('leave')} onClick={() => setLeaving(true)}>
          <IconLock size={26} stroke={1.5} />
        </UnstyledButton>
        {demo && <DemoDoor />}
        <div style={{ flex: 1 }} />
        {state.help === null && (
          <UnstyledButton className={classes.button} onClick={() => send({ type: 'help', open: true })}>
            <IconLifebuoy size={30} stroke={1.75} aria-hidden="true" />
            {t('otherWay')}
          </UnstyledButton>
        )}
      </div>
      {view.kind === 'welcome' && <div className={classes.frame} aria-hidden="true" />}
      {leaving && <LeaveDialog scans={code.scans} onClose={() => setLeaving(false)} />}
    </main>
  );
}

/** The door's screen. Its language is its own: a person may switch it, and it falls back to the site's when they have gone. */
export default function KioskScreen() {
  const { i18n } = useTranslation();
  const { language } = useSettings().appearance;
  const [chosen, setChosen] = useState<Language | null>(null);
  const spoken = chosen ?? language;
  // One a language, made once: a kiosk's language is switched thousands of times between two restarts.
  const owns = useMemo(() => new Map(LANGUAGES.map((l) => [l, i18n.cloneInstance({ lng: l })])), [i18n]);
  const own = owns.get(spoken) ?? i18n;
  return (
    <I18nextProvider i18n={own}>
      <div lang={spoken}>
        <Stage language={spoken} onLanguage={setChosen} />
      </div>
    </I18nextProvider>
  );
}
