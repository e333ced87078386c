/** People in front of the app's own visit desk: let in at which look, and as whom. */
import { ok, type Result } from '../../src/domain/result.ts';
import { createAdmit } from '../../src/main/entrance/admit.ts';
import { createVisitDesk, type Policy, type VisitGuard, type VisitWorld } from '../../src/main/entrance/visit.ts';
import type { Look, Looks, Stand } from './look.ts';

export type Rules = {
  readonly policy: Policy;
  readonly guard: VisitGuard;
  readonly match: VisitWorld['match'];
  readonly modelId: string;
};

/** Frames of one look into the camera: the app refuses after nine that can be used. */
const FRAMES = 15;
/** Times that somebody looks. */
const LOOKS = 3;

/** Who was welcomed, and at which usable frame; null = refused, or no decision came. */
async function lookOnce(
  looks: Looks,
  stand: Stand,
  rules: Rules,
): Promise<{ readonly id: number; readonly frame: number } | null> {
  let welcomed: number | null = null;
  let at = 0;
  let now = 0;
  const seen = new Map<Uint8Array, Look>();
  const row = (): Result<{ eventId: number; at: number }> => ok({ eventId: 1, at: now });
  const desk = createVisitDesk({
    embed: (crop) => Promise.resolve(ok({ ...seen.get(crop)!, ms: 0 })),
    match: rules.match,
    policy: () => rules.policy,
    modelId: () => rules.modelId,
    guard: rules.guard,
    admit: createAdmit({
      person: (id) => {
        welcomed = id;
        return ok({ name: String(id), last: null });
      },
      decide: () => ok({ kind: 'granted', direction: 'in' }),
      record: row,
      openDoor: () => undefined,
      cooldownMs: () => 0,
      longestPresenceMs: () => 16 * 3_600_000,
      now: () => now,
    }),
    record: row,
    monotonic: () => now,
    wake: () => undefined,
  });
  for (let frame = 0; frame < FRAMES; frame++) {
    const look = await looks.look(stand, frame);
    if (!look) continue;
    now = look.observation.capturedAt;
    seen.set(look.observation.crop, look);
    const answer = await desk.face(look.observation);
    if (!answer.ok) throw new Error(`the visit failed: ${answer.error.code}`);
    if (answer.value.state === 'checking') at++;
    if (answer.value.state === 'welcome') return { id: welcomed!, frame: at + 1 };
    if (answer.value.state === 'refused') return null;
  }
  return null;
}

export type Tally = {
  readonly visits: number;
  /** Not let in as themselves at the first, the second, the third look. */
  readonly missed: readonly number[];
  /** Let in under another's name. */
  readonly misidentified: number;
  /** Of those let in as themselves: how many usable frames it took, each. */
  readonly frames: readonly number[];
};

/** Enrolled people, each with the gallery's number of theirs: who is refused looks again, as people do. */
export async function judgeOwn(looks: Looks, visits: readonly (Stand & { readonly id: number })[], rules: Rules): Promise<Tally> {
  const missed = Array.from({ length: LOOKS }, () => 0);
  let misidentified = 0;
  const frames: number[] = [];
  for (const visit of visits) {
    for (let again = 0; again < LOOKS; again++) {
      const welcomed = await lookOnce(looks, { ...visit, again }, rules);
      if (welcomed?.id === visit.id) {
        frames.push(welcomed.frame);
        break;
      }
      missed[again]!++;
      if (welcomed !== null) {
        misidentified++;
        for (let rest = again + 1; rest < LOOKS; rest++) missed[rest]!++;
        break;
      }
    }
  }
  return { visits: visits.length, missed, misidentified, frames };
}

/** Strangers, who look once: how many are let in. */
export async function judgeStrangers(looks: Looks, visits: readonly Stand[], rules: Rules, step: () => void): Promise<number> {
  let passed = 0;
  for (const visit of visits) {
    if ((await lookOnce(looks, visit, rules)) !== null) passed++;
    step();
  }
  return passed;
}
