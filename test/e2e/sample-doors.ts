/** Two doors, zones, profiles and a calendar, for the tours and the pictures. */
import { NEW_DOOR, type ProfileFields } from '../../src/shared/access.ts';
import { saveDoor, saveHolidays, saveProfile, saveZone } from '../../src/storage/access/edit.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { value, type Site } from './seeded.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const day = [
  { from: '07:00', to: '12:00' },
  { from: '13:00', to: '18:30' },
];
const night = [{ from: '22:00', to: '06:00' }];
const profile = (name: string, work: ProfileFields['week'][1], weekend: ProfileFields['week'][1]): ProfileFields => ({
  name,
  week: { 1: work, 2: work, 3: work, 4: work, 5: work, 6: weekend, 7: weekend },
  onHolidays: 'closed',
  holidayHours: [],
  makeUpDayAs: 1,
});

export async function fillDoors(site: Site, english: boolean): Promise<void> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  const { db } = open;
  const zone = (name: string, antiPassback: 'off' | 'hard', capacity: number | null) =>
    value(
      saveZone(db, null, { name, antiPassback, timedMinutes: 10, resetAt: antiPassback === 'hard' ? '03:00' : null, capacity }),
    ).id;
  const office = zone(english ? 'Office' : '办公区', 'off', null);
  const store = zone(english ? 'Chemical store' : '化学品库', 'hard', 4);
  const front = value(saveDoor(db, null, { ...NEW_DOOR, name: english ? 'Front door' : '正门', toZone: office }, null));
  value(
    saveDoor(
      db,
      null,
      {
        ...NEW_DOOR,
        name: english ? 'Chemical store' : '化学品库',
        fromZone: office,
        toZone: store,
        direction: 'in',
        twoPerson: true,
        heldOpenSeconds: 30,
      },
      null,
    ),
  );
  value(saveProfile(db, null, profile(english ? 'Office hours' : '办公时间', day, [])));
  value(saveProfile(db, null, profile(english ? 'Night shift' : '夜班', night, night)));
  value(
    saveHolidays(
      db,
      [
        { date: '2027-01-01', name: english ? 'New Year' : '元旦', kind: 'off', asWeekday: null },
        { date: '2027-02-14', name: english ? 'Make-up day' : '春节补班', kind: 'working-day', asWeekday: null },
      ],
      [],
    ),
  );
  value(saveSettings(db, kiosksOf(db)[0]!, { kiosk: { doorId: front.id } }));
  open.close();
}
