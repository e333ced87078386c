import { describe, expect, test } from 'vitest';
import { ics, read, told } from '../../../test/imports/read.ts';

const day = (date: string, title: string, ...more: readonly string[]) =>
  [`UID:${date}`, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${title}`, ...more].join('\n');
const dates = (text: string) => read(text).days.map((d) => d.date);

describe('what repeats', () => {
  test.each<[string, string, readonly string[]]>([
    ['a year', 'DTSTART;VALUE=DATE:16040704\nRRULE:FREQ=YEARLY', ['2026-07-04', '2027-07-04', '2028-07-04', '2029-07-04']],
    [
      'fourth Thursdays',
      'DTSTART;VALUE=DATE:19411127\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=88',
      ['2026-11-26', '2027-11-25', '2028-11-23'],
    ],
    ['leap days', 'DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY', ['2028-02-29']],
    ['days, bounded', 'DTSTART;VALUE=DATE:20260727\nRRULE:FREQ=DAILY;UNTIL=20260729', ['2026-07-27', '2026-07-28', '2026-07-29']],
    [
      'weekdays, counted',
      'DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR',
      ['2026-12-24', '2026-12-25', '2026-12-28'],
    ],
    [
      'further dates',
      'DTSTART;VALUE=DATE:20260214\nRDATE;VALUE=DATE:20260320,20260525',
      ['2026-02-14', '2026-03-20', '2026-05-25'],
    ],
    ['a period', 'DTSTART;VALUE=DATE:20260214\nRDATE;VALUE=PERIOD:20260320T000000/P1D', ['2026-02-14', '2026-03-20']],
    [
      'except, written as times',
      'DTSTART;VALUE=DATE:20250216\nRRULE:FREQ=YEARLY;COUNT=4\nEXDATE;TZID=W. Europe Standard Time:20270216T000000',
      ['2026-02-16', '2028-02-16'],
    ],
    [
      'except, in UTC',
      'DTSTART;VALUE=DATE:20250216\nRRULE:FREQ=YEARLY;COUNT=4\nEXDATE:20270215T160000Z',
      ['2026-02-16', '2028-02-16'],
    ],
    [
      'except by a rule',
      'DTSTART;VALUE=DATE:20260216\nRRULE:FREQ=YEARLY;COUNT=4\nEXRULE:FREQ=YEARLY;INTERVAL=2',
      ['2027-02-16', '2029-02-16'],
    ],
    [
      'until a midnight in UTC',
      'DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;UNTIL=20280101T000000Z',
      ['2026-01-01', '2027-01-01', '2028-01-01'],
    ],
    ['an hour that changes nothing', 'DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;COUNT=1;BYHOUR=0', ['2026-01-01']],
    [
      'a span over New Year',
      'DTSTART;VALUE=DATE:20201230\nDTEND;VALUE=DATE:20210102\nRRULE:FREQ=YEARLY;UNTIL=20261230',
      ['2026-01-01', '2026-12-30', '2026-12-31', '2027-01-01'],
    ],
    [
      'Mondays and the last Friday of a month',
      'DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=MONTHLY;BYDAY=MO,-1FR;UNTIL=20260131',
      ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-01-30'],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(dates(ics(`UID:1\n${lines}\nSUMMARY:Closed`))).toEqual(expected);
  });

  test('one moved, one cancelled, by entries of their own', () => {
    const series = day('20250216', 'Firm day, closed', 'RRULE:FREQ=YEARLY;COUNT=5').replace('UID:20250216', 'UID:s');
    const moved =
      'UID:s\nRECURRENCE-ID;TZID=W. Europe Standard Time:20270216T000000\nDTSTART;VALUE=DATE:20270217\nSUMMARY:Firm day, closed';
    const gone = 'UID:s\nRECURRENCE-ID;VALUE=DATE:20280216\nDTSTART;VALUE=DATE:20280216\nSTATUS:CANCELLED\nSUMMARY:Firm day';
    const file = read(ics(moved, series, gone));
    expect(told(file)).toEqual(['2026-02-16 off', '2027-02-17 off', '2029-02-16 off']);
    expect(file).toMatchObject({ entries: 3, taken: 2, leftOut: [{ at: 15, reason: 'cancelled' }] });
  });

  test('one and all after it, moved', () => {
    const series = 'UID:s\nDTSTART;VALUE=DATE:20260216\nRRULE:FREQ=YEARLY\nSUMMARY:Firm day';
    const later = 'UID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20280216\nDTSTART;VALUE=DATE:20280218\nSUMMARY:Firm day';
    expect(dates(ics(series, later))).toEqual(['2026-02-16', '2027-02-16', '2028-02-18', '2029-02-18']);
  });

  test('a first day that its own rule does not have is told, and not ticked', () => {
    const file = read(ics('UID:1\nDTSTART;VALUE=DATE:20260103\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO\nSUMMARY:Closed'));
    expect(told(file)).toEqual(['2026-01-03 unsure?', '2026-01-05 off', '2026-01-12 off']);
  });
});

describe('a rule that no holiday has is refused by its name, and not worked out', () => {
  const rule = (text: string, start = '20260101') => ics(`UID:1\nDTSTART;VALUE=DATE:${start}\nRRULE:${text}\nSUMMARY:x`);
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
    ['FREQ', rule('FREQ=SECONDLY;COUNT=10')],
    // Folded in the middle of the name, and with a parameter.
    ['BYHOUR', ics('UID:1\nDTSTART;VALUE=DATE:20260101\nRRULE;X-A="b:c":FREQ=YEARLY;BYH\n OUR=1,2\nSUMMARY:x')],
  ])('%s', (detail, text) => {
    expect(read(text)).toMatchObject({ days: [], leftOut: [{ at: 3, reason: 'rule-refused', detail }] });
  });

  test('an honest count, interval and old time zone are none of them', () => {
    const zone =
      'BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE';
    const event =
      'BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;INTERVAL=2;COUNT=400\r\nSUMMARY:x\r\nEND:VEVENT';
    expect(dates(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${zone}\r\n${event}\r\nEND:VCALENDAR`)).toEqual(['2026-05-01', '2028-05-01']);
  });
});
