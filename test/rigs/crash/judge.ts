/** What is on the disk after a kill or a power cut, held against what was said before it. Opens as the app opens. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readLocation } from '../../../src/main/opening/location.ts';
import { ANCHOR_FILE } from '../../../src/main/site/freshness.ts';
import { readAnchor } from '../../../src/storage/site/anchor-file.ts';
import { compare } from '../../../src/storage/site/anchor.ts';
import type { ReadableDb } from '../../../src/storage/file/db.ts';
import { KEY_FILE, openKey, RECOVERY_FILE, recoverKey } from '../../../src/storage/keys/key-file.ts';
import { openDatabase, type OpenDb } from '../../../src/storage/file/open.ts';
import { getSettings } from '../../../src/storage/site/settings.ts';
import { formatRecoveryKey } from '../../../src/storage/keys/recovery-key.ts';
import { hasSecret } from '../../../src/storage/credentials/secrets.ts';
import { quiet } from '../../fakes/app.ts';
import { SITE_NAME, type Said } from './busy-site.ts';

export type Verdict = {
  /** Why it does not open, or what is damaged; empty = it is sound. */
  readonly notOpening: readonly string[];
  /** What was said and is not there. */
  readonly lost: readonly string[];
  readonly retractionsLost: number;
  /** What is there by half. */
  readonly torn: readonly string[];
  /** Whether a write-ahead log was left. */
  readonly uncleanWal: boolean;
  readonly recoveryMs: number;
};

const ANY_RECOVERY_KEY = formatRecoveryKey(new Uint8Array(20));

const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;
const fileSize = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** A site whose first run is over. */
export async function judgeSite(profile: string, said: Iterable<Said>, dataFolder = join(profile, 'data')): Promise<Verdict> {
  const file = join(dataFolder, 'lintel.db');
  const uncleanWal = fileSize(`${file}-wal`) > 0;
  const bad = (why: string): Verdict => ({
    notOpening: [why],
    lost: [],
    retractionsLost: 0,
    torn: [],
    uncleanWal,
    recoveryMs: 0,
  });
  const location = readLocation(profile);
  if (!location.ok || !location.value?.complete) return bad(`location.json: ${JSON.stringify(location)}`);
  const key = await openKey(join(profile, 'keys'), { kind: 'key-file' });
  if (!key.ok) return bad(`key.json: ${key.error.code}`);
  const began = performance.now();
  const opened = openDatabase({ file, key: key.value, log: quiet, siteId: location.value.siteId });
  const recoveryMs = performance.now() - began;
  if (!opened.ok) return bad(`lintel.db: ${opened.error.code}`);
  const open = opened.value;
  try {
    return {
      notOpening: [...open.fullCheck(), ...(await behindItsNote(profile, open, key.value))],
      ...missing(open.db, said),
      torn: torn(open.db),
      uncleanWal,
      recoveryMs,
    };
  } finally {
    open.close();
  }
}

/** The note beside the data may be older than they are, never newer: then an honest site would be told that its data were exchanged. */
async function behindItsNote(profile: string, open: OpenDb, key: Uint8Array): Promise<string[]> {
  const note = await readAnchor(join(profile, ANCHOR_FILE), { key, siteId: open.siteId, keychain: null });
  if (note === null) return [];
  if (note === 'unreadable') return ['anchor.json: unreadable'];
  const { missing: rows, gone, changed } = compare(open.db, note.anchor);
  return rows + gone + changed > 0 ? [`behind its note: ${rows} rows missing, ${gone} gone, ${changed} changed`] : [];
}

/** Where each of what was said is to be found. */
const THERE = {
  came: "SELECT 1 FROM events WHERE id = :id AND kind = 'recognised'",
  'taken-back': "SELECT 1 FROM events WHERE about = :id AND kind = 'retracted'",
  enrolled: 'SELECT 1 FROM people WHERE id = :id',
  erased: 'SELECT 1 FROM people WHERE id = :id AND purged_at IS NOT NULL',
} as const;

function missing(db: ReadableDb, said: Iterable<Said>): { lost: string[]; retractionsLost: number } {
  const name = Number(getSettings(db, '').settings.site.name.slice(SITE_NAME.length));
  const lost: string[] = [];
  let retractionsLost = 0;
  for (const line of said) {
    if (line.what === 'alarm') continue;
    const isThere = line.what === 'named' ? name >= line.id : db.get(THERE[line.what], { id: line.id }) !== undefined;
    if (isThere) continue;
    if (line.what === 'taken-back') retractionsLost++;
    lost.push(JSON.stringify(line));
  }
  return { lost, retractionsLost };
}

