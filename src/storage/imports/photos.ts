/** Photographs that faces were taken from, by their files' hashes. */
import type { ImportedPhoto } from '../../shared/data-imports.ts';
import type { ReadableDb } from '../file/db.ts';

/** Of these people's present faces; whoever was enrolled at the camera has none. */
export function importedPhotos(db: ReadableDb, people: readonly number[]): ImportedPhoto[] {
  return db.all<ImportedPhoto>(
    `SELECT DISTINCT person_id AS personId, photo_sha256 AS sha256 FROM templates
     WHERE person_id IN (SELECT value FROM json_each(:people)) AND photo_sha256 IS NOT NULL`,
    { people: JSON.stringify(people) },
  );
}
