/** Alarms of a wired door: rows over real SQLite, held-open by a real timer. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventId } from '../../src/domain/ids.ts';
import { createDoorAlarms, type DoorAlarms } from '../../src/main/doors/alarms.ts';
import { appendEvent, EVERY_EVENT, listEvents } from '../../src/storage/log/events.ts';
import { quiet } from '../fakes/app.ts';
import { event, openTemp, value } from '../storage/support.ts';

const DOOR = 4;
let now: number;
let emergency: boolean;
let alarms: DoorAlarms;
let rows: () => (readonly [string | null, number | null])[];

beforeEach(() => {
  vi.useFakeTimers();
  now = 1000;
  emergency = false;
  const { db } = openTemp();
  alarms = createDoorAlarms({
    heldOpenSeconds: (id) => (id === DOOR ? 30 : null),
    unlocked: () => emergency,
    record: ({ reason, about = null, doorId = null, kind }) => {
      const id = value(appendEvent(db, event({ kind, reason, about, doorId })));
      return { ok: true, value: { id } };
    },
    monotonic: () => now,
    log: quiet,
  });
  rows = () =>
    listEvents(db, EVERY_EVENT, null, 20)
      .rows.reverse()
      .map((r) => [r.reason, r.about]);
});
afterEach(() => {
  vi.useRealTimers();
});
const wait = (seconds: number): void => {
  now += seconds * 1000;
  vi.advanceTimersByTime(seconds * 1000);
};

test('forced open, and its end, which is about it', () => {
  alarms.contact(DOOR, false);
  alarms.contact(DOOR, true);
  wait(60);
  alarms.contact(DOOR, false);
  expect(rows()).toEqual([
    ['forced-open', null],
    ['forced-open-over', eventId(1)],
  ]);
});

test('held open, told once by the timer', () => {
  alarms.contact(DOOR, false);
  alarms.released(DOOR, 5000);
  alarms.contact(DOOR, true);
  wait(29.9);
  expect(rows()).toEqual([]);
  wait(0.1);
  expect(rows()).toEqual([['held-open', null]]);
  wait(300);
  alarms.contact(DOOR, false);
  wait(300);
  expect(rows()).toEqual([
    ['held-open', null],
    ['held-open-over', 1],
  ]);
});

test('in an emergency nothing; when it is over the time runs', () => {
  alarms.contact(DOOR, false);
  emergency = true;
  alarms.contact(DOOR, true);
  wait(120);
  expect(rows()).toEqual([]);
  emergency = false;
  wait(60);
  expect(rows()).toEqual([['held-open', null]]);
});

test('each door for itself; an alarm of one that is unwired has no end', () => {
  alarms.contact(DOOR, false);
  alarms.contact(9, false);
  alarms.released(9, 5000);
  alarms.contact(9, true);
  alarms.contact(DOOR, true);
  alarms.contact(DOOR, null);
  wait(600);
  expect(rows()).toEqual([['forced-open', null]]);
});
