/** Templates, ids in other programs, schedules and runs of files of hours. Each function is one transaction. */
import { z } from 'zod';
import type { Day } from '../../domain/hours/days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { ExportTemplate, LEFT_OUT, PLAIN, type ExportRun, type ExportSchedule } from '../../shared/exports.ts';
import { parseJson } from '../../shared/parse.ts';
import { putNamed } from '../access/edit.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type OwnTemplate = { readonly id: number; readonly template: ExportTemplate };

/** Templates that were saved before there were several sheets are of one. */
const Stored = z.preprocess((body) => {
  const { sheet, sheets, further } = PLAIN;
  return typeof body === 'object' ? { sheet, sheets, further, ...body } : body;
}, ExportTemplate);

/** By name. What another version wrote and this one cannot read is named. */
export function ownTemplates(db: ReadableDb): {
  readonly templates: readonly OwnTemplate[];
  readonly unreadable: readonly string[];
} {
  const unreadable: string[] = [];
  const templates = db
    .all<{ id: number; name: string; body: string }>('SELECT id, name, body FROM export_templates ORDER BY name_key')
    .flatMap(({ id, name, body }): OwnTemplate[] => {
      const parsed = parseJson(Stored, body);
      if (!parsed.ok) unreadable.push(name);
      return parsed.ok ? [{ id, template: { ...parsed.value, name } }] : [];
    });
  return { templates, unreadable };
}

/** Value: its id. Errors: access-gone, access-name-taken. */
export function saveTemplate(db: WritableDb, id: number | null, template: ExportTemplate): Result<number> {
  return guard(db, () => putNamed(db, 'export_templates', id, template.name, { body: JSON.stringify(template) }));
}

/** What was to be made with it by itself is not made any more; runs stay. Errors: access-gone. */
export function deleteTemplate(db: WritableDb, id: number): Result<null> {
  return guard(db, () => {
    db.run('DELETE FROM export_schedules WHERE template = :key', { key: ownKey(id) });
    return db.run('DELETE FROM export_templates WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null);
  });
}

/** What a run or a schedule calls one of the administrator's own. */
export const ownKey = (id: number): string => `own:${id}`;

/** Person → what that program calls them. */
export function exportIds(db: ReadableDb, program: string): ReadonlyMap<number, string> {
  const rows = db.all<{ personId: number; id: string }>(
    'SELECT person_id AS personId, id FROM export_ids WHERE program = :program',
    { program },
  );
  return new Map(rows.map(({ personId, id }) => [personId, id]));
}

/** '' takes one away. Errors: person-gone. */
export function saveExportIds(
  db: WritableDb,
  program: string,
  ids: readonly { readonly personId: number; readonly id: string }[],
): Result<null> {
  return guard(db, () => {
    for (const { personId, id } of ids) {
      db.run('DELETE FROM export_ids WHERE program = :program AND person_id = :personId', { program, personId });
      if (id === '') continue;
      if (db.get('SELECT 1 FROM people WHERE id = :personId AND deleted_at IS NULL', { personId }) === undefined)
        return err({ code: 'person-gone' });
      db.run('INSERT INTO export_ids (program, person_id, id) VALUES (:program, :personId, :id)', { program, personId, id });
    }
    return ok(null);
  });
}

const Left = z.array(z.strictObject({ why: z.enum(LEFT_OUT), count: z.int() }));
type RunRow = Omit<ExportRun, 'leftOut'> & { readonly leftOut: string };

const RUNS = `SELECT id, at, made_by AS "by", template, name, schedule_id AS scheduleId, from_day AS "from", to_day AS "to", zone, path, people, row_count AS "rows",
  left_out AS leftOut, bytes, hash, problem FROM export_runs`;

const runOf = (row: RunRow): ExportRun => {
  const left = parseJson(Left, row.leftOut);
  return { ...row, leftOut: left.ok ? left.value : [] };
};

/** The newest first. */
export function exportRuns(db: ReadableDb, limit: number): readonly ExportRun[] {
  return db.all<RunRow>(`${RUNS} ORDER BY id DESC LIMIT :limit`, { limit }).map(runOf);
}

/** Of a schedule's period, the newest first. */
export function runsOfSchedule(db: ReadableDb, scheduleId: number, from: Day): readonly ExportRun[] {
  return db
    .all<RunRow>(`${RUNS} WHERE schedule_id = :scheduleId AND from_day = :from ORDER BY id DESC`, { scheduleId, from })
    .map(runOf);
}

export function insertRun(db: WritableDb, run: Omit<ExportRun, 'id'>): Result<number> {
  const { scheduleId, leftOut, ...rest } = run;
  return guard(db, () =>
    ok(
      db.run(
        `INSERT INTO export_runs (at, made_by, template, name, schedule_id, from_day, to_day, zone, path, people, row_count, left_out, bytes, hash, problem)
         VALUES (:at, :by, :template, :name, :scheduleId, :from, :to, :zone, :path, :people, :rows, :leftOut, :bytes, :hash, :problem)`,
        { ...rest, scheduleId, leftOut: JSON.stringify(leftOut.map(({ why, count }) => ({ why, count }))) },
      ).lastInsertRowid,
    ),
  );
}

export function schedules(db: ReadableDb): readonly ExportSchedule[] {
  return db.all<ExportSchedule>(
    'SELECT id, template, folder, department, day, minute, done_until AS doneUntil FROM export_schedules ORDER BY id',
  );
}

/** Value: its id. Errors: access-gone. */
export function saveSchedule(db: WritableDb, id: number | null, fields: Omit<ExportSchedule, 'id'>): Result<number> {
  const { template, folder, department, day, minute, doneUntil } = fields;
  const values = { template, folder, department, day, minute, doneUntil };
  return guard(db, () => {
    if (id === null)
      return ok(
        db.run(
          `INSERT INTO export_schedules (template, folder, department, day, minute, done_until)
           VALUES (:template, :folder, :department, :day, :minute, :doneUntil)`,
          values,
        ).lastInsertRowid,
      );
    const { changes } = db.run(
      `UPDATE export_schedules SET template = :template, folder = :folder, department = :department, day = :day, minute = :minute,
         done_until = :doneUntil WHERE id = :id`,
      { ...values, id },
    );
    return changes === 0 ? err({ code: 'access-gone' }) : ok(id);
  });
}

/** The file of that month is made, and nothing else of the schedule is touched. One that was deleted meanwhile has nothing to remember. */
export function scheduleDone(db: WritableDb, id: number, month: Day): Result<null> {
  return guard(db, () => {
    db.run('UPDATE export_schedules SET done_until = max(done_until, :month) WHERE id = :id', { id, month });
    return ok(null);
  });
}

/** Errors: access-gone. */
export function deleteSchedule(db: WritableDb, id: number): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM export_schedules WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null),
  );
}
