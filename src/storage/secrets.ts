import type { Result } from '../domain/result.ts';
import type { ReadableDb, WritableDb } from './db.ts';

export type SecretName = 'admin-password' | 'kiosk-pin';
export declare function hasSecret(db: ReadableDb, name: SecretName): boolean;
export declare function setSecret(db: WritableDb, name: SecretName, secret: string): Promise<Result<null>>;
/** Errors: not-set-up, password-wrong or pin-wrong, too-many-attempts. `now` ms since the epoch. */
export declare function verifySecret(db: WritableDb, name: SecretName, secret: string, now: number): Promise<Result<null>>;
