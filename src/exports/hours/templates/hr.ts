/** Programs that take punches or pairs and reckon by themselves. */
import { PLAIN, type ExportTemplate } from '../../../shared/exports.ts';
import { col, fixed } from './column.ts';

export const HR: Readonly<Record<string, ExportTemplate>> = {
  /** Data Import of "Employee Checkin": headers are the field's labels, times naive in the site's zone. */
  'frappe-csv': {
    ...PLAIN,
    name: 'Frappe HR (CSV)',
    untested: true,
    fileName: 'frappe-checkin-{from}-{to}.csv',
    ids: 'frappe',
    time: 'HH:mm:ss',
    grain: 'punch',
    columns: [col('targetId', 'Employee'), col('at', 'Time'), col('direction', 'Log Type'), col('door', 'Location / Device ID')],
  },
  /** The importer reads naive times in the zone of the user who imports, and takes a time of the doubled hour for the second one. */
  odoo: {
    ...PLAIN,
    name: 'Odoo attendance (CSV)',
    untested: true,
    fileName: 'odoo-attendance-{from}-{to}-{zone}.csv',
    ids: 'odoo',
    time: 'HH:mm:ss',
    grain: 'pair',
    columns: [
      col('pairKey', 'id'),
      col('targetId', 'employee_id/id'),
      col('pairIn', 'check_in'),
      col('pairOut', 'check_out'),
      col('pairDoubled', 'lintel: doubled hour'),
    ],
  },
  bamboohr: {
    ...PLAIN,
    name: 'BambooHR hours',
    untested: true,
    fileName: 'bamboohr-{from}-{to}.csv',
    grain: 'day-code',
    codes: [
      { of: { kind: 'regular' }, code: 'REG' },
      { of: { kind: 'overtime', rate: 200 }, code: 'DT' },
      { of: { kind: 'overtime', rate: null }, code: 'OT' },
    ],
    columns: [
      col('targetId', 'employeeNumber'),
      col('date', 'dateWorked'),
      col('code', 'rateType'),
      col('codeTime', 'hoursWorked'),
    ],
  },
  paylocity: {
    ...PLAIN,
    name: 'Paylocity hours',
    untested: true,
    fileName: 'paylocity-{from}-{to}.csv',
    date: 'MM/DD/YYYY',
    grain: 'day-code',
    codes: [
      { of: { kind: 'regular' }, code: 'REG' },
      { of: { kind: 'overtime', rate: null }, code: 'OT' },
    ],
    columns: [
      col('targetId', 'Employee Id'),
      fixed('Earning Type', 'E'),
      col('code', 'Earning Code'),
      col('codeTime', 'Hours'),
      col('date', 'Begin Date'),
      col('date', 'End Date'),
    ],
  },
};
