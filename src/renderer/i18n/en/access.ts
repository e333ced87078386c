export const access = {
  title: 'Doors',
  tabs: { doors: 'Doors', zones: 'Zones', groups: 'Groups', profiles: 'Time profiles', holidays: 'Holidays' },
  hints: {
    doors: 'Doors, their rules and outputs; lockdown',
    zones: 'Areas, how many may be in, anti-passback',
    groups: 'Who may go through which door, and when',
    profiles: 'Weekly hours',
    holidays: 'Days off and working days that make up for them',
  },
} as const;
