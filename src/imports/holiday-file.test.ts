import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../test/imports/encode.ts';
import { BERLIN, CHINA, FROM, ics, left, read, told } from '../../test/imports/read.ts';
import { readHolidayFile } from './holiday-file.ts';

const UNREADABLE = { ok: false, error: { code: 'holiday-file-unreadable' } };
const answer = (text: string) => readHolidayFile(Buffer.from(text), { from: FROM, site: CHINA, encoding: null });
const day = (date: string, title: string, ...more: readonly string[]) =>
  [`UID:${date}`, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${title}`, ...more].join('\n');
const dates = (text: string | Uint8Array) => read(text).days.map((d) => d.date);
const GOOD = day('20260704', 'Independence Day holiday');

describe('whole days', () => {
  test('the end is the day after the last, whatever the zone of this process', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Apia', 'America/Sao_Paulo']) {
        process.env['TZ'] = zone;
        expect(told(read(ics(day('20260101', '元旦放假', 'DTEND;VALUE=DATE:20260104'))))).toEqual([
          '2026-01-01 off',
          '2026-01-02 off',
          '2026-01-03 off',
        ]);
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  test.each([
    ['no end', 'DTSTART;VALUE=DATE:20261225'],
    ['an end that is the day itself', 'DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225'],
    ['an end with a time, of the same day', 'DTSTART;VALUE=DATE:20261225\nDTEND:20261225T040001Z'],
    ['no VALUE', 'DTSTART:20261225\nDTEND:20261226'],
    ['lower case', 'dtstart;value=date:20261225'],
    ['hyphens', 'DTSTART;VALUE=DATE:2026-12-25'],
    ['a zone on a date', 'DTSTART;TZID="America/New_York";VALUE=DATE:20261225'],
    ['a duration', 'DTSTART;VALUE=DATE:20261225\nDURATION:P1D'],
    ['midnights', 'DTSTART:20261225T000000\nDTEND:20261226T000000'],
    [
      'midnights of a zone of Windows',
      'DTSTART;TZID=China Standard Time:20261225T000000\nDTEND;TZID=China Standard Time:20261226T000000',
    ],
    ['midnights of this site in UTC', 'DTSTART:20261224T160000Z\nDTEND:20261225T160000Z'],
    ['to the last minute', 'DTSTART:20261225T000000\nDTEND:20261225T235900'],
    ['midnight and a day long', 'DTSTART:20261225T000000\nDURATION:PT24H'],
    [
      "another zone's midnights in UTC that say of themselves that they are a day",
      'DTSTART:20261224T230000Z\nDTEND:20261225T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    ],
  ])('%s', (_how, lines) => {
    expect(told(read(ics(`UID:1\n${lines}\nSUMMARY:Christmas holiday`)))).toEqual(['2026-12-25 off']);
  });

  test('midnights in UTC of a zone that nobody named are told, and not ticked', () => {
    const berlin = ics('UID:1\nDTSTART:20261224T230000Z\nDTEND:20261225T230000Z\nSUMMARY:Christmas holiday');
    expect(told(read(berlin))).toEqual(['2026-12-25 unsure?']);
    expect(told(read(berlin, { site: BERLIN }))).toEqual(['2026-12-25 off']);
    expect(told(read(berlin.replace('VERSION:2.0', 'X-WR-TIMEZONE:Europe/Berlin')))).toEqual(['2026-12-25 off']);
  });

  test('in any zone, its midnights in UTC are its days', () => {
    const zones = ['Asia/Kolkata', 'America/New_York', 'Pacific/Auckland', 'Europe/Lisbon', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 364 }),
        fc.integer({ min: 1, max: 9 }),
        (zone, from, n) => {
          const first = Temporal.PlainDate.from('2026-02-01').add({ days: from });
          const utc = (d: Temporal.PlainDate) =>
            `${d.toZonedDateTime(zone).withTimeZone('UTC').toPlainDateTime().toString().replace(/[-:]/g, '').padEnd(15, '0')}Z`;
          const text = ics(`UID:1\nDTSTART:${utc(first)}\nDTEND:${utc(first.add({ days: n }))}\nSUMMARY:Closed`);
          const expected = Array.from({ length: n }, (_, i) => `${first.add({ days: i }).toString()} off`);
          expect(told(read(text, { site: { language: 'en', timeZone: zone } }))).toEqual(expected);
        },
      ),
    );
  });
});

describe('times of day', () => {
  test('make-up working days are working days, though they have hours and are TENTATIVE', () => {
    const file = read(
      ics(
        'UID:1\nDTSTART:20270131T090000\nDTEND:20270131T180000\nSTATUS:TENTATIVE\nSUMMARY:春节 补班 第1天/共2天\nBEGIN:VALARM\nTRIGGER:-PT60M\nEND:VALARM',
      ),
    );
    expect(file.days).toMatchObject([{ date: '2027-01-31', kind: 'working-day', sort: 'working-day', tick: true, at: [3] }]);
    expect(file.leftOut).toEqual([]);
  });

  test.each([
    ['SUMMARY:Working day\nDTEND:20270131T180000', ['2027-01-31 working-day']],
    ['SUMMARY:Working day\nDTEND:20270131T100000', ['2027-01-31 unsure?']],
    ['SUMMARY:Early closing\nDTEND:20270131T180000', ['2027-01-31 half?']],
    ['SUMMARY:放假\nDTEND:20270131T180000', ['2027-01-31 half?']],
    ['SUMMARY:Meeting\nDTEND:20270131T100000', []],
  ])('%s', (lines, expected) => {
    expect(told(read(ics(`UID:1\nDTSTART:20270131T090000\n${lines}`)))).toEqual(expected);
  });
});

describe('entries = taken + left out, each with its line and reason', () => {
  test('two of one UID are two', () => {
    const text = ics('UID:b\nDTSTART;VALUE=DATE:20260920\nSUMMARY:上班', 'UID:b\nDTSTART;VALUE=DATE:20261010\nSUMMARY:上班');
    expect(told(read(text))).toEqual(['2026-09-20 working-day', '2026-10-10 working-day']);
  });

  test('of two versions the newer one counts, and the older one is named', () => {
    const version = (n: number, date: string) => `UID:b\nSEQUENCE:${n}\nDTSTART;VALUE=DATE:${date}\nSUMMARY:Closed`;
    const file = read(ics(version(1, '20260920'), version(0, '20260919')));
    expect(told(file)).toEqual(['2026-09-20 off']);
    expect(left(file)).toEqual(['line 9 replaced']);
  });

  test.each([
    ['RRULE:TZID=Europe/Paris:20151030T190000,20151127T190000', 'rule-unreadable'],
    ['RRULE:FREQ=NEVER', 'rule-unreadable'],
    ['RRULE:FREQ=YEARLY;BYEASTER=0', 'rule-unreadable'],
    ['RRULE:FREQ=YEARLY;BYMONTH=13', 'rule-unreadable'],
    ['RRULE:FREQ=YEARLY;UNTIL=soon', 'rule-unreadable'],
    ['RRULE:YD1 #0', 'rule-unreadable'],
    ['RRULE;X-BUSYMAC-REGENERATE=TRASH:FREQ=WEEKLY;BYDAY=MO', 'rule-endless'],
    ['RRULE:FREQ=DAILY', 'rule-endless'],
    ['RRULE:FREQ=SECONDLY', 'rule-refused'],
    ['DTSTART;VALUE=DATE:20260102', 'two-starts'],
    ['DTEND;VALUE=DATE:20251231', 'ends-before'],
    ['DTEND;VALUE=DATE:20991231', 'too-long'],
    ['DTEND;VALUE=DATE:20260230', 'bad-date'],
    ['RDATE;VALUE=DATE:20260101,soon', 'bad-date'],
    ['STATUS:CANCELLED', 'cancelled'],
    ['EXDATE;VALUE=DATE:20260101', 'every-date-excepted'],
  ])('%s spoils its own entry alone', (line, reason) => {
    const file = read(
      ics(GOOD, `UID:x\nSUMMARY:bad\nDTSTART;VALUE=DATE:20260101\n${line}`, day('20261225', 'Christmas holiday')),
    );
    expect(told(file)).toEqual(['2026-07-04 off', '2026-12-25 off']);
    expect(file).toMatchObject({ entries: 3, taken: 2, leftOut: [{ at: 8, name: 'bad', reason }] });
  });

  test.each([
    ['UID:1\nSUMMARY:none', 'no-date'],
    ['UID:1\nDTSTART:bad\nRRULE:FREQ=YEARLY', 'bad-date'],
    ['UID:1\nDTSTART;VALUE=DATE:2026', 'bad-date'],
    ['UID:1\nDTSTART;VALUE=DATE:20250101', 'past'],
    ['UID:1\nDTSTART:20230105T191500Z\nRRULE:FREQ=WEEKLY;INTERVAL=1', 'rule-endless'],
    ['UID:1\nDTSTART:20260102T090000Z\nSUMMARY:meeting', 'time-of-day'],
  ])('%s', (lines, reason) => {
    expect(left(read(ics(GOOD, lines)))).toEqual([`line 8 ${reason}`]);
  });

  test('tasks, an entry without an end, and the one that a cut-off file ends in', () => {
    const text = ics(GOOD).replace(
      'END:VCALENDAR',
      'BEGIN:VTODO\r\nSUMMARY:t\r\nEND:VTODO\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nBEGIN:VEVENT\r\nDTSTART:2026',
    );
    expect(left(read(text))).toEqual(['line 8 not-an-event', 'line 11 cut-off', 'line 13 cut-off']);
  });

  test('a single day of any later year is taken: only what repeats is written out for some years', () => {
    expect(told(read(ics(day('20991225', 'Christmas holiday'))))).toEqual(['2099-12-25 off']);
  });

  test('an empty rule is no rule; one with what only its maker knows is one', () => {
    expect(dates(ics(day('20261126', 'Thanksgiving', 'RRULE:')))).toEqual(['2026-11-26']);
    expect(dates(ics(day('20260501', 'May Day', 'RRULE:FREQ=YEARLY;COUNT=2;X-EVOLUTION-ENDDATE=20270501T000000Z')))).toEqual([
      '2026-05-01',
      '2027-05-01',
    ]);
  });
});

describe('what its maker says', () => {
  test('Apple’s marks decide, and what has none is not ticked beside them', () => {
    const file = read(
      ics(
        day('20270205', '春节（休）', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY'),
        day('20270213', '班｜春节', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
        day('20270214', '劳动节', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'),
        day('20270204', '立春'),
        day('20270101', '元旦'),
      ),
    );
    expect(told(file)).toEqual([
      '2027-01-01 unsure?',
      '2027-02-04 unsure?',
      '2027-02-05 statutory',
      '2027-02-13 working-day',
      '2027-02-14 working-day',
    ]);
  });

  test.each([
    ['DESCRIPTION:Public holiday', 'statutory'],
    ['DESCRIPTION:Observance\\nTo hide observances\\, go to Google Calendar Settings', 'unsure?'],
    ['DESCRIPTION:祭日\\n祭日を非表示にするには、Google カレンダーの [設定]', 'unsure?'],
    ['DESCRIPTION:Gesetzlicher Feiertag', 'statutory'],
    ['DESCRIPTION:Public holiday in Alabama\\, Florida', 'unsure?'],
    ['DESCRIPTION:Not A Public Holiday', 'unsure?'],
    ['CATEGORIES:Holiday', 'off'],
    ['CATEGORIES:补班\nDESCRIPTION:4月26日上班', 'working-day'],
    ['CATEGORIES:Holiday,补班', 'unsure?'],
    ['CATEGORIES:调休', 'unsure?'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'off'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE', 'unsure?'],
    ['STATUS:TENTATIVE', 'unsure?'],
    ['DESCRIPTION:5月9日上班', 'unsure?'],
    ['STATUS:CONFIRMED\nTRANSP:TRANSPARENT\nCLASS:PUBLIC', 'unsure?'],
    ['', 'unsure?'],
  ])('%s', (lines, expected) => {
    expect(told(read(ics(day('20270501', '劳动节', lines))))).toEqual([`2027-05-01 ${expected}`]);
  });

  test('a mark and a title that say different things are not sure', () => {
    expect(told(read(ics(day('20270501', '劳动节补班', 'DESCRIPTION:Public holiday'))))).toEqual(['2027-05-01 unsure?']);
  });

  test.each(['', 'SUMMARY:', 'SUMMARY;A="b:Closed', 'SUMMARY:Closed\nSTATUS;A="b:CANCELLED', 'SUMMARY:Closed \uFFFD'])(
    'what cannot be read of it is not sure: %j',
    (lines) => {
      expect(told(read(ics(`UID:1\nDTSTART;VALUE=DATE:20270501\n${lines}`)))).toEqual(['2027-05-01 unsure?']);
    },
  );

  test('a calendar that cancels takes nothing', () => {
    expect(left(read(ics(GOOD).replace('VERSION:2.0', 'METHOD:CANCEL')))).toEqual(['line 3 cancelled']);
  });

  test('two entries that say different things of one day are not sure; an observance takes nothing from a holiday', () => {
    expect(told(read(ics(day('20270501', '劳动节'), day('20270501', '上班'))))).toEqual(['2027-05-01 unsure?']);
    const both = read(ics(day('20260404', '清明节放假'), day('20260404', '寒食')));
    expect(both.days).toMatchObject([{ sort: 'off', tick: true, name: '清明节放假 / 寒食', at: [3, 8] }]);
  });
});

describe('bytes and lines', () => {
  const text = ics(day('20260217', '春节放假'), day('20260214', '春节补班'));
  const expected = ['2026-02-14 working-day', '2026-02-17 off'];
  test.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const)('%s', (encoding) => {
    const file = read(createEncoder(encoding)(text));
    expect(file.text).toMatchObject({ encoding, unreadable: 0 });
    expect(told(file)).toEqual(expected);
  });

  test('in an encoding that this site would not write, what its words do not say is not ticked', () => {
    const untold = ics(day('20260217', '春节'), day('20260214', '春节补班'));
    const file = read(createEncoder('gb18030')(untold), { site: BERLIN });
    expect(told(file)).toEqual(['2026-02-14 working-day', '2026-02-17 unsure?']);
    expect(file.days[1]?.ground).toBe('garbled');
    expect(read(createEncoder('gb18030')(untold)).days[1]?.ground).toBe('whole-day');
  });

  test('another one can be chosen; what cannot be read is counted and never ticked', () => {
    const bytes = createEncoder('gb18030')(text);
    expect(read(bytes, { encoding: 'gb18030', site: BERLIN }).text).toMatchObject({ by: 'person' });
    const wrong = read(bytes, { encoding: 'utf-8' });
    expect(wrong.text.unreadable).toBeGreaterThan(5);
    expect(told(wrong)).toEqual(['2026-02-14 unsure?', '2026-02-17 unsure?']);
  });

  test.each(['\r\n', '\n', '\r'])('lines that end with %j, and blank ones before', (end) => {
    expect(told(read(`${end}${end}${text.replaceAll('\r\n', end)}`))).toEqual(expected);
  });

  test('folded within a character, at every byte', () => {
    const bytes = Buffer.from(ics(day('20260214', '春节补班😀')));
    const from = bytes.indexOf('SUMMARY:') + 8;
    for (let i = from; i < from + 16; i++) {
      const folded = Buffer.concat([bytes.subarray(0, i), Buffer.from('\r\n '), bytes.subarray(i)]);
      expect(read(folded).days).toMatchObject([{ name: '春节补班😀', sort: 'working-day' }]);
    }
  });

  test('vCalendar 1.0: quoted-printable over two lines, in the charset that it names', () => {
    const vcs =
      'BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20260217T000000\nDTEND:20260218T000000\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=GBK:=B4=BA=\n=BD=DA\nEND:VEVENT\nEND:VCALENDAR';
    expect(read(vcs).days).toMatchObject([{ date: '2026-02-17', name: '春节' }]);
  });

  test('a name is cut between characters, and never within one', () => {
    for (const n of [56, 57, 58, 59, 60]) {
      const name = read(ics(day('20261225', `${'x'.repeat(n)}👨‍👩‍👧 tree`))).days[0]?.name ?? '';
      expect(name.length).toBeLessThanOrEqual(60);
      expect(name).toBe('x'.repeat(n));
    }
  });
});

describe('holiday-cn', () => {
  test('isOffDay says which days are worked, with or without the object around', () => {
    const days = [
      { name: '春节', date: '2026-02-17', isOffDay: true },
      { name: '春节', date: '2026-02-14', isOffDay: false },
    ];
    const expected = [
      { date: '2026-02-14', name: '春节', kind: 'working-day', tick: true },
      { date: '2026-02-17', name: '春节', kind: 'statutory', tick: true },
    ];
    expect(read(JSON.stringify({ $schema: 'x', year: 2026, papers: [], days })).days).toMatchObject(expected);
    expect(read(`\uFEFF${JSON.stringify(days)}`).days).toMatchObject(expected);
  });

  test('of the nine days of 春节 four are statutory, as the law has them, whatever they are called', () => {
    const days = Array.from({ length: 9 }, (_, i) => ({ name: '春节', date: `2026-02-${15 + i}`, isOffDay: true }));
    const kinds = read(JSON.stringify({ year: 2026, days })).days.map((d) => [d.date.slice(8), d.kind]);
    expect(kinds.filter(([, kind]) => kind === 'statutory').map(([date]) => date)).toEqual(['16', '17', '18', '19']);
    expect(new Set(kinds.map(([, kind]) => kind))).toEqual(new Set(['off', 'statutory']));
    // A working day on such a date stays one, and of a year that the table does not know nothing is said.
    const odd = [
      { name: 'x', date: '2026-10-01', isOffDay: false },
      { name: 'x', date: '2051-10-01', isOffDay: true },
    ];
    expect(read(JSON.stringify(odd)).days.map((d) => d.kind)).toEqual(['working-day', 'off']);
  });

  test('a file of a year without days says that nothing is announced, and never that there are no holidays', () => {
    expect(answer(JSON.stringify({ year: 2027, papers: [], days: [] }))).toEqual({
      ok: false,
      error: { code: 'holidays-not-announced', year: '2027' },
    });
  });

  test('one day that is both is not sure', () => {
    const days = [true, false, true].map((isOffDay) => ({ name: 'x', date: '2026-02-14', isOffDay }));
    expect(read(JSON.stringify({ days })).days).toMatchObject([
      { kind: 'working-day', sort: 'unsure', tick: false, at: [1, 2, 3] },
    ]);
  });

  test('one bad day spoils itself alone', () => {
    const days = [{ name: 'a', date: '2026-13-40', isOffDay: true }, { name: 'b', date: '2026-05-01', isOffDay: true }, null];
    expect(read(JSON.stringify({ days }))).toMatchObject({
      entries: 3,
      taken: 1,
      leftOut: [
        { at: 1, name: 'a', reason: 'bad-date' },
        { at: 3, name: '', reason: 'bad-date' },
      ],
    });
  });
});

test.each(['', 'hello', '{', '{"days":[{"name":"a","date":"2026-13-40","isOffDay":true}]}', '[]', 'BEGIN:VCALENDAR', '<html>'])(
  'no calendar of holidays: %j',
  (text) => {
    expect(answer(text)).toEqual(UNREADABLE);
  },
);

test('anything at all is an answer, never a throw, and adds up', () => {
  const some = fc.oneof(
    fc.string(),
    fc.string().map((s) => ics(s)),
    fc
      .string({
        unit: fc.constantFrom(
          'BEGIN:VEVENT\r\n',
          'END:VEVENT\r\n',
          'DTSTART',
          ':',
          ';',
          '2026',
          '0101',
          '\r\n',
          ' ',
          'RRULE:FREQ=',
          'YEARLY',
          '"',
        ),
      })
      .map((s) => `BEGIN:VCALENDAR\r\n${s}`),
    fc.json(),
  );
  fc.assert(
    fc.property(some, (text) => {
      const said = answer(text);
      if (said.ok) expect(said.value.entries).toBe(said.value.taken + said.value.leftOut.length);
      else expect(['holiday-file-unreadable', 'import-too-much']).toContain(said.error.code);
    }),
  );
});
