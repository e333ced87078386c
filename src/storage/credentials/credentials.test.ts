import { expect, test } from 'vitest';
import {
  event,
  MODEL,
  near,
  NOW,
  openTemp,
  random,
  template,
  tempFolder,
  unit,
  value,
  count,
} from '../../../test/storage/support.ts';
import { PAD_RULE, PERSON_PIN_RULE } from '../../domain/credentials/lockout.ts';
import { packBadge, unpackBadge } from '../../domain/credentials/badge.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import { addWithoutFace, setWithoutFace, waitBins } from './credentials.ts';
import { numberStanding, padStanding, resetAttempts } from './attempts.ts';
import { badgeOf, endBadge, printBadges, verifyBadge } from './badges.ts';
import { pinOf, removePin, setPin, verifyPin } from './pins.ts';
import { alone, guard, type WritableDb } from '../file/db.ts';
import { ok } from '../../domain/result.ts';
import { appendEvent } from '../log/events.ts';
import { useModel } from '../gallery/gallery.ts';
import { getPerson, insertPerson, markDeleted, purgeDeleted } from '../people/people.ts';
import { listScores, measure, prepareScores } from '../gallery/scores.ts';
import { addTemplates, enrolPerson } from '../gallery/templates.ts';

const MINUTE = 60_000;
// Chosen PINs hold no three digits that a drawn number may be (100 to 499): such a PIN is refused, and a test would fail now and then.
const add = (db: WritableDb, n: string) => value(insertPerson(db, { employeeNumber: n, name: `P${n}`, department: 'D' }, NOW));

test('a drawn PIN opens with its number, and with nothing else', async () => {
  const { db } = openTemp();
  const [a, b] = [add(db, '1'), add(db, '2')];
  const first = value(await setPin(db, a, null, NOW, alone(db)));
  const second = value(await setPin(db, b, '580967', NOW, alone(db)));
  expect(first.number).toMatch(/^[1-4]\d\d$/);
  expect(second.pin).toBe('580967');
  expect(second.number).not.toBe(first.number);
  expect(value(await verifyPin(db, first.number + first.pin, [], NOW))).toEqual({ kind: 'right', personId: a });
  expect(value(await verifyPin(db, second.number + second.pin, [], NOW))).toEqual({ kind: 'right', personId: b });
  expect(value(await verifyPin(db, second.number + first.pin, [], NOW))).toMatchObject({ kind: 'wrong', personId: b });
  // The PIN alone is nothing, unless its person stands there.
  expect(value(await verifyPin(db, '580967', [], NOW))).toMatchObject({ kind: 'wrong', personId: null });
  expect(value(await verifyPin(db, '580967', [b], NOW))).toEqual({ kind: 'right', personId: b });
  expect(value(await verifyPin(db, '580967', [a, b], NOW))).toEqual({ kind: 'right', personId: b });
  expect(value(await verifyPin(db, '580967', [a], NOW))).toMatchObject({ kind: 'wrong', personId: a });
  expect(JSON.stringify(db.all('SELECT * FROM pins'))).not.toContain('580967');
});

test('a new PIN ends the old one and keeps the number; a removed one opens nothing', async () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const old = value(await setPin(db, id, '580967', NOW, alone(db)));
  const next = value(await setPin(db, id, '796058', NOW + 5, alone(db)));
  expect(next.number).toBe(old.number);
  expect(pinOf(db, id, NOW)).toMatchObject({ number: old.number, setAt: NOW + 5, standing: { kind: 'open' } });
  expect(value(await verifyPin(db, old.number + old.pin, [], NOW))).toMatchObject({ kind: 'wrong' });
  expect(value(await verifyPin(db, next.number + next.pin, [], NOW))).toMatchObject({ kind: 'right' });
  value(removePin(db, id));
  expect(pinOf(db, id, NOW)).toBeNull();
  expect(value(await verifyPin(db, next.number + next.pin, [], NOW))).toMatchObject({ kind: 'wrong', personId: null });
});

test.each([
  ['123456', 'a run'],
  ['12345', 'too short'],
  ['abcdef', 'letters'],
])('a chosen PIN %s is refused: %s', async (pin) => {
  const { db } = openTemp();
  expect(await setPin(db, add(db, '1'), pin, NOW, alone(db))).toEqual({ ok: false, error: { code: 'bad-input', field: 'pin' } });
  expect(count(db, 'pins')).toBe(0);
});

