/** Password, kiosk PIN and recovery key: whoever gives a wrong one leaves a row. */
import type { LockoutRule } from '../../domain/credentials/lockout.ts';
import type { Result } from '../../domain/result.ts';
import { forgiveFailures, isBlocked, verifySecret } from '../../storage/credentials/secrets.ts';
import type { Site } from '../site/site.ts';

/** The administrator's password; a wrong one is a row, and so is the one after which no more are looked at. */
export async function verifyPassword(site: Site, password: string): Promise<Result<null>> {
  const verified = await verifySecret(site.own, 'admin-password', password, site.time.powered());
  if (!verified.ok && verified.error.code === 'password-wrong') {
    site.record({ kind: 'system', reason: 'password-wrong' });
    if (isBlocked(site.db, 'admin-password')) site.record({ kind: 'system', reason: 'password-blocked' });
  }
  return verified;
}

/** The kiosk's PIN, for its way out and for the doors in an emergency; a wrong one is a row. */
export async function verifyKioskPin(site: Site, pin: string, rule?: LockoutRule): Promise<Result<null>> {
  const verified = await verifySecret(site.own, 'kiosk-pin', pin, site.time.powered(), rule);
  if (!verified.ok && verified.error.code === 'pin-wrong') site.record({ kind: 'system', reason: 'kiosk-pin-wrong' });
  return verified;
}

/** What proving a recovery key came to. One that is none (a slip of the hand) leaves no row; another site's does. */
export function verifyRecovery(site: Site, proven: Result<null>): Result<null> {
  if (proven.ok) forgiveFailures(site.own, 'admin-password');
  else if (proven.error.code === 'key-wrong') site.record({ kind: 'system', reason: 'recovery-key-wrong' });
  return proven;
}
