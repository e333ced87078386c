/** Kinds of absence: leave, illness, trips, work outside. Those that Lintel brings have no name of their own: the dictionaries have it. */
import { ABSENCE_UNITS } from '../../domain/hours/requests.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { AbsenceKind, AbsenceKindFields } from '../../shared/hours.ts';
import { sameKey } from '../../domain/text.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

type Row = Omit<AbsenceKind, 'paid' | 'present' | 'used' | 'unit'> & {
  paid: number;
  present: number;
  used: number;
  unit: string;
};

export function absenceKinds(db: ReadableDb): readonly AbsenceKind[] {
  return db
    .all<Row>('SELECT kind, name, paid, present, unit, used FROM absence_kinds ORDER BY position, kind')
    .map(({ paid, present, used, unit, ...row }) => ({
      ...row,
      paid: paid === 1,
      present: present === 1,
      used: used === 1,
      unit: ABSENCE_UNITS.find((u) => u === unit) ?? 'day',
    }));
}

/**
 * Of a kind that Lintel brings the name stays the dictionaries'. What was granted before keeps what it was granted as. Value: its key.
 * @param kind null = a new one. Errors: access-gone, access-name-taken.
 */
export function saveAbsenceKind(db: WritableDb, kind: string | null, fields: AbsenceKindFields): Result<string> {
  return guard(db, () => {
    const all = absenceKinds(db);
    const own = all.find((k) => k.kind === kind);
    if (kind !== null && !own) return err({ code: 'access-gone' });
    const named = kind === null || own?.name !== '';
    if (named && fields.name === '') return err({ code: 'bad-input', field: 'fields.name' });
    if (named && all.some((k) => k !== own && sameKey(k.name) === sameKey(fields.name)))
      return err({ code: 'access-name-taken', name: fields.name });
    const id = kind ?? `own-${all.length + 1}`;
    const { paid, present, unit, used } = fields;
    db.run(
      `INSERT INTO absence_kinds (kind, name, paid, present, unit, used, position)
       VALUES (:id, :name, :paid, :present, :unit, :used, (SELECT max(position) + 1 FROM absence_kinds))
       ON CONFLICT (kind) DO UPDATE SET name = :name, paid = :paid, present = :present, unit = :unit, used = :used`,
      { id, name: named ? fields.name : '', paid: paid ? 1 : 0, present: present ? 1 : 0, unit, used: used ? 1 : 0 },
    );
    return ok(id);
  });
}
