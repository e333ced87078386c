import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disarm } from '../../src/exports/csv.ts';
import { fileNameOf } from '../../src/exports/hours/fill.ts';
import { isDoubled } from '../../src/exports/hours/rows.ts';
import { BUILT_IN } from '../../src/exports/hours/templates/index.ts';
import { col } from '../../src/exports/hours/templates/column.ts';
import { ExportTemplate, PLAIN } from '../../src/shared/exports.ts';
import { at, block, contextOf, hourDay, overtime, punch, withValues, written, ZONE } from './hours-fixture.ts';
import { dayNumber, minuteAt } from '../../src/domain/hours/days.ts';

const read = (file: Uint8Array, delimiter = ','): string[][] =>
  parse(Buffer.from(file), { bom: true, delimiter, relax_column_count: true });
const text = async (...of: Parameters<typeof written>): Promise<string> => (await written(...of)).file.toString();

test.each(Object.entries(BUILT_IN))('%s is a template', (_name, template) => {
  expect(ExportTemplate.parse(template)).toEqual(template);
});

test('a column that the rows do not have is refused', () => {
  const wrong = { ...BUILT_IN['adp']!, columns: [col('firstIn')] };
  expect(ExportTemplate.safeParse(wrong).error?.issues[0]?.path).toEqual(['columns']);
});

