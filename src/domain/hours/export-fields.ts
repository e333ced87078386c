/** What may stand in a file of hours: what a row is, and what its columns may hold. */

/** What a row is: a punch, a pair of them, a person's day, a person's period, or the minutes of one code in either. */
export const GRAINS = ['punch', 'pair', 'day', 'period', 'day-code', 'period-code'] as const;
export type Grain = (typeof GRAINS)[number];

const who = ['personId', 'employeeNumber', 'targetId', 'name', 'firstName', 'lastName', 'department'] as const;
const when = ['from', 'to', 'month', 'zone', 'text'] as const;
const ofDay = ['date', 'weekday', 'kind', 'verdict', 'shift', 'planStart', 'planEnd', 'firstIn', 'lastOut', 'flags'] as const;
/** Of a punch, what its day says of it: on or off duty, when it was due, and whether it came then. */
export const OF_JUDGED_PUNCH = ['punchType', 'dueAt', 'punchResult'] as const;
const ofPunch = [
  'at',
  'direction',
  'punchZone',
  'door',
  'punchKey',
  'source',
  'doubled',
  'shiftDay',
  ...OF_JUDGED_PUNCH,
] as const;
const ofPair = ['pairKey', 'pairIn', 'pairOut', 'pairLength', 'pairDoubled', 'pairDay'] as const;
const ofCode = ['code', 'codeTime'] as const;
/** Codes beside each other in one row; what does not fit stands in a second row. */
const spread = ['code1', 'time1', 'code2', 'time2'] as const;

/** Minutes, then how often; each adds up over days. */
export const COUNTED_FIELDS = [
  'planned',
  'worked',
  'inPlan',
  'paid',
  'regular',
  'extra',
  'late',
  'early',
  'away',
  'missing',
  'tolerated',
  'breakDeducted',
  'rounding',
  'nightBonus',
  'leave',
  'leavePaid',
  'leaveUnpaid',
  'overtime',
  'overtimeOpen',
  'timeOff',
  'overtimeWorkday',
  'overtimeRest',
  'overtimeHoliday',
  'presentDays',
  'plannedDays',
  'restDays',
  'lateTimes',
  'seriousTimes',
  'earlyTimes',
  'missingIn',
  'missingOut',
  'missingPunches',
  'absentDays',
  'leaveDays',
  'doubtfulDays',
  'openDays',
] as const;
export type CountedField = (typeof COUNTED_FIELDS)[number];

/** What a column may hold. Which of them a row has, its grain says (`FIELDS_OF`). */
export const EXPORT_FIELDS = [...who, ...when, ...COUNTED_FIELDS, ...ofDay, ...ofPunch, ...ofPair, ...ofCode, ...spread] as const;
export type ExportField = (typeof EXPORT_FIELDS)[number];

const both = [...who, ...when];
export const FIELDS_OF: Readonly<Record<Grain, readonly ExportField[]>> = {
  punch: [...both, ...ofPunch],
  pair: [...both, ...ofPair],
  day: [...both, ...ofDay, ...COUNTED_FIELDS],
  period: [...both, ...COUNTED_FIELDS, ...spread],
  'day-code': [...both, 'date', 'weekday', ...ofCode],
  'period-code': [...both, ...ofCode],
};

/** @param eachDay the column is one for each day of the period, and holds what that day has */
export const isFieldOf = (field: ExportField, grain: Grain, eachDay: boolean): boolean =>
  FIELDS_OF[eachDay ? 'day' : grain].includes(field) && (!eachDay || grain === 'period');
