/** Payroll programs of America and Germany. What they have given out (company codes, numbers of advisers, codes of pay) is asked for, never guessed. */
import { PLAIN, type ExportTemplate } from '../../../shared/exports.ts';
import { col, fixed } from './column.ts';

/** Nothing of these has stood before its program yet. */
const tryIt = { ...PLAIN, untested: true } as const;
const DATEV = { separator: ';', encoding: 'windows-1252', decimalMark: ',', date: 'DD.MM.YYYY', quote: 'needed' } as const;

export const PAYROLL: Readonly<Record<string, ExportTemplate>> = {
  /** Blank and 0 differ there: 0 overwrites. Two other codes a row; a third one stands in a second row. */
  adp: {
    ...tryIt,
    name: 'ADP Workforce Now paydata',
    fileName: 'PR{coCode}EPI.csv',
    ids: 'adp',
    zero: 'blank',
    values: [
      { name: 'coCode', label: 'Co Code, three letters, filled up with _', value: '' },
      { name: 'batch', label: 'Batch ID', value: '{month}' },
    ],
    codes: [
      { of: { kind: 'leave', leave: null, paid: true }, code: 'V' },
      { of: { kind: 'leave', leave: null, paid: false }, code: 'U' },
    ],
    grain: 'period',
    columns: [
      fixed('Co Code', '{coCode}'),
      fixed('Batch ID', '{batch}'),
      col('targetId', 'File #'),
      col('regular', 'Reg Hours'),
      col('overtime', 'O/T Hours'),
      col('code1', 'Hours 3 Code'),
      col('time1', 'Hours 3 Amount'),
      col('code2', 'Hours 4 Code'),
      col('time2', 'Hours 4 Amount'),
    ],
  },
  gusto: {
    ...tryIt,
    name: 'Gusto hours',
    fileName: 'gusto-{from}-{to}.csv',
    ids: 'gusto',
    zero: 'blank',
    grain: 'period',
    columns: [
      col('lastName', 'last_name'),
      col('firstName', 'first_name'),
      col('targetId', 'gusto_employee_id'),
      fixed('title', ''),
      col('regular', 'regular_hours'),
      col('overtime', 'overtime_hours'),
      col('leavePaid', 'pto_hours'),
    ],
  },
  /** A line of at most 23:59; longer ones are left out by name. */
  'quickbooks-iif': {
    ...tryIt,
    name: 'QuickBooks Desktop (IIF)',
    fileName: 'quickbooks-{from}-{to}.iif',
    ids: 'quickbooks',
    values: [{ name: 'company', label: 'Company file name', value: '' }],
    title: [
      '!TIMERHDR\tVER\tREL\tCOMPANYNAME\tIMPORTEDBEFORE\tFROMTIMER\tCOMPANYCREATETIME',
      'TIMERHDR\t8\t0\t{company}\tN\tY\t0',
    ],
    separator: '\t',
    quote: 'never',
    encoding: 'windows-1252',
    date: 'MM/DD/YY',
    hours: 'h:mm',
    most: 1439,
    codes: [
      { of: { kind: 'regular' }, code: 'Regular' },
      { of: { kind: 'overtime', rate: null }, code: 'Overtime' },
    ],
    grain: 'day-code',
    columns: [
      fixed('!TIMEACT', 'TIMEACT'),
      col('date', 'DATE'),
      fixed('JOB', ''),
      col('targetId', 'EMP'),
      col('code', 'ITEM'),
      fixed('PITEM', ''),
      col('codeTime', 'DURATION'),
      fixed('PROJ', ''),
      fixed('NOTE', ''),
      fixed('BILLINGSTATUS', '0'),
    ],
  },
  /** The month stands for itself as its first day. */
  'datev-lodas': {
    ...tryIt,
    ...DATEV,
    name: 'DATEV LODAS',
    fileName: 'lodas-{month}.txt',
    ids: 'datev',
    quote: 'never',
    header: false,
    values: [
      { name: 'berater', label: 'BeraterNr', value: '' },
      { name: 'mandant', label: 'MandantenNr', value: '' },
      { name: 'schluessel', label: 'Bearbeitungsschlüssel (bs_nr)', value: '' },
    ],
    title: [
      '[Allgemein]',
      'Ziel=LODAS',
      'Version_SST=1.0',
      'BeraterNr={berater}',
      'MandantenNr={mandant}',
      'Feldtrennzeichen=;',
      'Zahlenkomma=,',
      'Datumsformat=TT.MM.JJJJ',
      '[Satzbeschreibung]',
      '1;u_lod_bwd_buchung_standard;abrechnung_zeitraum#bwd;bs_wert_butab#bwd;bs_nr#bwd;la_eigene#bwd;pnr#bwd;',
      '[Bewegungsdaten]',
    ],
    codes: [
      { of: { kind: 'regular' }, code: '200' },
      { of: { kind: 'overtime', rate: null }, code: '210' },
    ],
    grain: 'period-code',
    columns: [
      fixed('', '1'),
      col('from'),
      col('codeTime'),
      fixed('', '{schluessel}'),
      col('code'),
      col('targetId'),
      fixed('', ''),
    ],
  },
  'datev-lug': {
    ...tryIt,
    ...DATEV,
    name: 'DATEV Lohn und Gehalt',
    fileName: 'lohn-und-gehalt-{month}.csv',
    ids: 'datev',
    codes: [
      { of: { kind: 'regular' }, code: '200' },
      { of: { kind: 'overtime', rate: null }, code: '210' },
    ],
    grain: 'day-code',
    columns: [
      col('targetId', 'Personalnummer'),
      col('date', 'Kalendertag'),
      fixed('Ausfallschlüssel', ''),
      col('code', 'Lohnart'),
      col('codeTime', 'Stunden'),
      fixed('Tage', ''),
      fixed('Wert', ''),
      fixed('Faktor', ''),
      fixed('Lohnveränderung', ''),
      fixed('Kostenstelle', ''),
      fixed('Kostenträger', ''),
    ],
  },
};
