/** The settings, one row a field: the site's by group and field, a kiosk's by its id and field. */
import { ok, type Result } from '../../domain/result.ts';
import { parse, parseJson } from '../../shared/parse.ts';
import {
  DEFAULT_SETTINGS,
  FIELDS,
  merged,
  SETTINGS_GROUPS,
  SettingsPatch,
  type Field,
  type Settings,
  type SettingsGroup,
} from '../../shared/settings.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

type Row = { readonly key: string; readonly value: string };

/** Whose the settings of a kiosk are that were set before kiosks had ids, until one has taken them over. */
const NOBODY = '';

const fieldsOf = (group: SettingsGroup): readonly (readonly [name: string, field: Field])[] =>
  Object.entries<Field>(FIELDS[group]);
type Place = { readonly group: SettingsGroup; readonly name: string; readonly schema: Field['schema'] };
/** `recognition.margin` -> what and where it is. */
const PLACES: ReadonlyMap<string, Place> = new Map(
  SETTINGS_GROUPS.flatMap((group) => fieldsOf(group).map(([name, { schema }]) => [`${group}.${name}`, { group, name, schema }])),
);

/**
 * Stored settings over the defaults, as they are for a kiosk. A stored value that is invalid, or of a key that this version does not know, costs that key
 * alone: its default is used and the key is named in `rejected`.
 */
export function getSettings(
  db: ReadableDb,
  kiosk: string,
): { readonly settings: Settings; readonly rejected: readonly string[] } {
  let settings = DEFAULT_SETTINGS;
  const rejected: string[] = [];
  const take = (key: string, value: string, place: Place | undefined): void => {
    const parsed = place && parseJson(place.schema, value);
    if (parsed?.ok) settings = merged(settings, { [place!.group]: { [place!.name]: parsed.value } });
    else rejected.push(key);
  };
  for (const { key, value } of db.all<Row>('SELECT key, value FROM settings ORDER BY key'))
    take(key, value, key.startsWith('kiosk.') ? undefined : PLACES.get(key));
  const own = 'SELECT key, value FROM kiosk_settings WHERE kiosk IN (:nobody, :kiosk) ORDER BY kiosk, key';
  for (const { key, value } of db.all<Row>(own, { nobody: NOBODY, kiosk }))
    take(`kiosk.${key}`, value, PLACES.get(`kiosk.${key}`));
  return { settings, rejected };
}

/** Writes the fields of `patch` and answers all settings of that kiosk. Errors: bad-input {field}; then nothing is written. */
export function saveSettings(db: WritableDb, kiosk: string, patch: SettingsPatch): Result<Settings> {
  const parsed = parse(SettingsPatch, patch);
  if (!parsed.ok) return parsed;
  return guard(db, () => {
    for (const [group, fields] of Object.entries(parsed.value))
      for (const [name, given] of Object.entries(fields ?? {})) {
        if (given === undefined) continue;
        const value = JSON.stringify(given);
        if (group === 'kiosk')
          db.run(
            'INSERT INTO kiosk_settings (kiosk, key, value) VALUES (:kiosk, :name, :value) ON CONFLICT (kiosk, key) DO UPDATE SET value = :value',
            { kiosk, name, value },
          );
        else
          db.run('INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value', {
            key: `${group}.${name}`,
            value,
          });
      }
    return ok(getSettings(db, kiosk).settings);
  });
}

/** Kiosks that have set something. */
export function kiosksOf(db: ReadableDb): readonly string[] {
  return db
    .all<{ kiosk: string }>('SELECT DISTINCT kiosk FROM kiosk_settings WHERE kiosk <> :nobody ORDER BY kiosk', { nobody: NOBODY })
    .map(({ kiosk }) => kiosk);
}

/** What was set before kiosks had ids is this kiosk's from now on; what it has set itself counts before it. */
export function claimKiosk(db: WritableDb, kiosk: string): Result<null> {
  return guard(db, () => {
    db.run('UPDATE OR IGNORE kiosk_settings SET kiosk = :kiosk WHERE kiosk = :nobody', { kiosk, nobody: NOBODY });
    db.run('DELETE FROM kiosk_settings WHERE kiosk = :nobody', { nobody: NOBODY });
    return ok(null);
  });
}

/** No kiosk stands at that door any more. */
export function leaveDoor(db: WritableDb, doorId: number): void {
  db.run("UPDATE kiosk_settings SET value = 'null' WHERE key = 'doorId' AND value = :door", { door: JSON.stringify(doorId) });
}
