import { Button, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import {
  IconCalendarTime,
  IconClockHour4,
  IconDeviceDesktop,
  IconDoor,
  IconId,
  IconListDetails,
  IconLogout,
  IconSearch,
  IconSettings,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../base/api.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { LogoMark } from '../ui/Logo.tsx';
import { useNotify } from '../ui/notify.tsx';
import { AskPassword } from './AskPassword.tsx';
import { Notes } from './Notes.tsx';
import { Palette } from './Palette.tsx';
import { SafetyNotes } from './SafetyNotes.tsx';
import { routeToHash, useRoute, type Route } from '../base/routes.ts';
import { screens } from './screens.ts';
import { useAppState } from '../base/session.ts';
import classes from './Shell.module.css';

const icon = { size: 20, stroke: 1.75 } as const;
type Place = 'today' | 'hours' | 'people' | 'credentials' | 'log' | 'doors' | 'settings';
const places: readonly { readonly name: Place; readonly Icon: ComponentType<{ size?: number; stroke?: number }> }[] = [
  { name: 'today', Icon: IconCalendarTime },
  { name: 'hours', Icon: IconClockHour4 },
  { name: 'people', Icon: IconUsers },
  { name: 'credentials', Icon: IconId },
  { name: 'log', Icon: IconListDetails },
  { name: 'doors', Icon: IconDoor },
  { name: 'settings', Icon: IconSettings },
];

function Body({ route }: { readonly route: Route }) {
  const Screen = screens[route.screen];
  return (
    <ErrorBoundary key={route.screen}>
      <Screen />
    </ErrorBoundary>
  );
}

/** Kiosk and sign-out are asked for here, because both leave administration. */
function KioskButton() {
  const { t } = useTranslation();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const start = async () => {
    const answer = await call('session.startKiosk', null);
    if (!answer.ok) notify.error(answer.error);
  };
  return (
    <>
      <UnstyledButton className={classes.item ?? ''} title={t('startKiosk')} onClick={() => setAsking(true)}>
        <IconDeviceDesktop {...icon} />
        <span className={classes.word}>{t('startKiosk')}</span>
      </UnstyledButton>
      {asking && (
        <ConfirmDialog
          title={t('role.toKioskTitle')}
          text={t('role.toKiosk')}
          go={t('startKiosk')}
          color="teal"
          focus="go"
          onGo={start}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className={classes.note} title={text}>
      <span className={classes.word}>{text}</span>
    </p>
  );
}

/** Administration: the rail at the left, the screen of the route at the right. */
export default function Shell() {
  const { t } = useTranslation();
  const route = useRoute();
  const { settings, demo, standIn } = useAppState();
  const mac = window.lintel.platform === 'darwin';
  return (
    <div className={classes.shell}>
      <a
        className="skip-link"
        href="#main"
        onClick={(e) => {
          // The hash is the route: move the focus without touching it.
          e.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <nav className={classes.rail} aria-label={t('rail')}>
        <div className={classes.brand}>
          <LogoMark size={30} />
          <span className={classes.site}>{settings.site.name}</span>
        </div>
        <Button
          component="a"
          href={routeToHash({ screen: 'enrol' })}
          aria-current={route.screen === 'enrol' ? 'page' : undefined}
          fullWidth
          leftSection={<IconUserPlus {...icon} />}
          mb="xs"
          title={t('enrol')}
          className={classes.enrol ?? ''}
        >
          <span className={classes.word}>{t('enrol')}</span>
        </Button>
        <UnstyledButton className={`${classes.item} ${classes.search}`} title={t('paletteHint')} onClick={() => spotlight.open()}>
          <IconSearch {...icon} />
          <span className={classes.word}>{t('paletteHint')}</span>
          <kbd className={classes.kbd}>{mac ? '⌘K' : 'Ctrl K'}</kbd>
        </UnstyledButton>
        {places.map(({ name, Icon }) => (
          <a
            key={name}
            href={routeToHash({ screen: name })}
            className={classes.item}
            title={t(name)}
            aria-current={route.screen === name || (name === 'people' && route.screen === 'look-alikes') ? 'page' : undefined}
          >
            <Icon {...icon} />
            <span className={classes.word}>{t(name)}</span>
          </a>
        ))}
        <div className={classes.spacer} />
        {(demo || standIn) && <Note text={demo ? t('demo') : t('standIn')} />}
        <KioskButton />
        <UnstyledButton className={classes.item ?? ''} title={t('signOut')} onClick={() => void call('session.signOut', null)}>
          <IconLogout {...icon} />
          <span className={classes.word}>{t('signOut')}</span>
        </UnstyledButton>
      </nav>
      <div className={classes.content}>
        <Notes />
        <SafetyNotes />
        <main id="main" tabIndex={-1} className={classes.main}>
          <Body route={route} />
        </main>
      </div>
      <Palette />
      <AskPassword />
    </div>
  );
}
