/** The settings, one row a field. */
import { ok, type Result } from '../../domain/result.ts';
import { parse, parseJson } from '../../shared/parse.ts';
import {
  FIELDS,
  merged,
  DEFAULT_SETTINGS,
  SETTINGS_GROUPS,
  SettingsPatch,
  type Field,
  type Settings,
} from '../../shared/settings.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

/** Keys that older versions wrote, and what they are called now. A row of the new name counts before one of the old. */
const RENAMED: Readonly<Record<string, string>> = { zone: 'timeZone' };

const keyOf = (group: string, name: string): string => (group === 'site' && name === 'name' ? 'siteName' : name);
const PLACES: ReadonlyMap<string, readonly [keyof Settings, string]> = new Map(
  SETTINGS_GROUPS.flatMap((group) => Object.keys(FIELDS[group]).map((name) => [keyOf(group, name), [group, name]] as const)),
);

/**
 * Stored settings over the defaults. A stored value that is invalid, or of a key that this version does not know, costs that key
 * alone: its default is used and the key is named in `rejected`.
 */
export function getSettings(db: ReadableDb): { readonly settings: Settings; readonly rejected: readonly string[] } {
  let settings = DEFAULT_SETTINGS;
  const rejected: string[] = [];
  const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings ORDER BY key');
  const old = (key: string): boolean => Object.hasOwn(RENAMED, key);
  for (const { key, value } of [...rows.filter((row) => old(row.key)), ...rows.filter((row) => !old(row.key))]) {
    const [group, name = ''] = PLACES.get(old(key) ? RENAMED[key]! : key) ?? [];
    const schema = group && Object.entries<Field>(FIELDS[group]).find(([field]) => field === name)?.[1].schema;
    const parsed = schema && parseJson(schema, value);
    if (parsed?.ok && group) settings = merged(settings, { [group]: { [name]: parsed.value } });
    else rejected.push(key);
  }
  return { settings, rejected };
}

/** Writes the fields of `patch` and answers all settings. Errors: bad-input {field}; then nothing is written. */
export function saveSettings(db: WritableDb, patch: SettingsPatch): Result<Settings> {
  const parsed = parse(SettingsPatch, patch);
  if (!parsed.ok) return parsed;
  return guard(db, () => {
    for (const [group, fields] of Object.entries(parsed.value))
      for (const [name, value] of Object.entries(fields ?? {})) {
        if (value === undefined) continue;
        db.run('INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value', {
          key: keyOf(group, name),
          value: JSON.stringify(value),
        });
      }
    return ok(getSettings(db).settings);
  });
}
