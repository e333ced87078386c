import { Center, MantineProvider, useMantineColorScheme } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications, notifications } from '@mantine/notifications';
import { spotlight } from '@mantine/spotlight';
import type { i18n as I18n } from 'i18next';
import { Activity, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { AppState } from '../../shared/contract.ts';
import { startI18n } from '../i18n/index.ts';
import { LiveRegion } from '../ui/announce.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { followChanges } from '../base/answers.ts';
import { tellOfInput } from './beat.ts';
import { RestartNote } from './RestartNote.tsx';
import { screen } from './screen.tsx';
import { screens } from './screens.ts';
import { answerMain, followMain, useSession } from '../base/session.ts';
import { cssVariables, theme } from './theme.ts';

/** Draws the screens of an administrator, and is one itself: a kiosk never loads it. */
const Shell = screen(() => import('./Shell.tsx'));

/** Which screen a state asks for; the stage first, then the role. */
export function screenFor(
  state: AppState,
  finishing: boolean,
): 'updating' | 'firstRun' | 'unlock' | 'fault' | 'kiosk' | 'signIn' | 'shell' {
  // Whatever main does meanwhile: what was typed, and the recovery key, are on that screen alone.
  if (finishing) return 'firstRun';
  if (state.updating !== null) return 'updating';
  if (state.stage === 'first-run') return 'firstRun';
  if (state.stage === 'unlock') return 'unlock';
  if (state.stage === 'fault') return 'fault';
  if (state.role === 'kiosk') return 'kiosk';
  return state.role === 'admin' ? 'shell' : 'signIn';
}

function Screen({ state }: { readonly state: AppState }) {
  const finishing = useSession((s) => s.finishing);
  const name = screenFor(state, finishing);
  const shown = name === 'shell';
  /** Under a lock the shell stays as it was, asleep: not shown, its effects gone, what was being written in it kept. */
  const [kept, setKept] = useState(shown);
  const keep = shown || (kept && state.locked !== null);
  if (keep !== kept) setKept(keep);
  useEffect(() => {
    if (shown) return;
    // What was announced to the administrator, with its undo, is no business of whoever comes now.
    notifications.clean();
    spotlight.close();
  }, [shown]);
  const Chosen = shown ? null : screens[name];
  return (
    <>
      {keep && (
        <Activity mode={shown ? 'visible' : 'hidden'}>
          <Shell />
        </Activity>
      )}
      {Chosen && (
        <ErrorBoundary key={name} unattended={name === 'kiosk'}>
          <Chosen />
        </ErrorBoundary>
      )}
    </>
  );
}

/** Keeps language and colours as the settings say. */
function Follow({ state, i18n }: { readonly state: AppState; readonly i18n: I18n }) {
  const { language, theme: scheme } = state.settings.appearance;
  const { setColorScheme } = useMantineColorScheme();
  const firstRun = state.stage === 'first-run';
  useEffect(() => {
    // During the first run the person chooses before anything is stored.
    if (!firstRun) void i18n.changeLanguage(language);
  }, [i18n, language, firstRun]);
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  return null;
}

function useLanguage(i18n: I18n): string {
  const [language, setLanguage] = useState(i18n.language);
  useEffect(() => {
    const changed = (l: string) => {
      document.documentElement.lang = l;
      setLanguage(l);
    };
    document.documentElement.lang = i18n.language;
    i18n.on('languageChanged', changed);
    return () => i18n.off('languageChanged', changed);
  }, [i18n]);
  return language;
}

export function App() {
  const [i18n] = useState(() => startI18n(navigator.language.startsWith('zh') ? 'zh-CN' : 'en'));
  const { state, error } = useSession();
  const language = useLanguage(i18n);
  useEffect(followMain, []);
  useEffect(followChanges, []);
  useEffect(() => tellOfInput(() => useSession.getState().state?.role !== 'kiosk'), []);
  useEffect(answerMain, []);
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <DatesProvider settings={{ locale: language === 'en' ? 'en-gb' : 'zh-cn', firstDayOfWeek: 1 }}>
          <Notifications position="bottom-right" transitionDuration={120} />
          <LiveRegion />
          {state && <Follow state={state} i18n={i18n} />}
          {state?.pageRestartedAt != null && (
            <RestartNote key={state.pageRestartedAt} at={state.pageRestartedAt} timeZone={state.settings.site.timeZone} />
          )}
          {state ? (
            <Screen state={state} />
          ) : error ? (
            <Center h="100vh">
              <ErrorNote error={error} />
            </Center>
          ) : (
            <Waiting />
          )}
        </DatesProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
