import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { event, openTemp, value } from '../storage/support.ts';
import { appendEvent, EVERY_EVENT, iterateEvents } from '../../src/storage/log/events.ts';
import { csvChunks } from '../../src/exports/csv.ts';
import { LOG_COLUMNS, logTable } from '../../src/exports/log-table.ts';
import { EVENT_KINDS, EVENT_REASONS } from '../../src/domain/log/events.ts';
import { wordsOf, type Words } from '../../src/words/index.ts';
import { insertPerson } from '../../src/storage/people/people.ts';

const each = <K extends string>(keys: readonly K[], word: (key: K) => string) =>
  Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<K, string>;
const words: Words = {
  kinds: each(EVENT_KINDS, (kind) => `种类 ${kind}`),
  reasons: each(Object.values(EVENT_REASONS).flat(), (reason) => `原因 ${reason}`),
  unknownReason: '不认识 {{reason}}',
  hoursFile: wordsOf('zh-CN').hoursFile,
  logFile: {
    sheet: '记录',
    columns: each(LOG_COLUMNS, (c) => `列-${c}`),
    directions: { in: '上班', out: '下班' },
    yes: '是',
    clock: {
      wrong: '有误',
      changed: '被改动',
      forward: (days, by) => `快 ${days} ${by}`,
      back: (days, by) => `慢 ${days} ${by}`,
    },
  },
};

test('the log as a file: local date and time by the stored offset, words of the caller, formulas disarmed', () => {
  const { db } = openTemp();
  const at = Date.UTC(2026, 10, 24, 23, 5, 9, 120);
  const person = value(insertPerson(db, { employeeNumber: '=1+1', name: '王伟', department: '' }, at));
  const punch = value(appendEvent(db, event({ kind: 'recognised', personId: person, direction: 'in', at, score: 0.712_345 })));
  value(
    appendEvent(
      db,
      event({ kind: 'retracted', personId: person, about: punch, reason: 'not-me', at: at + 1000, clockJumped: true }),
    ),
  );
  value(appendEvent(db, event({ kind: 'system', at, timeZone: 'America/St_Johns', offsetMinutes: -210 })));
  const text = [...csvChunks(logTable(iterateEvents(db, EVERY_EVENT), words))].join('');
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: (names: string[]) => names.map((n) => n.slice(2)) });
  expect(rows[0]).toEqual({
    id: String(punch),
    date: '2026-11-25',
    time: '07:05:09',
    timeZone: 'Asia/Shanghai',
    utc: '2026-11-24T23:05:09.120Z',
    kind: '种类 recognised',
    employeeNumber: "'=1+1",
    name: '王伟',
    direction: '上班',
    reason: '',
    score: '0.7123',
    about: '',
    retracted: '是',
    more: '',
    clock: '',
  });
  expect(rows[1]).toMatchObject({ about: String(punch), reason: '原因 not-me', retracted: '', clock: '被改动' });
  expect(rows[2]).toMatchObject({ date: '2026-11-24', time: '19:35:09', name: '', direction: '' });
});

test('what the clock did before a row stands in it; an instant of no calendar leaves date and time empty', () => {
  const { db } = openTemp();
  db.run(
    'INSERT INTO boots (base_ms, credited_ms, anchor_wall, anchor_uptime, seen_wall, seen_uptime) VALUES (0, 0, 0, 0, 0, 0)',
  );
  const row = (at: number, stepMs: number | null, wrong: boolean) =>
    value(appendEvent(db, event({ at, clockJumped: wrong || stepMs !== null, stamp: { boot: 1, uptime: 1, stepMs, wrong } })));
  row(0, -86_400_000 * 20_000, true);
  row(1_795_500_000_000, 5_340_000, false);
  row(1_795_500_000_000, -90_061_000, false);
  row(1_795_500_000_000, null, false);
  row(Number.MAX_SAFE_INTEGER, null, true);
  row(8.64e15, null, true);
  const text = [...csvChunks(logTable(iterateEvents(db, EVERY_EVENT), words))].join('');
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: (names: string[]) => names.map((n) => n.slice(2)) });
  expect(rows.map((r) => r['clock'])).toEqual(['有误', '快 0 1:29:00', '慢 1 1:01:01', '', '有误', '有误']);
  expect(rows[0]).toMatchObject({ date: '1970-01-01', time: '08:00:00', utc: '1970-01-01T00:00:00.000Z' });
  expect(rows[4]).toMatchObject({ date: '', time: '', utc: '' });
  expect(rows[5]).toMatchObject({ date: '', utc: "'+275760-09-13T00:00:00.000Z" });
});

test.each(['en', 'zh-CN'] as const)('a row of each reason says it in words, in %s, and names no code', (language) => {
  const { db } = openTemp();
  const reasons = Object.values(EVENT_REASONS).flat();
  for (const reason of reasons) value(appendEvent(db, event({ reason })));
  value(appendEvent(db, event({ reason: 'from-tomorrow' })));
  const spoken = wordsOf(language);
  const rows: string[][] = parse([...csvChunks(logTable(iterateEvents(db, EVERY_EVENT), spoken))].join(''), { bom: true });
  const column = rows[0]!.indexOf(spoken.logFile.columns.reason);
  const said = rows.slice(1).map((row) => row[column]!);
  expect(said).toEqual([
    ...reasons.map((reason) => spoken.reasons[reason]),
    spoken.unknownReason.replace('{{reason}}', 'from-tomorrow'),
  ]);
  expect(said.filter((text) => (reasons as readonly string[]).includes(text))).toEqual([]);
});
