/** Whose hours a month has: who is there, who came later in it, and who left in it. */
import type { Day } from '../../domain/hours/days.ts';
import type { Worker } from '../../domain/hours/plan.ts';
import type { ZoneDays } from '../../domain/hours/zone-days.ts';
import type { ReadableDb } from '../file/db.ts';
import { likePattern } from '../file/fold.ts';
import { workerOf } from './month.ts';

export type HourPerson = {
  readonly id: number;
  readonly name: string;
  readonly employeeNumber: string;
  readonly department: string;
};

/** Chinese names by pinyin, numbers inside names by value. */
const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });

const COLUMNS = 'p.id, p.name, p.employee_number AS employeeNumber, p.department';

/** Of thousands it takes longer than reading them: only where they are shown in their order. */
export const inOrder = (people: readonly HourPerson[]): readonly HourPerson[] =>
  people.toSorted((a, b) => byName.compare(a.name, b.name) || byName.compare(a.employeeNumber, b.employeeNumber));

/**
 * In no order; whoever had not come by the end, or had left before the beginning, is not among them.
 * @param from first day @param to last day, inclusive @param search by name, number or department; '' = everybody
 * @param department null = every one; '' = people without
 */
export function hourPeople(
  db: ReadableDb,
  zone: ZoneDays,
  from: Day,
  to: Day,
  search = '',
  department: string | null = null,
): readonly HourPerson[] {
  const pattern = likePattern(search);
  return db.all<HourPerson>(
    `SELECT ${COLUMNS} FROM people p
     WHERE (p.deleted_at IS NULL AND p.enrolled_at < :end OR p.deleted_at >= :begin)
       ${pattern === null ? '' : "AND p.folded LIKE :pattern ESCAPE '\\'"}
       ${department === null ? '' : 'AND p.department = :department'}`,
    {
      begin: zone.bounds(from).from * 60_000,
      end: zone.bounds(to).to * 60_000,
      ...(pattern !== null && { pattern }),
      ...(department !== null && { department }),
    },
  );
}

/** Also of whoever left: their days stay. null = there is no such person. */
export function hourPerson(
  db: ReadableDb,
  zone: ZoneDays,
  personId: number,
): { readonly person: HourPerson; readonly worker: Worker } | null {
  const person = db.get<HourPerson>(`SELECT ${COLUMNS} FROM people p WHERE p.id = :personId`, { personId });
  const worker = workerOf(db, personId, zone);
  return person && worker ? { person, worker } : null;
}

/** Departments that anybody of the list, or of those who left since, is in; by name. '' = some are in none. */
export function departmentsOf(people: readonly HourPerson[]): readonly string[] {
  return [...new Set(people.map((p) => p.department))].toSorted((a, b) => byName.compare(a, b));
}
