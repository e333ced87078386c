/** PIN and badge on in-memory data: the pad's lock-out and the numbers as main has them, and nobody's real signature. */
import { splitCode } from '../../../src/domain/credentials/pin.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { CredentialAnswer, Credentials, PadState, Waits } from '../../../src/shared/calls/credentials.ts';
import type { Input } from '../../../src/shared/contract.ts';
import type { KioskDecision, Person, PersonFields } from '../../../src/shared/schemas.ts';

type World = {
  readonly now: number;
  people(): readonly Person[];
  change(id: number, change: (person: Person) => Person): Result<Person>;
  /** With the next free id. */
  add(fields: PersonFields, more: Partial<Person>): Result<Person>;
  /** A PIN or a badge is another one now. */
  changed(): void;
};

/** The PIN of everybody who gets one here. */
export const FAKE_PIN = '738204';

export const FAKE_WAITS: Waits = {
  byMethod: {
    face: { count: 412, medianMs: 850, p90Ms: 1650 },
    pin: { count: 38, medianMs: 4250, p90Ms: 7550 },
    badge: { count: 57, medianMs: 450, p90Ms: 1150 },
    'face+pin': { count: 6, medianMs: 5150, p90Ms: 8050 },
  },
  face: { count: 412, medianMs: 850, p90Ms: 1650 },
  other: { count: 95, medianMs: 3050, p90Ms: 6850 },
  comparison: { kind: 'slower', differenceMs: 2200 },
};

export function credentialsAnswers(world: World) {
  const pins = new Map<number, { number: string; setAt: number }>([[2, { number: '231', setAt: world.now - 40 * 86_400_000 }]]);
  const badges = new Map<number, { serial: number; issuedAt: number }>([
    [2, { serial: 7, issuedAt: world.now - 40 * 86_400_000 }],
  ]);
  let failures = 0;
  let serial = 100;

  const pad = (): PadState => ({ triesLeft: Math.max(0, 5 - failures), waitSeconds: failures >= 5 ? 30 : 0, disabled: false });
  const answer = (decision: KioskDecision): Result<CredentialAnswer> => ok({ decision, pad: pad() });
  const refused = (reason: 'pin-wrong' | 'badge-unknown' | 'locked-out') =>
    answer({ state: 'refused', reason, from: null, name: null });
  const issued = (id: number, renew: boolean) => {
    const had = renew ? undefined : badges.get(id);
    const badge = had ?? { serial: (serial += 1), issuedAt: world.now };
    badges.set(id, badge);
    return badge;
  };

  return {
    'credentials.pin': ({ code }: Input<'credentials.pin'>) => {
      if (failures >= 5) return refused('locked-out');
      const typed = splitCode(code);
      const id = [...pins].find(([, p]) => p.number === typed?.number)?.[0];
      const found = world.people().find((p) => p.id === id);
      if (!found || typed?.pin !== FAKE_PIN) {
        failures += 1;
        return refused('pin-wrong');
      }
      failures = 0;
      return answer({
        state: 'welcome',
        eventId: 9000 + found.id,
        name: found.name,
        direction: 'in',
        at: world.now,
        method: 'pin',
        last: null,
      });
    },
    'credentials.badge': () => refused('badge-unknown'),
    'credentials.pad': () => ok(pad()),
    'credentials.of': ({ personId }: Input<'credentials.of'>): Result<Credentials> => {
      const pin = pins.get(personId);
      return ok({
        pin: pin ? { ...pin, state: { triesLeft: 5, waitSeconds: 0, disabled: false } } : null,
        badge: badges.get(personId) ?? null,
      });
    },
    'credentials.setPin': ({ personId, pin }: Input<'credentials.setPin'>) => {
      const number = pins.get(personId)?.number ?? String(300 + personId);
      pins.set(personId, { number, setAt: world.now });
      world.changed();
      return ok({ number, pin: pin ?? FAKE_PIN });
    },
    'credentials.removePin': ({ personId }: Input<'credentials.removePin'>) => {
      pins.delete(personId);
      world.changed();
      return ok(null);
    },
    'credentials.resetTries': () => {
      failures = 0;
      world.changed();
      return ok(null);
    },
    'credentials.print': ({ personIds, renew }: Input<'credentials.print'>) => {
      const printed = world
        .people()
        .filter((p) => personIds.includes(p.id))
        .map(({ id, name, employeeNumber, department }) => {
          const badge = issued(id, renew);
          return {
            personId: id,
            name,
            employeeNumber,
            department,
            ...badge,
            token: `00${String(badge.serial).padStart(68, '7')}`,
          };
        });
      world.changed();
      return ok(printed);
    },
    'credentials.endBadge': ({ personId }: Input<'credentials.endBadge'>) => {
      badges.delete(personId);
      world.changed();
      return ok(null);
    },
    'credentials.addWithoutFace': (fields: PersonFields): Result<Person> => {
      const taken = world.people().find((p) => p.employeeNumber === fields.employeeNumber);
      return taken
        ? err({ code: 'employee-number-taken', name: taken.name })
        : world.add(fields, { templates: 0, withoutFace: true });
    },
    'credentials.setWithoutFace': ({ personId, withoutFace }: Input<'credentials.setWithoutFace'>) =>
      world.change(personId, (p) => ({ ...p, withoutFace, templates: withoutFace ? 0 : p.templates })),
    'credentials.waits': () => ok(FAKE_WAITS),
  };
}