/** Of the newest rows: passages are kept for a few a person and zone. */
const NEWEST = 6;
/** A retraction that was not itself taken back. */
const RETRACTED = `EXISTS (SELECT 1 FROM events r WHERE r.about = e.id AND r.kind = 'retracted'
  AND NOT EXISTS (SELECT 1 FROM events b WHERE b.about = r.id AND b.kind = 'retracted'))`;
/** Each finds what one transaction should have written as a whole. */
const HALVES: readonly (readonly [string, string])[] = [
  [
    'a visit without its passage',
    `SELECT e.id FROM (SELECT id, person_id FROM events e WHERE kind = 'recognised' AND NOT ${RETRACTED} ORDER BY id DESC LIMIT ${NEWEST}) e
     WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.event_id = e.id AND p.person_id = e.person_id)`,
  ],
  [
    'a passage without its visit',
    `SELECT p.event_id AS id FROM passages p WHERE NOT EXISTS (
       SELECT 1 FROM events e WHERE e.id = p.event_id AND e.kind = 'recognised' AND e.person_id = p.person_id)`,
  ],
  [
    'a visit that was taken back and still places somebody',
    `SELECT e.id FROM events e JOIN passages p ON p.event_id = e.id WHERE ${RETRACTED}`,
  ],
  [
    'an enrolment by half',
    `SELECT id FROM people p WHERE purged_at IS NULL AND (SELECT count(*) FROM templates WHERE person_id = p.id)
       <> (SELECT max(n) FROM (SELECT count(*) AS n FROM templates GROUP BY person_id))`,
  ],
  [
    'a template without its code, or the reverse',
    `SELECT t.id FROM templates t JOIN people p ON p.id = t.person_id
       WHERE (p.active = 1 AND p.deleted_at IS NULL) <> EXISTS (SELECT 1 FROM codes c WHERE c.template_id = t.id)`,
  ],
  [
    'somebody erased by half',
    'SELECT id FROM people p WHERE purged_at IS NOT NULL AND EXISTS (SELECT 1 FROM templates WHERE person_id = p.id)',
  ],
];

function torn(db: ReadableDb): string[] {
  const found = HALVES.flatMap(([what, sql]) => db.all<{ id: number }>(sql).map(({ id }) => `${what}: ${id}`));
  const keys = db
    .all<{ table: string }>('SELECT "table" FROM pragma_foreign_key_check')
    .map(({ table }) => `a reference to nothing in ${table}`);
  return [...found, ...keys];
}

/**
 * A first run that was cut off somewhere: nothing of it, or all of it, and each of its files is whole or not there.
 * @param recoveryKey as it was shown; null = it was not shown yet
 * @param moved where the folder is that location.json names, in a copy
 */
export async function judgeFirstRun(
  profile: string,
  recoveryKey: string | null,
  moved = (folder: string) => folder,
): Promise<Verdict> {
  const nothing: Verdict = { notOpening: [], lost: [], retractionsLost: 0, torn: [], uncleanWal: false, recoveryMs: 0 };
  const location = readLocation(profile);
  if (!location.ok) return { ...nothing, torn: [`location.json: ${location.error.code}`] };
  const keys = join(profile, 'keys');
  const key = await openKey(keys, { kind: 'key-file' });
  if (isThere(join(keys, KEY_FILE)) && !key.ok) return { ...nothing, torn: [`${KEY_FILE}: ${key.error.code}`] };
  const recovered = recoverKey(keys, recoveryKey ?? ANY_RECOVERY_KEY);
  // A whole file says of another recovery key that it is wrong.
  const whole = recovered.ok || (recoveryKey === null && recovered.error.code === 'key-wrong');
  if (isThere(join(keys, RECOVERY_FILE)) && !whole) return { ...nothing, torn: [`${RECOVERY_FILE}: damaged`] };
  if (!location.value?.complete) return { ...nothing, lost: recoveryKey === null ? [] : ['the first run'] };
  const dataFolder = moved(location.value.dataFolder);
  const site = await judgeSite(profile, [], dataFolder);
  if (site.notOpening.length > 0) return site;
  const torn =
    recovered.ok && key.ok && !Buffer.from(recovered.value).equals(key.value) ? ['the recovery key is of another key'] : [];
  if (recoveryKey !== null && !recovered.ok) torn.push('the recovery key opens nothing');
  return { ...site, torn: [...site.torn, ...torn, ...(key.ok ? secretsMissing(dataFolder, key.value) : [])] };
}

function secretsMissing(dataFolder: string, key: Uint8Array): string[] {
  const opened = openDatabase({ file: join(dataFolder, 'lintel.db'), key, log: quiet });
  if (!opened.ok) return [opened.error.code];
  try {
    return (['admin-password', 'kiosk-pin'] as const)
      .filter((name) => !hasSecret(opened.value.db, name))
      .map((name) => `complete without ${name}`);
  } finally {
    opened.value.close();
  }
}
