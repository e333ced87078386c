/** The screens, each loaded when it is first shown. A screen is a folder of features/ with a default export; Doors and Hours are put together here, of several. */
import { screen } from './screen.tsx';

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
  kiosk: screen(() => import('../features/kiosk/KioskScreen.tsx')),
};
