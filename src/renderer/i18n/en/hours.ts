export const hours = {
  title: 'Hours',
  tabs: {
    month: 'Month',
    person: 'Person',
    inbox: 'Inbox',
    team: 'Team',
    charts: 'Charts',
    shifts: 'Shifts',
    rules: 'Rules',
    exports: 'Exports',
    imports: 'Imports',
  },
} as const;
