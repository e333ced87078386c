/** The site's settings, one row a key. */
import { ok, type Result } from '../../domain/result.ts';
import { parse, parseJson } from '../../shared/parse.ts';
import { DEFAULT_SETTINGS, Settings } from '../../shared/settings.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

/** Keys that older versions wrote, and what they are called now. A row of the new name counts before one of the old. */
const RENAMED: Readonly<Record<string, keyof Settings>> = { zone: 'timeZone' };

/**
 * Stored settings over the defaults. A stored value that is invalid, or of a key that this version does not know, costs that key
 * alone: its default is used and the key is named in `rejected`.
 */
export function getSettings(db: ReadableDb): { readonly settings: Settings; readonly rejected: readonly string[] } {
  const stored: Record<string, unknown> = {};
  const rejected: string[] = [];
  const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings ORDER BY key');
  const old = (key: string): boolean => Object.hasOwn(RENAMED, key);
  for (const { key, value } of [...rows.filter((row) => old(row.key)), ...rows.filter((row) => !old(row.key))]) {
    const now = old(key) ? RENAMED[key]! : key;
    const schema = isKey(now) ? Settings.shape[now] : null;
    const parsed = schema && parseJson(schema, value);
    if (parsed?.ok) stored[now] = parsed.value;
    else rejected.push(key);
  }
  return { settings: Settings.parse({ ...DEFAULT_SETTINGS, ...stored }), rejected };
}

/** Writes the keys of `patch` and answers all settings. Errors: bad-input {field}; then nothing is written. */
export function saveSettings(db: WritableDb, patch: Partial<Settings>): Result<Settings> {
  const parsed = parse(Settings.partial(), patch);
  if (!parsed.ok) return parsed;
  return guard(db, () => {
    for (const [key, value] of Object.entries(parsed.value)) {
      if (value === undefined) continue;
      db.run('INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value', {
        key,
        value: JSON.stringify(value),
      });
    }
    return ok(getSettings(db).settings);
  });
}

function isKey(key: string): key is keyof Settings {
  return Object.hasOwn(Settings.shape, key);
}