test('nobody who is gone gets a PIN', async () => {
  const { db } = openTemp();
  expect(await setPin(db, personId(99), null, NOW, alone(db))).toEqual({ ok: false, error: { code: 'person-gone' } });
});

/** What the pad is told of five wrong tries and one during the wait, without whose number it was. */
async function walk(db: WritableDb, number: string): Promise<unknown[]> {
  const told: unknown[] = [];
  for (let i = 0; i < 6; i++) {
    const answer = value(await verifyPin(db, `${number}00000${i}`, [], NOW));
    told.push(answer.kind === 'right' ? answer : { ...answer, personId: 'hidden' });
  }
  return told;
}

test('nothing tells a number that is somebody’s from one that is nobody’s', async () => {
  const { db } = openTemp();
  const { number } = value(await setPin(db, add(db, '1'), '580967', NOW, alone(db)));
  const nobody = String(100 + ((Number(number) - 100 + 1) % 400));
  const known = await walk(db, number);
  const fresh = openTemp().db;
  const unknown = await walk(fresh, nobody);
  expect(known).toEqual(unknown);
  expect(known.map((t) => (t as { kind: string }).kind)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'locked']);
  expect(known[4]).toMatchObject({ next: { kind: 'wait', ms: 30_000 } });
});

test('five wrong tries lock the number for 30 s, then one try a doubled wait; the right PIN is not looked at meanwhile', async () => {
  const { db } = openTemp();
  const { number, pin } = value(await setPin(db, add(db, '1'), '580967', NOW, alone(db)));
  for (let i = 0; i < 5; i++) value(await verifyPin(db, `${number}000000`, [], NOW));
  expect(value(await verifyPin(db, number + pin, [], NOW + 29_999))).toMatchObject({ kind: 'locked' });
  expect(value(await verifyPin(db, `${number}000000`, [], NOW + 30_000))).toMatchObject({
    kind: 'wrong',
    next: { kind: 'wait', ms: 60_000 },
  });
  expect(value(await verifyPin(db, number + pin, [], NOW + 90_000))).toMatchObject({ kind: 'right' });
  expect(numberStanding(db, number, NOW + 90_000)).toEqual({ kind: 'open', triesLeft: 5 });
  expect(padStanding(db, NOW + 90_000)).toEqual({ kind: 'open', triesLeft: 5 });
});

test('a lock-out survives a restart and a clock that is set back', async () => {
  const folder = tempFolder();
  const first = openTemp({ folder });
  const { number, pin } = value(await setPin(first.db, add(first.db, '1'), '580967', NOW, alone(first.db)));
  for (let i = 0; i < 5; i++) value(await verifyPin(first.db, `${number}000000`, [], NOW));
  first.close();
  const { db } = openTemp({ folder });
  const back = NOW - 365 * 24 * 60 * MINUTE;
  expect(value(await verifyPin(db, number + pin, [], NOW + 1000))).toMatchObject({ kind: 'locked' });
  expect(value(await verifyPin(db, number + pin, [], back))).toMatchObject({
    kind: 'locked',
    standing: { kind: 'wait', ms: 30_000 },
  });
  // The wait goes on by the clock as it is now, and ends.
  expect(value(await verifyPin(db, number + pin, [], back + 30_000))).toMatchObject({ kind: 'right' });
});

test('who walks through the numbers locks the pad, and cannot wash it clean with a code of their own', async () => {
  const { db } = openTemp();
  const own = value(await setPin(db, add(db, '1'), '580967', NOW, alone(db)));
  const others = ['101', '102', '103', '104', '105'].filter((n) => n !== own.number).slice(0, 4);
  for (const n of others) value(await verifyPin(db, `${n}000000`, [], NOW));
  expect(value(await verifyPin(db, own.number + own.pin, [], NOW))).toMatchObject({ kind: 'right' });
  expect(padStanding(db, NOW)).toEqual({ kind: 'open', triesLeft: 1 });
  expect(value(await verifyPin(db, '106000000', [], NOW))).toMatchObject({ kind: 'wrong', next: { kind: 'wait', ms: 30_000 } });
  expect(value(await verifyPin(db, own.number + own.pin, [], NOW))).toMatchObject({ kind: 'locked' });
  // Time forgives the pad, one try in five minutes.
  expect(padStanding(db, NOW + 10 * MINUTE)).toEqual({ kind: 'open', triesLeft: 2 });
});

