/** Badges: signed by a key of this database, one at a time for each person. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { badgeMessage, packBadge, TAG_BYTES, unpackBadge, type BadgeFacts } from '../../domain/credentials/badge.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type Badge = { readonly serial: number; /** ms since the epoch, whole seconds. */ readonly issuedAt: number };

/** The badge that opens; null = none. */
export function badgeOf(db: ReadableDb, id: PersonId): Badge | null {
  return (
    db.get<Badge>('SELECT serial, issued_at AS issuedAt FROM badges WHERE person_id = :id AND ended_at IS NULL', { id }) ?? null
  );
}

export type Printed = Badge & {
  readonly personId: number;
  readonly name: string;
  readonly employeeNumber: string;
  readonly department: string;
  readonly token: string;
  /** Issued just now. */ readonly isNew: boolean;
};

/**
 * What is printed, in the order of `ids`; who has no badge gets one. People who are gone are left out.
 * @param renew ends the badges there are: lost ones, or a sheet that went astray
 */
export function printBadges(db: WritableDb, ids: readonly PersonId[], renew: boolean, now: number): Result<readonly Printed[]> {
  return guard(db, () => {
    const key = signingKey(db);
    const printed: Printed[] = [];
    for (const id of ids) {
      const person = db.get<{ name: string; employeeNumber: string; department: string }>(
        'SELECT name, employee_number AS employeeNumber, department FROM people WHERE id = :id AND deleted_at IS NULL',
        { id },
      );
      if (!person) continue;
      if (renew) end(db, id, now);
      const had = badgeOf(db, id);
      const badge = had ?? issue(db, id, now);
      printed.push({ ...badge, ...person, personId: id, token: sign(key, id, badge), isNew: had === null });
    }
    return ok(printed);
  });
}

/** Errors: the disk's. Without a badge nothing happens. */
export function endBadge(db: WritableDb, id: PersonId, now: number): Result<null> {
  return guard(db, () => {
    end(db, id, now);
    return ok(null);
  });
}

export type BadgeAnswer =
  | { readonly kind: 'right'; readonly personId: PersonId }
  /** Not of this site, or changed, or whose person was deleted. */
  | { readonly kind: 'unknown' }
  /** Ended: a newer one was printed, or it was reported lost. */
  | { readonly kind: 'revoked'; readonly personId: PersonId };

/** Looks at what was read. Says nothing of rules. */
export function verifyBadge(db: ReadableDb, token: string): BadgeAnswer {
  const unpacked = unpackBadge(token);
  const key = readKey(db);
  if (!unpacked || !key) return { kind: 'unknown' };
  const { facts, tag } = unpacked;
  if (!timingSafeEqual(tagOf(key, facts), tag)) return { kind: 'unknown' };
  const row = db.get<{ endedAt: number | null }>(
    `SELECT b.ended_at AS endedAt FROM badges b JOIN people p ON p.id = b.person_id
     WHERE b.serial = :serial AND b.person_id = :personId AND p.deleted_at IS NULL`,
    { serial: facts.serial, personId: facts.personId },
  );
  if (!row) return { kind: 'unknown' };
  return { kind: row.endedAt === null ? 'right' : 'revoked', personId: personId(facts.personId) };
}

function issue(db: WritableDb, id: PersonId, now: number): Badge {
  const issuedAt = Math.floor(now / 1000) * 1000;
  const { lastInsertRowid } = db.run('INSERT INTO badges (person_id, issued_at) VALUES (:id, :issuedAt)', { id, issuedAt });
  return { serial: lastInsertRowid, issuedAt };
}

function end(db: WritableDb, id: PersonId, now: number): void {
  db.run('UPDATE badges SET ended_at = :now WHERE person_id = :id AND ended_at IS NULL', { id, now: Math.round(now) });
}

function sign(key: Uint8Array, id: PersonId, { serial, issuedAt }: Badge): string {
  const facts: BadgeFacts = { personId: id, serial, issuedAt: Math.floor(issuedAt / 1000) };
  return packBadge(facts, tagOf(key, facts));
}

function tagOf(key: Uint8Array, facts: BadgeFacts): Uint8Array {
  return createHmac('sha256', key).update(badgeMessage(facts)).digest().subarray(0, TAG_BYTES);
}

function readKey(db: ReadableDb): Uint8Array | null {
  return db.get<{ key: Uint8Array }>('SELECT key FROM badge_key WHERE id = 1')?.key ?? null;
}

/** Made when it is first needed; it never leaves the encrypted file. */
function signingKey(db: WritableDb): Uint8Array {
  const key = readKey(db);
  if (key) return key;
  db.run('INSERT INTO badge_key (id, key) VALUES (1, :key)', { key: randomBytes(32) });
  return readKey(db)!;
}
