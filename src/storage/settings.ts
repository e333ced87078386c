import type { Result } from '../domain/result.ts';
import type { Settings } from '../shared/settings.ts';
import type { ReadableDb, WritableDb } from './db.ts';

/** Stored settings over the defaults; `rejected` names the keys whose stored value is unknown or invalid (their default is used). */
export declare function getSettings(db: ReadableDb): { readonly settings: Settings; readonly rejected: readonly string[] };
/** Errors: bad-input {field}. */
export declare function saveSettings(db: WritableDb, patch: Partial<Settings>): Result<Settings>;