describe('what the built-in ones write', () => {
  test('days: times of the wall, lengths over a day, words of the site', async () => {
    const days = [hourDay('2026-10-01'), hourDay('2026-10-02', { late: 7, inPlan: 473, paid: 473 })];
    const [header, ...rows] = read((await written(contextOf('days-csv'), [block({ days })])).file);
    const cell = (row: number, name: string) => rows[row]![header!.indexOf(name)];
    expect(rows).toHaveLength(2);
    expect([cell(0, 'Employee number'), cell(0, 'Date'), cell(0, 'First in'), cell(0, 'Planned start')]).toEqual([
      '007',
      '2026-10-01',
      '2026-10-01 09:00',
      '09:00',
    ]);
    expect([cell(0, 'Paid hours'), cell(1, 'Late'), cell(1, 'Result'), cell(1, 'Weekday')]).toEqual([
      '8:00',
      '0:07',
      '7 min late',
      'Friday',
    ]);
  });

  test('totals: a month is the sum of its days, and 20 minutes are a third of an hour', async () => {
    const days = [hourDay('2026-10-01'), hourDay('2026-10-02', { inPlan: 460, paid: 460, late: 20 })];
    const [header, row] = read((await written(contextOf('totals-csv'), [block({ days })])).file);
    const cell = (name: string) => row![header!.indexOf(name)];
    expect([cell('Paid hours'), cell('Late'), cell('Days there'), cell('Times late')]).toEqual(['15.67', '0.33', '2', '1']);
  });

  test('Frappe: labels as headers, naive times of the site, IN and OUT in any language', async () => {
    const punches = [punch('2026-10-01T09:00', 'in'), punch('2026-10-01T17:00', 'out', { door: null })];
    expect(await text(contextOf('frappe-csv', { language: 'zh-CN' }), [block({ punches })])).toBe(
      'Employee,Time,Log Type,Location / Device ID\r\nT-1,2026-10-01 09:00:00,IN,2\r\nT-1,2026-10-01 17:00:00,OUT,\r\n',
    );
  });

  test('Odoo: the zone in the name, an id that stays, rows of the doubled hour marked', async () => {
    const minute = (wall: string, offset: string) => minuteAt(at(wall, offset));
    const pairs = [
      {
        key: 'e1',
        in: minute('2026-10-24T22:00', '+02:00'),
        out: minute('2026-10-25T02:30', '+01:00'),
        day: dayNumber('2026-10-24'),
      },
      { key: 'e3', in: minute('2026-10-26T09:00', '+01:00'), out: null, day: dayNumber('2026-10-26') },
    ];
    const context = contextOf('odoo');
    expect(fileNameOf(context)).toBe('odoo-attendance-2026-10-01-2026-10-31-Europe-Berlin.csv');
    const done = await written(context, [block({ pairs })]);
    expect(read(done.file).slice(1)).toEqual([
      ['lintel_a1b2_e1', 'T-1', '2026-10-24 22:00:00', '2026-10-25 02:30:00', 'doubled hour'],
      ['lintel_a1b2_e3', 'T-1', '2026-10-26 09:00:00', '', ''],
    ]);
    expect(done.leftOut).toEqual([{ why: 'open-pair', count: 1, of: ['Ada King, 2026-10-26'] }]);
  });

  test('ADP: blank and not 0, two other codes a row, a third one in a second row that says nothing twice', async () => {
    const template = {
      ...withValues('adp', { coCode: 'AB_' }),
      codes: ['V', 'S', 'J'].map((code) => ({ of: { kind: 'leave', leave: code, paid: null } as const, code })),
    };
    const leave = (kind: string) => ({ kind, paid: true, present: false, minutes: 480 });
    const days = [
      hourDay('2026-10-01', { extra: 30, overtime: [overtime(30)] }),
      hourDay('2026-10-02', { paid: 0, inPlan: 0, leaves: [leave('V'), leave('S'), leave('J')] }),
    ];
    const context = contextOf(template);
    expect(fileNameOf(context)).toBe('PRAB_EPI.csv');
    expect(read((await written(context, [block({ days })])).file).slice(1)).toEqual([
      ['AB_', '2026-10', 'T-1', '8.00', '0.50', 'V', '8.00', 'S', '8.00'],
      ['AB_', '2026-10', 'T-1', '', '', 'J', '8.00', '', ''],
    ]);
    const none = read((await written(context, [block({ days: [hourDay('2026-10-03', { paid: 0, inPlan: 0 })] })])).file);
    expect(none[1]).toEqual(['AB_', '2026-10', 'T-1', '', '', '', '', '', '']);
  });

  test('QuickBooks: tabs, no quotes, a line of a day and code, none longer than 23:59', async () => {
    const days = [
      hourDay('2026-10-01', { extra: 75, overtime: [overtime(75)] }),
      hourDay('2026-10-02', { paid: 1440, inPlan: 1440 }),
    ];
    const done = await written(contextOf(withValues('quickbooks-iif', { company: 'Acme' })), [
      block({ days, who: { targetId: 'King,\tAda "A"' } }),
    ]);
    expect(done.file.toString('latin1').split('\r\n')).toEqual([
      '!TIMERHDR\tVER\tREL\tCOMPANYNAME\tIMPORTEDBEFORE\tFROMTIMER\tCOMPANYCREATETIME',
      'TIMERHDR\t8\t0\tAcme\tN\tY\t0',
      '!TIMEACT\tDATE\tJOB\tEMP\tITEM\tPITEM\tDURATION\tPROJ\tNOTE\tBILLINGSTATUS',
      'TIMEACT\t10/01/26\t\tKing, Ada "A"\tRegular\t\t8:00\t\t\t0',
      'TIMEACT\t10/01/26\t\tKing, Ada "A"\tOvertime\t\t1:15\t\t\t0',
      '',
    ]);
    expect(done.leftOut).toEqual([{ why: 'too-long', count: 1, of: ['Ada King, Regular'] }]);
  });

  test('DATEV LODAS: sections, decimal comma, the first of the month, windows-1252', async () => {
    const template = withValues('datev-lodas', { berater: '12345', mandant: '67', schluessel: '1' });
    const days = [hourDay('2026-10-01', { paid: 465, extra: 60, overtime: [overtime(60)] })];
    const { file } = await written(contextOf(template), [block({ days, who: { targetId: 'Müller' } })]);
    const lines = file.toString('latin1').split('\r\n');
    expect(lines.slice(3, 5)).toEqual(['BeraterNr=12345', 'MandantenNr=67']);
    expect(lines.slice(lines.indexOf('[Bewegungsdaten]'))).toEqual([
      '[Bewegungsdaten]',
      '1;01.10.2026;7,75;1;200;Müller;',
      '1;01.10.2026;1,00;1;210;Müller;',
      '',
    ]);
  });

  test('DATEV Lohn und Gehalt: eleven fields', async () => {
    const { file } = await written(contextOf('datev-lug'), [block({ days: [hourDay('2026-10-01')] })]);
    expect(read(file, ';')[1]).toEqual(['T-1', '01.10.2026', '', '200', '8,00', '', '', '', '', '', '']);
  });

  test('BambooHR: no BOM, a row of a day and rate', async () => {
    const days = [hourDay('2026-10-01', { extra: 60, overtime: [overtime(60)] })];
    expect(await text(contextOf('bamboohr'), [block({ days })])).toBe(
      'employeeNumber,dateWorked,rateType,hoursWorked\r\n007,2026-10-01,REG,8.00\r\n007,2026-10-01,OT,1.00\r\n',
    );
  });

  test('Gusto: nothing is a blank, since a zero would overwrite', async () => {
    const rows = read((await written(contextOf('gusto'), [block({ days: [hourDay('2026-10-01')] })])).file);
    expect(rows[1]).toEqual(['King', 'Ada', 'T-1', '', '8.00', '', '']);
  });
});

