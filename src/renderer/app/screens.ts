/** The screens, each loaded when it is first shown. A screen is a folder of features/ with a default export; Doors and Hours are put together here, of several. */
import { lazy } from 'react';

export const screens = {
  updating: lazy(() => import('../features/updating/UpdatingScreen.tsx')),
  firstRun: lazy(() => import('../features/first-run/FirstRunScreen.tsx')),
  unlock: lazy(() => import('../features/unlock/UnlockScreen.tsx')),
  signIn: lazy(() => import('../features/sign-in/SignInScreen.tsx')),
  fault: lazy(() => import('../features/fault/FaultScreen.tsx')),
  today: lazy(() => import('../features/today/TodayScreen.tsx')),
  log: lazy(() => import('../features/log/LogScreen.tsx')),
  settings: lazy(() => import('../features/settings/SettingsScreen.tsx')),
  doors: lazy(() => import('./Doors.tsx')),
  hours: lazy(() => import('./Hours.tsx')),
  presence: lazy(() => import('../features/presence/PresenceScreen.tsx')),
  credentials: lazy(() => import('../features/credentials/CredentialsScreen.tsx')),
  people: lazy(() => import('../features/people/PeopleScreen.tsx')),
  enrol: lazy(() => import('../features/enrol/EnrolScreen.tsx')),
  'look-alikes': lazy(() => import('../features/look-alikes/LookAlikesScreen.tsx')),
  'error-rate': lazy(() => import('../features/error-rate/ErrorRateScreen.tsx')),
  kiosk: lazy(() => import('../features/kiosk/KioskScreen.tsx')),
};
