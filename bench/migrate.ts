/**
 * How long does it take to bring an old database to the newest schema, with the copy that is made before?
 *
 *     npm run bench:migrate [-- --events 200000] [-- --json]
 *
 * A site of schema 240 with so many events of 100 people, half of them visits with the record of a decision (0.8 KB of JSON), in an encrypted file
 * in a throwaway folder; opened as the app opens it.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copiesOf } from '../src/storage/file/files.ts';
import { openDatabase, openDatabaseMeanwhile } from '../src/storage/file/open.ts';
import { MIGRATIONS } from '../src/storage/migrations/index.ts';
import { finish, machine, option, round, say, table } from '../tools/figures.ts';
import { value } from '../tools/value.ts';

const FROM = 240;
const PEOPLE = 100;
const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const log = { info: () => undefined, warn: () => undefined };
const events = option('events', 200_000);
const decision = JSON.stringify({ stage: 'vote', quality: 'x'.repeat(780), score: 0.5 });
const mb = (file: string): number => round(statSync(file).size / 1e6, 1);

const folder = mkdtempSync(join(tmpdir(), 'lintel-migrate-'));
try {
  say(machine());
  const file = join(folder, 'lintel.db');
  const old = value(
    openDatabase({ file, key: KEY, log, create: true, migrations: MIGRATIONS.filter(({ version }) => version <= FROM) }),
  );
  old.db.transaction(() => {
    for (let i = 1; i <= PEOPLE; i++)
      old.db.run(
        "INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES (:n, :n, :n, '', :n, 1)",
        { n: `Person ${i}` },
      );
    for (let i = 0; i < events; i++)
      old.db.run(
        `INSERT INTO events (kind, at, zone, offset_minutes, clock_jumped, person_id, name, employee_number, folded, direction, decision)
         VALUES ('recognised', :i, 'Asia/Shanghai', 480, 0, :p, :name, :p, :name, 'in', :decision)`,
        { i: i * 1000, p: (i % PEOPLE) + 1, name: `Person ${(i % PEOPLE) + 1}`, decision: i % 2 ? decision : null },
      );
  });
  old.close();
  const before = mb(file);
  const started = performance.now();
  const told: number[] = [];
  let longest = 0;
  let last = started;
  const opened = value(
    await openDatabaseMeanwhile({ file, key: KEY, log }, (done) => {
      told.push(done);
      const now = performance.now();
      if (told.length > 2) longest = Math.max(longest, now - last);
      last = now;
    }),
  );
  const seconds = round((performance.now() - started) / 1000);
  const kept = opened.db.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n;
  const after = opened.schemaVersion;
  opened.close();
  const copy = copiesOf(file)[0];
  if (kept !== events || copy === undefined) throw new Error(`${kept} of ${events} events are there, copy: ${copy}`);
  const result = {
    events,
    from: FROM,
    to: after,
    seconds,
    steps: told.length,
    longestPieceMs: round(longest, 0),
    mbBefore: before,
    mbCopy: mb(copy),
    mbAfter: mb(file),
  };
  finish(result, table(Object.keys(result), [Object.values(result)]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
