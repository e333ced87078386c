import type { LogFileWords } from '../words.ts';

const daysOf = (days: number): string => (days === 0 ? '' : days === 1 ? '1 day ' : `${days} days `);

/** The words of the log as a file. */
export const logFile: LogFileWords = {
  sheet: 'Log',
  columns: {
    id: 'Event',
    date: 'Date',
    time: 'Time',
    timeZone: 'Time zone',
    utc: 'UTC',
    kind: 'Kind',
    employeeNumber: 'Employee number',
    name: 'Name',
    direction: 'Direction',
    reason: 'Reason',
    score: 'Score',
    about: 'About event',
    retracted: 'Taken back',
    more: 'So many more',
    clock: 'Clock',
  },
  directions: { in: 'IN', out: 'OUT' },
  yes: 'yes',
  clock: {
    wrong: 'wrong: this is not when it happened',
    changed: 'set before this event',
    forward: (days, by) => `set forward by ${daysOf(days)}${by}`,
    back: (days, by) => `set back by ${daysOf(days)}${by}`,
  },
};