test('a mistyper who then types it right leaves the pad as it was', async () => {
  const { db } = openTemp();
  const { number, pin } = value(await setPin(db, add(db, '1'), '580967', NOW, alone(db)));
  value(await verifyPin(db, '999999000000', [], NOW - MINUTE));
  value(await verifyPin(db, number + pin, [], NOW));
  expect(db.get('SELECT failures, last_failure_powered AS at FROM pin_attempts WHERE number = :n', { n: 'pad' })).toEqual({
    failures: 1,
    at: NOW - MINUTE,
  });
  for (let i = 0; i < 3; i++) value(await verifyPin(db, `${number}000000`, [], NOW));
  value(await verifyPin(db, number + pin, [], NOW));
  expect(padStanding(db, NOW)).toEqual({ kind: 'open', triesLeft: 4 });
});

test('after 50 wrong tries a PIN, after 100 the pad is off until it is reset', async () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const { number, pin } = value(await setPin(db, id, '580967', NOW, alone(db)));
  const put = (key: string, failures: number) =>
    db.run('INSERT OR REPLACE INTO pin_attempts (number, failures, last_failure_powered) VALUES (:key, :failures, :at)', {
      key,
      failures,
      at: NOW - 60 * MINUTE,
    });
  put(number, PERSON_PIN_RULE.disabledAt! - 1);
  expect(value(await verifyPin(db, `${number}000000`, [], NOW))).toMatchObject({ kind: 'wrong', next: { kind: 'disabled' } });
  expect(value(await verifyPin(db, number + pin, [], NOW + 365 * 24 * 60 * MINUTE))).toMatchObject({
    kind: 'locked',
    standing: { kind: 'disabled' },
  });
  expect(pinOf(db, id, NOW)?.standing).toEqual({ kind: 'disabled' });
  guard(db, () => (resetAttempts(db, number), ok(null)));
  expect(value(await verifyPin(db, number + pin, [], NOW + 1))).toMatchObject({ kind: 'right' });
  put('pad', PAD_RULE.disabledAt!);
  expect(value(await verifyPin(db, number + pin, [], NOW + 60 * MINUTE))).toMatchObject({
    kind: 'locked',
    standing: { kind: 'disabled' },
  });
  guard(db, () => (resetAttempts(db, null), ok(null)));
  expect(value(await verifyPin(db, number + pin, [], NOW + 60 * MINUTE))).toMatchObject({ kind: 'right' });
});

test('tries at the same time win nothing', async () => {
  const { db } = openTemp();
  const { number } = value(await setPin(db, add(db, '1'), '580967', NOW, alone(db)));
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => verifyPin(db, `${number}00000${i}`, [], NOW)));
  expect(answers.map((a) => value(a).kind)).toEqual([...Array<string>(5).fill('wrong'), ...Array<string>(3).fill('locked')]);
});

test('a badge is what was signed for its person, until a newer one or its end', () => {
  const { db } = openTemp();
  const [a, b] = [add(db, '1'), add(db, '2')];
  const [first, second] = value(printBadges(db, [a, b, personId(99)], false, NOW));
  expect(first).toMatchObject({
    personId: a,
    name: 'P1',
    employeeNumber: '1',
    department: 'D',
    isNew: true,
    serial: badgeOf(db, a)!.serial,
  });
  expect(verifyBadge(db, first!.token)).toEqual({ kind: 'right', personId: a });
  expect(verifyBadge(db, second!.token)).toEqual({ kind: 'right', personId: b });
  // Printed again it is the same one.
  expect(value(printBadges(db, [a], false, NOW + 1e9))).toMatchObject([{ token: first!.token, isNew: false }]);
  const [renewed] = value(printBadges(db, [a], true, NOW + 5000));
  expect(verifyBadge(db, first!.token)).toEqual({ kind: 'revoked', personId: a });
  expect(verifyBadge(db, renewed!.token)).toEqual({ kind: 'right', personId: a });
  value(endBadge(db, a, NOW + 6000));
  expect(verifyBadge(db, renewed!.token)).toEqual({ kind: 'revoked', personId: a });
  expect(badgeOf(db, a)).toBeNull();
});

