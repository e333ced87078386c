import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHolidayFile } from './holiday-file.ts';

const ics = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.map((e) => `BEGIN:VEVENT\r\n${e}\r\nEND:VEVENT`), 'END:VCALENDAR'].join('\r\n');
const FROM = '2026-01-01';
const UNREADABLE = { ok: false, error: { code: 'holiday-file-unreadable' } };
const read = (text: string, from = FROM) => {
  const answer = readHolidayFile(text, from);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};

describe('iCalendar', () => {
  test('the end is the day after the last, whatever the zone of this process', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Apia', 'America/Sao_Paulo']) {
        process.env['TZ'] = zone;
        expect(read(ics('UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260104\r\nSUMMARY:元旦')).days).toEqual(
          ['2026-01-01', '2026-01-02', '2026-01-03'].map((date) => ({ date, name: '元旦', working: false })),
        );
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  test('a day without an end is one day', () => {
    expect(read(ics('UID:1\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas')).days).toHaveLength(1);
  });

  test.each([
    ['上班(补春节假期)', true],
    ['春节补班', true],
    ['国庆节（班）', true],
    ['Make-up workday', true],
    ['春节', false],
    ['国庆节（休）', false],
    ['Labour Day', false],
  ])('%s is a working day: %s', (title, working) => {
    expect(read(ics(`UID:1\r\nDTSTART;VALUE=DATE:20260214\r\nSUMMARY;LANGUAGE=zh-CN:${title}`)).days[0]?.working).toBe(working);
  });

  test('what repeats yearly is written out for some years, without the excepted ones', () => {
    const days = read(
      ics('UID:1\r\nDTSTART;VALUE=DATE:20200704\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270704\r\nSUMMARY:Independence Day'),
    ).days;
    expect(days.map((d) => d.date)).toEqual(['2026-07-04', '2028-07-04', '2029-07-04']);
  });

  test('appointments, past days, endless and second-by-second events are left out and counted', () => {
    const file = read(
      ics(
        'UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nSUMMARY:a',
        'UID:2\r\nDTSTART:20260102T090000Z\r\nSUMMARY:meeting',
        'UID:3\r\nDTSTART;VALUE=DATE:20250101\r\nSUMMARY:past',
        'UID:4\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20991231\r\nSUMMARY:endless',
        'UID:5\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:flood',
        'UID:6\r\nDTSTART;VALUE=DATE:2026\r\nSUMMARY:no date',
      ),
    );
    expect(file.days.map((d) => d.name)).toEqual(['a']);
    expect(file.skipped).toBe(5);
  });
});

describe('holiday-cn', () => {
  test('isOffDay says which days are worked, with or without the object around', () => {
    const days = [
      { name: '春节', date: '2026-02-17', isOffDay: true },
      { name: '春节', date: '2026-02-14', isOffDay: false },
    ];
    const expected = [
      { date: '2026-02-14', name: '春节', working: true },
      { date: '2026-02-17', name: '春节', working: false },
    ];
    expect(read(JSON.stringify({ $schema: 'x', year: 2026, papers: [], days })).days).toEqual(expected);
    expect(read(`\uFEFF${JSON.stringify(days)}`).days).toEqual(expected);
  });

  test('of one day that is both, the working one counts', () => {
    const days = [true, false, true].map((isOffDay) => ({ name: 'x', date: '2026-02-14', isOffDay }));
    expect(read(JSON.stringify({ days })).days).toEqual([{ date: '2026-02-14', name: 'x', working: true }]);
  });
});

test.each([
  '',
  'hello',
  '{',
  '{"days":[{"name":"a","date":"2026-13-40","isOffDay":true}]}',
  '[]',
  'BEGIN:VCALENDAR',
  ics('UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=NEVER'),
])('no calendar of holidays: %j', (text) => {
  expect(readHolidayFile(text, FROM)).toEqual(UNREADABLE);
});

test('anything at all is an answer, never a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((s) => ics(s)),
        fc.json(),
      ),
      (text) => {
        const answer = readHolidayFile(text, FROM);
        return answer.ok || answer.error.code === 'holiday-file-unreadable' || answer.error.code === 'holiday-rule-refused';
      },
    ),
  );
});

describe('a rule that no holiday has is refused by its name, and not expanded', () => {
  const rule = (text: string, start = '20260101') => ics(`UID:1\r\nDTSTART;VALUE=DATE:${start}\r\nRRULE:${text}\r\nSUMMARY:x`);
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i).join(',');
  const everyDay = 'BYDAY=MO,TU,WE,TH,FR,SA,SU';
  test.each([
    ['BYHOUR', rule(`FREQ=YEARLY;${everyDay};BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`)],
    ['BYMINUTE', rule(`FREQ=YEARLY;BYMINUTE=${upTo(60)}`)],
    ['BYSECOND', rule(`FREQ=MONTHLY;BYSECOND=${upTo(60)}`)],
    ['BYHOUR', rule(`FREQ=YEARLY;COUNT=9999999999;BYHOUR=${upTo(24)}`)],
    ['COUNT', rule('FREQ=YEARLY;COUNT=401')],
    ['COUNT', rule(`FREQ=YEARLY;COUNT=999999999;${everyDay}`, '19000101')],
    ['INTERVAL', rule('FREQ=YEARLY;INTERVAL=999999999')],
    ['DTSTART', rule('FREQ=MONTHLY', '00010101')],
    ['DTSTART', rule('FREQ=YEARLY', '19691231')],
    // Folded in the middle of the name, and with a parameter.
    ['BYHOUR', ics('UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE;X-A=b:FREQ=YEARLY;BYH\r\n OUR=1,2\r\nSUMMARY:x')],
  ])('%s', (name, text) => {
    expect(readHolidayFile(text, FROM)).toEqual({ ok: false, error: { code: 'holiday-rule-refused', rule: name } });
  });

  test('one such rule among honest ones: nothing is taken', () => {
    const text = ics(
      'UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nSUMMARY:a',
      'UID:2\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=500\r\nSUMMARY:b',
    );
    expect(readHolidayFile(text, FROM)).toMatchObject({ ok: false });
  });

  test('an honest count, interval and old time zone are none of them', () => {
    const zone =
      'BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE';
    const event =
      'BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;INTERVAL=2;COUNT=400\r\nSUMMARY:x\r\nEND:VEVENT';
    expect(read(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${zone}\r\n${event}\r\nEND:VCALENDAR`).days.map((d) => d.date)).toEqual([
      '2026-05-01',
      '2028-05-01',
    ]);
  });
});