describe('what has no place in a file is counted and named', () => {
  test('people without the id there, and all of theirs', async () => {
    const blocks = [
      block({ who: { targetId: null }, punches: [punch('2026-10-01T09:00', 'in')] }),
      block({ ignored: 2, unreadable: 1 }),
    ];
    const done = await written(contextOf('frappe-csv'), blocks);
    expect([done.rows, done.people]).toEqual([0, 2]);
    expect(done.leftOut).toEqual([
      { why: 'no-id', count: 1, of: ['Ada King'] },
      { why: 'ignored', count: 2, of: ['Ada King'] },
      { why: 'unreadable', count: 1, of: ['Ada King'] },
    ]);
  });

  test('minutes that no code stands for', async () => {
    const days = [hourDay('2026-10-01', { leave: 60, leaves: [{ kind: 'annual', paid: true, present: false, minutes: 60 }] })];
    expect((await written(contextOf('bamboohr'), [block({ days })])).leftOut).toEqual([
      { why: 'no-code', count: 1, of: ['annual: Ada King'] },
    ]);
  });

  test('letters that the encoding does not have', async () => {
    const template: ExportTemplate = {
      ...PLAIN,
      ...{ name: 'n', fileName: 'n', grain: 'period', encoding: 'windows-1252', columns: [col('name'), col('paid')] },
    };
    const days = [hourDay('2026-10-01')];
    const done = await written(contextOf(template), [
      block({ days, who: { name: '王伟' } }),
      block({ days, who: { name: 'Zoë' } }),
    ]);
    expect(done.leftOut).toEqual([{ why: 'no-letters', count: 1, of: ['王伟 (王伟)'] }]);
    expect(done.file.toString('latin1')).toBe('Name,Paid hours\r\nZoë,8.00\r\n');
    const chinese = await written(contextOf({ ...template, encoding: 'gb18030' }), [block({ days, who: { name: '王伟𠮷' } })]);
    expect(new TextDecoder('gb18030').decode(chinese.file)).toContain('王伟𠮷');
  });
});

test('a minute is regular or overtime, never both: overtime of the week takes planned minutes', async () => {
  const template: ExportTemplate = {
    ...PLAIN,
    name: 'n',
    fileName: 'n',
    grain: 'period',
    columns: [col('regular'), col('overtime')],
  };
  const of = async (...days: ReturnType<typeof hourDay>[]) =>
    read((await written(contextOf(template), [block({ days })])).file)[1];
  expect(await of(hourDay('2026-10-01', { extra: 60, overtime: [overtime(60)] }))).toEqual(['8.00', '1.00']);
  expect(await of(hourDay('2026-10-01', { overtime: [overtime(120)] }))).toEqual(['6.00', '2.00']);
  // What nobody has granted is paid as planned, and is no overtime yet.
  expect(await of(hourDay('2026-10-01', { overtime: [overtime(120, { approved: 0 })] }))).toEqual(['8.00', '0.00']);
});

test('any text comes back as it was, guarded where a spreadsheet would run it, whatever the separator', async () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', ';', '\t', '|', 'a', '王', ' ', "'") });
  await fc.assert(
    fc.asyncProperty(
      cell,
      cell,
      fc.constantFrom(',', ';', '\t', '|' as const),
      fc.constantFrom('all', 'needed' as const),
      async (name, department, separator, quote) => {
        const template: ExportTemplate = {
          ...PLAIN,
          ...{ name: 'n', fileName: 'n', grain: 'period', separator, quote, columns: [col('name'), col('department')] },
        };
        const { file } = await written(contextOf(template), [
          block({ days: [hourDay('2026-10-01')], who: { name, department } }),
        ]);
        const [, row] = read(file, separator);
        // An empty line is no row to a reader of CSV.
        if (name !== '' || department !== '') expect(row).toEqual([disarm(name), disarm(department)]);
      },
    ),
    { numRuns: 60 },
  );
});

test('the hash is that of the file, and the count that of its rows', async () => {
  const done = await written(contextOf('days-csv'), [block({ days: [hourDay('2026-10-01')] })]);
  expect(done).toMatchObject({ rows: 1, people: 1, bytes: done.file.length });
  expect(done.hash).toBe(createHash('sha256').update(done.file).digest('hex'));
});

test('of the doubled hour both passes, and nothing beside it', () => {
  const doubled = ['2026-10-25T02:00', '2026-10-25T02:59'].flatMap((wall) => [at(wall, '+02:00'), at(wall, '+01:00')]);
  expect(doubled.map((instant) => isDoubled(instant, ZONE))).toEqual([true, true, true, true]);
  const beside = [at('2026-10-25T01:59', '+02:00'), at('2026-10-25T03:00', '+01:00'), at('2026-03-29T03:30', '+02:00')];
  expect(beside.map((instant) => isDoubled(instant, ZONE))).toEqual([false, false, false]);
});
