/** The screens, each loaded when it is first shown. A screen is a folder of features/ with a default export; Shell, Doors and Hours are put together here, of several. */
import { useEffect, useState, type ComponentType } from 'react';
import { Waiting } from '../ui/Waiting.tsx';

type Module = { readonly default: ComponentType };

/** The component of a module that is loaded when it is first drawn, and drawn as soon as it is there: React holds what it suspends back for 300 ms. */
function screen(load: () => Promise<Module>): ComponentType {
  let loaded: ComponentType | null = null;
  return function Screen() {
    const [found, setFound] = useState(() => loaded && { Found: loaded });
    const [failed, setFailed] = useState<{ readonly why: unknown } | null>(null);
    useEffect(() => {
      if (found) return;
      let gone = false;
      load().then(
        (module) => {
          loaded = module.default;
          if (!gone) setFound({ Found: module.default });
        },
        (why: unknown) => {
          if (!gone) setFailed({ why });
        },
      );
      return () => {
        gone = true;
      };
    }, [found]);
    // For the boundary around it.
    if (failed) throw failed.why;
    return found ? <found.Found /> : <Waiting />;
  };
}

export const screens = {
  updating: screen(() => import('../features/updating/UpdatingScreen.tsx')),
  firstRun: screen(() => import('../features/first-run/FirstRunScreen.tsx')),
  unlock: screen(() => import('../features/unlock/UnlockScreen.tsx')),
  signIn: screen(() => import('../features/sign-in/SignInScreen.tsx')),
  fault: screen(() => import('../features/fault/FaultScreen.tsx')),
  today: screen(() => import('../features/today/TodayScreen.tsx')),
  log: screen(() => import('../features/log/LogScreen.tsx')),
  settings: screen(() => import('../features/settings/SettingsScreen.tsx')),
  doors: screen(() => import('./Doors.tsx')),
  hours: screen(() => import('./Hours.tsx')),
  presence: screen(() => import('../features/presence/PresenceScreen.tsx')),
  credentials: screen(() => import('../features/credentials/CredentialsScreen.tsx')),
  people: screen(() => import('../features/people/PeopleScreen.tsx')),
  enrol: screen(() => import('../features/enrol/EnrolScreen.tsx')),
  'look-alikes': screen(() => import('../features/look-alikes/LookAlikesScreen.tsx')),
  'error-rate': screen(() => import('../features/error-rate/ErrorRateScreen.tsx')),
  shell: screen(() => import('./Shell.tsx')),
  kiosk: screen(() => import('../features/kiosk/KioskScreen.tsx')),
};
