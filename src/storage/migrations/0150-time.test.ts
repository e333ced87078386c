import { expect, test } from 'vitest';
import {
  event,
  KEY,
  MODEL,
  NOW,
  openTemp,
  plansOf,
  QUIET,
  random,
  tempFolder,
  unit,
  value,
} from '../../../test/storage/support.ts';
import { newestBoot } from '../site/boots.ts';
import { forgetProbes, PROBE_DAYS } from '../gallery/counter-examples.ts';
import { padStanding } from '../credentials/attempts.ts';
import { appendEvent, getEvent } from '../log/events.ts';
import { openDatabase } from '../file/open.ts';
import { retryAfterSeconds } from '../credentials/secrets.ts';
import { MIGRATIONS } from './index.ts';

const DAY = 86_400_000;

test('waits that ran begin anew, failures stay counted, and probes keep their age', () => {
  const folder = tempFolder();
  const before = value(
    openDatabase({
      file: `${folder}/lintel.db`,
      key: KEY,
      log: QUIET,
      create: true,
      migrations: MIGRATIONS.filter((m) => m.version < 150),
    }),
  );
  before.db.run(
    `INSERT INTO secrets (name, cost, block_size, parallel, salt, hash, failures, last_failure_at) VALUES ('kiosk-pin', 2, 8, 1, zeroblob(16), zeroblob(32), 9, :at)`,
    { at: NOW },
  );
  before.db.run(`INSERT INTO pin_attempts VALUES ('pad', 7, :at)`, { at: NOW });
  before.db.run(
    `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES ('1', '1', 'a', '', '', 1)`,
  );
  const probes: [id: number, at: number][] = [
    [1, NOW - 15 * DAY],
    [2, NOW - DAY],
    [3, NOW + 900 * DAY],
    [4, NOW],
  ];
  for (const [id, at] of probes) {
    before.db.run(
      `INSERT INTO events (id, kind, at, zone, offset_minutes, clock_jumped) VALUES (:id, 'system', :at, 'UTC', 0, 0)`,
      { id, at },
    );
    before.db.run(`INSERT INTO probes (event_id, person_id, model_id, embedding, at) VALUES (:id, 1, :model, :embedding, :at)`, {
      id,
      at,
      model: MODEL,
      embedding: new Uint8Array(
        unit(random(id))
          .map((v) => v * 100)
          .buffer.slice(0, 2048),
      ),
    });
  }
  before.close();

  const { db } = openTemp({ folder });
  expect(db.get('SELECT failures, last_failure_powered AS at FROM secrets')).toEqual({ failures: 9, at: 0 });
  expect([0, 480_000].map((now) => value(retryAfterSeconds(db, 'kiosk-pin', now)))).toEqual([80, 0]);
  expect(padStanding(db, 0)).toEqual({ kind: 'wait', ms: 120_000 });
  // The newest row says what time it was: two weeks old is gone, and a date that has not come counts from now.
  expect(value(forgetProbes(db, MODEL, 0))).toBe(1);
  expect(value(forgetProbes(db, MODEL, (PROBE_DAYS - 1) * DAY + 1))).toBe(1);
  expect(value(forgetProbes(db, MODEL, PROBE_DAYS * DAY + 1))).toBe(2);
});

test('an event points to its boot; older ones and those of no boot have none', () => {
  const { db } = openTemp();
  expect(newestBoot(db)).toBeNull();
  const stamp = { boot: 1, uptime: 5, stepMs: -90_000, wrong: true };
  expect(() => value(appendEvent(db, event({ stamp })))).toThrow(/FOREIGN KEY/);
  db.run(
    'INSERT INTO boots (base_ms, credited_ms, anchor_wall, anchor_uptime, seen_wall, seen_uptime) VALUES (0, 0, 0, 0, 0, 0)',
  );
  expect(getEvent(db, value(appendEvent(db, event({ stamp }))))).toMatchObject({ clockStepMs: -90_000, clockWrong: true });
  expect(getEvent(db, value(appendEvent(db, event())))).toMatchObject({ clockStepMs: null, clockWrong: false });
});

test('indexes are used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => newestBoot(w))).toBe('SCAN boots');
  expect(plansOf(db, (w) => forgetProbes(w, MODEL, NOW))).toContain(
    'SEARCH probes USING COVERING INDEX probes_kept (kept_elapsed<?)',
  );
});
