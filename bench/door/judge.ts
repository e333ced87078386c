/** Each visit in front of the app's own visit desk, under one setting of the rule; the answers counted. */
import { ok, type Result } from '../../src/domain/result.ts';
import { createAdmit } from '../../src/main/access/admit.ts';
import { createVisitDesk, type Policy, type VisitGuard, type VisitWorld } from '../../src/main/recognition/visit.ts';
import type { KioskDecision } from '../../src/shared/schemas.ts';
import type { Look, Seen } from './look.ts';

export type Setting = {
  readonly name: string;
  /** What it adds, for people. */
  readonly what: string;
  readonly policy: Policy;
  readonly guard?: VisitGuard;
  readonly match: VisitWorld['match'];
  readonly modelId: string;
};

export type Outcome = {
  /** Welcomed as whom; null = not let in. */
  readonly welcomed: number | null;
  /** The last answer that was no welcome: why they were not let in. */
  readonly why: KioskDecision['state'] | null;
  /** Frames until the welcome, or all. */
  readonly frames: number;
};

export async function visit(seen: Seen, setting: Setting): Promise<Outcome> {
  const looks = new Map<Uint8Array, Look>(seen.looks.map((look) => [look.observation.crop, look]));
  let welcomed: number | null = null;
  let at = 0;
  const row = (): Result<{ eventId: number; at: number }> => ok({ eventId: 1, at });
  const desk = createVisitDesk({
    embed: (crop) => {
      const look = looks.get(crop);
      if (!look) throw new Error('a crop that is not of this visit');
      return Promise.resolve(ok({ vector: look.vector, mirrorCosine: look.mirrorCosine, ms: 0 }));
    },
    match: setting.match,
    policy: () => setting.policy,
    modelId: () => setting.modelId,
    ...(setting.guard ? { guard: setting.guard } : {}),
    admit: createAdmit({
      person: (id) => {
        welcomed = id;
        return ok({ name: String(id), last: null });
      },
      decide: () => ok({ kind: 'granted', direction: 'in' }),
      record: row,
      openDoor: () => undefined,
      cooldownMs: () => 0,
      now: () => at,
    }),
    record: row,
    monotonic: () => at,
    wake: () => undefined,
  });
  let why: KioskDecision['state'] | null = null;
  let frames = 0;
  for (const { observation } of seen.looks) {
    at = observation.capturedAt;
    frames++;
    const answer = await desk.face(observation);
    if (!answer.ok) throw new Error(`the visit failed: ${answer.error.code}`);
    if (answer.value.state === 'welcome') return { welcomed, why: null, frames };
    welcomed = null;
    why = answer.value.state;
  }
  return { welcomed: null, why, frames };
}

export type Tally = {
  /** Strangers who were let in. */
  readonly falseAccepts: number;
  /** Enrolled people who were not let in, or were let in as somebody else. */
  readonly falseRejects: number;
  /** Of the false rejects: let in under another's name. */
  readonly misidentified: number;
  /** Asked for a PIN or badge instead of being let in or refused. */
  readonly askedForPin: { readonly genuine: number; readonly impostor: number };
};

/** @param ids the gallery's person of each name */
export async function judge(genuine: readonly Seen[], impostors: readonly Seen[], ids: ReadonlyMap<string, number>, setting: Setting): Promise<Tally> {
  let falseAccepts = 0;
  let falseRejects = 0;
  let misidentified = 0;
  const askedForPin = { genuine: 0, impostor: 0 };
  for (const seen of genuine) {
    const { welcomed, why } = await visit(seen, setting);
    if (why === 'need-pin') askedForPin.genuine++;
    if (welcomed === ids.get(seen.person)) continue;
    falseRejects++;
    if (welcomed !== null) misidentified++;
  }
  for (const seen of impostors) {
    const { welcomed, why } = await visit(seen, setting);
    if (why === 'need-pin') askedForPin.impostor++;
    if (welcomed !== null) falseAccepts++;
  }
  return { falseAccepts, falseRejects, misidentified, askedForPin };
}
