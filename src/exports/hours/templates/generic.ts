/** Files for whoever reads hours by eye, or by a program of their own. */
import { PLAIN, type ExportTemplate } from '../../../shared/exports.ts';
import { col } from './column.ts';

const who = [col('employeeNumber'), col('name'), col('department')];

const days = [
  ...who,
  ...[
    col('date'),
    col('weekday'),
    col('kind'),
    col('shift'),
    col('planStart', '', { as: 'time' }),
    col('planEnd', '', { as: 'time' }),
  ],
  ...[col('firstIn'), col('lastOut'), col('verdict'), col('planned'), col('inPlan'), col('paid'), col('late'), col('early')],
  ...[col('away'), col('leavePaid'), col('leaveUnpaid'), col('overtime'), col('overtimeOpen'), col('nightBonus'), col('flags')],
];

const totals = [
  ...who,
  ...[col('from'), col('to'), col('plannedDays'), col('presentDays'), col('absentDays'), col('leaveDays'), col('planned')],
  ...[col('paid'), col('regular'), col('overtime'), col('overtimeOpen'), col('timeOff'), col('nightBonus'), col('leavePaid')],
  ...[col('leaveUnpaid'), col('lateTimes'), col('late'), col('earlyTimes'), col('early'), col('missingIn'), col('missingOut')],
  col('doubtfulDays'),
];

/** Read by Excel as they are. */
const forEyes = { ...PLAIN, encoding: 'utf-8-bom', quote: 'all', hours: 'h:mm' } as const;

export const GENERIC: Readonly<Record<string, ExportTemplate>> = {
  'days-xlsx': {
    ...PLAIN,
    name: 'Days (Excel)',
    fileName: 'lintel-days-{from}-{to}',
    format: 'xlsx',
    hours: 'h:mm',
    grain: 'day',
    columns: days,
  },
  'totals-xlsx': {
    ...PLAIN,
    name: 'Totals (Excel)',
    fileName: 'lintel-totals-{from}-{to}',
    format: 'xlsx',
    grain: 'period',
    columns: totals,
  },
  'days-csv': { ...forEyes, name: 'Days (CSV)', fileName: 'lintel-days-{from}-{to}', grain: 'day', columns: days },
  'totals-csv': {
    ...forEyes,
    name: 'Totals (CSV)',
    fileName: 'lintel-totals-{from}-{to}',
    hours: 'decimal',
    grain: 'period',
    columns: totals,
  },
  'punches-csv': {
    ...forEyes,
    name: 'Punches (CSV)',
    fileName: 'lintel-punches-{from}-{to}',
    time: 'HH:mm:ss',
    grain: 'punch',
    columns: [
      ...who,
      ...[col('at'), col('punchZone'), col('at', 'UTC', { as: 'utc' }), col('doubled'), col('direction', '', { as: 'word' })],
      ...[col('door'), col('source'), col('shiftDay'), col('punchKey')],
    ],
  },
  attlog: {
    ...PLAIN,
    name: 'attlog.dat (ZKTeco)',
    fileName: 'lintel_attlog.dat',
    format: 'attlog',
    grain: 'punch',
    columns: [],
  },
  'days-json': {
    ...PLAIN,
    name: 'Days (JSON lines)',
    fileName: 'lintel-days-{from}-{to}',
    format: 'json-lines',
    grain: 'day',
    columns: [],
  },
  'timesheets-pdf': {
    ...PLAIN,
    name: 'Timesheets (PDF)',
    fileName: 'lintel-timesheets-{from}-{to}',
    format: 'pdf',
    grain: 'day',
    hours: 'h:mm',
    columns: [],
  },
  plan: {
    ...PLAIN,
    name: 'Plan (calendar)',
    fileName: 'lintel-plan-{from}-{to}',
    format: 'icalendar',
    grain: 'day',
    columns: [],
  },
};