test('what was not signed here is unknown: another site, another person, another serial, another form', () => {
  const { db } = openTemp();
  const [a, b] = [add(db, '1'), add(db, '2')];
  const elsewhere = openTemp().db;
  const [foreign] = value(printBadges(elsewhere, [add(elsewhere, '1')], false, NOW));
  // Before this site has a key at all, and after.
  expect(verifyBadge(db, foreign!.token)).toEqual({ kind: 'unknown' });
  const [mine] = value(printBadges(db, [a], false, NOW));
  const { facts, tag } = unpackBadge(mine!.token)!;
  const forged = [
    foreign!.token,
    packBadge({ ...facts, personId: b }, tag),
    packBadge({ ...facts, serial: facts.serial + 1 }, tag),
    packBadge({ ...facts, issuedAt: facts.issuedAt + 1 }, tag),
    packBadge(
      facts,
      tag.map((byte, i) => (i === 15 ? byte ^ 1 : byte)),
    ),
    '0'.repeat(70),
    '',
  ];
  for (const token of forged) expect(verifyBadge(db, token)).toEqual({ kind: 'unknown' });
});

test('who is deleted has no PIN and no badge any more, and their number is free after the purge', async () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const { number, pin } = value(await setPin(db, id, '580967', NOW, alone(db)));
  const [badge] = value(printBadges(db, [id], false, NOW));
  value(markDeleted(db, id, NOW, NOW));
  expect(value(await verifyPin(db, number + pin, [], NOW))).toMatchObject({ kind: 'wrong', personId: null });
  expect(verifyBadge(db, badge!.token)).toEqual({ kind: 'unknown' });
  value(purgeDeleted(db, NOW + 1, NOW + 1));
  expect([count(db, 'pins'), count(db, 'badges')]).toEqual([0, 0]);
});

test('who gives no face needs none, and their face data go; a face that is enrolled ends it', () => {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const plain = value(addWithoutFace(db, { employeeNumber: '7', name: 'No face', department: '' }, NOW));
  expect(plain).toMatchObject({ withoutFace: true, needsEnrolment: false, templates: 0 });
  const next = random(1);
  const id = value(
    enrolPerson(
      db,
      { employeeNumber: '8', name: 'Face', department: '' },
      [template(unit(next)), template(unit(next), { crop: new Uint8Array([1]) })],
      NOW,
    ),
  );
  expect(value(setWithoutFace(db, id, true))).toMatchObject({ withoutFace: true, needsEnrolment: false, templates: 0 });
  expect([count(db, 'templates'), count(db, 'crops'), count(db, 'codes')]).toEqual([0, 0, 0]);
  value(addTemplates(db, id, [template(unit(next))]));
  expect(getPerson(db, id)).toMatchObject({ withoutFace: false, templates: 1 });
  expect(setWithoutFace(db, personId(99), true)).toEqual({ ok: false, error: { code: 'person-gone' } });
});

test('who gives no face any more is nobody’s nearest: those who were nearest to them are measured again', () => {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(1);
  const centre = unit(next);
  const pair = ['8', '9'].map((n) =>
    value(
      enrolPerson(
        db,
        { employeeNumber: n, name: n, department: '' },
        Array.from({ length: 3 }, () => template(near(centre, 0.85, next))),
        NOW,
      ),
    ),
  );
  for (const id of value(prepareScores(db, MODEL, 2)).left) value(measure(db, MODEL, id, 2));
  const [gone, stays] = pair as [PersonId, PersonId];
  expect(listScores(db, MODEL, 2).find((s) => s.personId === stays)).toMatchObject({ otherId: gone });
  value(setWithoutFace(db, gone, true));
  expect(db.all('SELECT person_id, other_id, other FROM scores')).toEqual([{ person_id: stays, other_id: null, other: null }]);
  expect(value(prepareScores(db, MODEL, 2)).left).toEqual([stays]);
});

test('waits are counted by way, of those who were let in, since then', () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const put = (changes: Parameters<typeof event>[0]) =>
    value(appendEvent(db, event({ kind: 'recognised', personId: id, direction: 'in', ...changes })));
  put({ method: 'pin', waitMs: 3010 });
  put({ method: 'pin', waitMs: 3090 });
  put({ method: 'badge', waitMs: 400 });
  put({ method: 'pin', waitMs: 9000, at: NOW - 10 });
  put({ method: 'face', waitMs: null });
  value(appendEvent(db, event({ kind: 'refused', reason: 'pin-wrong', method: 'pin', waitMs: 7000 })));
  expect(waitBins(db, NOW)).toEqual([
    { method: 'badge', ms: 450, count: 1 },
    { method: 'pin', ms: 3050, count: 2 },
  ]);
});
