/** Wired inputs of the fire panel. Passwords are read here by main alone; a view says only whether one is set. */
import { err, ok, type Result } from '../../domain/result.ts';
import { fireAddressOf, FireInputConfig, type FireInputFields, type FireInputView } from '../../shared/fire-inputs.ts';
import { parseJson } from '../../shared/parse.ts';
import { isThere, putNamed } from '../access/edit.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type StoredFireInput = {
  readonly id: number;
  readonly name: string;
  readonly doorId: number | null;
  readonly config: FireInputConfig;
  readonly password: string;
};
type Row = Omit<StoredFireInput, 'config'> & { readonly config: string };

const SELECT = 'SELECT id, name, door_id AS doorId, config, password FROM fire_inputs';

/** By name. One that this version does not know is left out: it would be watched by guesses. */
export function listFireInputs(db: ReadableDb): StoredFireInput[] {
  return db.all<Row>(`${SELECT} ORDER BY name_key`).flatMap((row) => parse(row) ?? []);
}

function parse(row: Row): StoredFireInput | null {
  const config = parseJson(FireInputConfig, row.config);
  return config.ok ? { ...row, config: config.value } : null;
}

export function viewOfFireInput({ id, name, doorId, config, password }: StoredFireInput): FireInputView {
  return { id, name, doorId, config, password: password !== '' };
}

const rowOf = (db: ReadableDb, id: number): Row | undefined => db.get<Row>(`${SELECT} WHERE id = :id`, { id });

/** What goes to the device: what was typed, or what is stored for its address. @param id null = a new one */
export function passwordOfFireInput(db: ReadableDb, id: number | null, config: FireInputConfig, given: string | null): string {
  if (config.kind === 'modbus') return '';
  if (given !== null) return given;
  const row = id === null ? undefined : rowOf(db, id);
  const before = row && parse(row);
  return before && fireAddressOf(before.config) === fireAddressOf(config) ? before.password : '';
}

/**
 * A stored password stays with the address it was given for. Errors: access-gone (the input, or its door), access-name-taken, the disk's.
 * @param id null = a new one @param given null = what is stored stays @param now ms since the epoch
 */
export function saveFireInput(
  db: WritableDb,
  id: number | null,
  { name, doorId, config }: FireInputFields,
  given: string | null,
  now: number,
): Result<StoredFireInput> {
  return guard(db, () => {
    if (doorId !== null && !isThere(db, 'doors', doorId)) return err({ code: 'access-gone' });
    if (id !== null && !rowOf(db, id)) return err({ code: 'access-gone' });
    const password = passwordOfFireInput(db, id, config, given);
    const put = putNamed(db, 'fire_inputs', id, name, {
      door_id: doorId,
      config: JSON.stringify(config),
      password,
      changed_at: Math.round(now),
    });
    return put.ok ? ok({ id: put.value, name, doorId, config, password }) : put;
  });
}

/** Errors: access-gone. */
export function deleteFireInput(db: WritableDb, id: number): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM fire_inputs WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null),
  );
}
