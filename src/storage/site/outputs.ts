/** What is wired to each door. Secrets are read here by main alone; a view of an output says only whether they are set. */
import { err, ok, type Result } from '../../domain/result.ts';
import {
  addressOf,
  clashOf,
  HmacKey,
  NO_SECRETS,
  OutputConfig,
  type OutputSecrets,
  type OutputView,
  type SecretsGiven,
  withoutLoops,
} from '../../shared/outputs.ts';
import { parseJson } from '../../shared/parse.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type StoredOutput = { readonly doorId: number; readonly config: OutputConfig; readonly secrets: OutputSecrets };
type Row = { readonly doorId: number; readonly config: string; readonly password: string; readonly key: string };

const COLUMNS = 'door_id AS doorId, config, password, key';

/** A configuration that this version does not know is as none: the door stays shut rather than being driven by guesses. */
function parse({ doorId, config, password, key }: Row): StoredOutput {
  const parsed = parseJson(OutputConfig, config);
  return parsed.ok
    ? { doorId, config: withoutLoops(parsed.value), secrets: { password, key } }
    : { doorId, config: { kind: 'none' }, secrets: NO_SECRETS };
}

/** kind none where nothing is stored. */
export function getOutput(db: ReadableDb, doorId: number): StoredOutput {
  const row = db.get<Row>(`SELECT ${COLUMNS} FROM outputs WHERE door_id = :doorId`, { doorId });
  return row ? parse(row) : { doorId, config: { kind: 'none' }, secrets: NO_SECRETS };
}

export function listOutputs(db: ReadableDb): StoredOutput[] {
  return db.all<Row>(`SELECT ${COLUMNS} FROM outputs ORDER BY door_id`).map(parse);
}

export function viewOf({ doorId, config, secrets }: StoredOutput): OutputView {
  return { doorId, config, secrets: { password: secrets.password !== '', key: secrets.key !== '' } };
}

/**
 * Stored secrets stay with the address they were given for: another kind, host or port asks for them anew, so that whoever is at the
 * screen cannot have a device's password sent to a machine of their own. A kind that uses no secret keeps none.
 * Errors: access-gone where there is no such door, bad-input {field: watchdog | key | base | command.topic}, and the disk's. @param now ms since the epoch
 */
export function saveOutput(
  db: WritableDb,
  doorId: number,
  config: OutputConfig,
  given: SecretsGiven,
  now: number,
): Result<StoredOutput> {
  return guard(db, () => {
    if (doorName(db, doorId) === null) return err({ code: 'access-gone' });
    const before = getOutput(db, doorId);
    const kept = addressOf(before.config) === addressOf(config) ? before.secrets : NO_SECRETS;
    const password = config.kind === 'shelly' || config.kind === 'mqtt' ? (given.password ?? kept.password) : '';
    const key = config.kind === 'http' ? (given.key ?? kept.key) : '';
    if (config.kind === 'http' && !HmacKey.safeParse(key).success) return err({ code: 'bad-input', field: 'key' });
    if (config.kind === 'modbus' && config.mode === 'coil' && !config.watchdog)
      return err({ code: 'bad-input', field: 'watchdog' });
    const others = listOutputs(db).filter((o) => o.doorId !== doorId);
    const clash = clashOf(
      config,
      others.map((o) => o.config),
    );
    if (clash) return err({ code: 'bad-input', field: clash });
    db.run(
      `INSERT INTO outputs (door_id, config, password, key, changed_at) VALUES (:doorId, :config, :password, :key, :now)
       ON CONFLICT (door_id) DO UPDATE SET config = :config, password = :password, key = :key, changed_at = :now`,
      { doorId, config: JSON.stringify(config), password, key, now: Math.round(now) },
    );
    return ok({ doorId, config, secrets: { password, key } });
  });
}

/** How long the output of a door is driven for one person, ms. */
export function savePulse(db: WritableDb, doorId: number, pulseMs: number): void {
  db.run('UPDATE doors SET pulse_ms = :pulseMs WHERE id = :doorId', { doorId, pulseMs });
}

/** null where there is no such door. An output goes with its door by itself. */
export function doorName(db: ReadableDb, doorId: number): string | null {
  return db.get<{ name: string }>('SELECT name FROM doors WHERE id = :doorId', { doorId })?.name ?? null;
}
