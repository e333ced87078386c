import { HolidaysTab } from '../features/calendar/HolidaysTab.tsx';
import { ProfilesTab } from '../features/calendar/ProfilesTab.tsx';
import { DoorsScreen } from '../features/doors/DoorsScreen.tsx';

const calendar = { profiles: ProfilesTab, holidays: HolidaysTab };

/** Doors, with the tabs of the calendar among its own: no feature imports another. */
export default function Doors() {
  return <DoorsScreen calendar={calendar} />;
}
