/** LIKE patterns of what somebody looks for. */
import { searchKey } from '../../domain/text.ts';

const containing = (folded: string): string => `%${folded.replace(/[\\%_]/g, '\\$&')}%`;

/** A LIKE pattern for "contains", with ESCAPE '\\'. null = everything. */
export function likePattern(search: string): string | null {
  const folded = searchKey(search);
  return folded === '' ? null : containing(folded);
}

/** The same for rows of the log from before 2026-12, which keep the fold of their day (they are never updated): without case and width, with accents. */
export function oldLikePattern(search: string): string {
  return containing(search.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim());
}
