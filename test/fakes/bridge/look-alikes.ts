/** Look-alikes and "not him" on in-memory data: two pairs, one counter-example, and the taking back of a row of the log. */
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { CounterExampleRow, LookAlikePair, NotHimState } from '../../../src/shared/calls/look-alikes.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import type { LogRow, Person } from '../../../src/shared/schemas.ts';

type World = {
  readonly now: number;
  people(): readonly Person[];
  log(): readonly LogRow[];
  /** Takes a row back, or lets it stand again. */
  retract(eventId: number, retracted: boolean): void;
  changed(): void;
};

const DAY_MS = 86_400_000;
const PROBE_DAYS = 14;

export function lookAlikesAnswers({ now, people, log, retract, changed }: World) {
  const someone = ({ id, name, employeeNumber }: Person) => ({ id, name, employeeNumber });
  const pair = (i: number, j: number, score: number, days: number): LookAlikePair[] => {
    const [a, b] = [people()[i], people()[j]];
    return a && b ? [{ a: someone(a), b: someone(b), score, since: now - days * DAY_MS }] : [];
  };
  const pairs = () => [...pair(0, 2, 0.71, 12), ...pair(1, 4, 0.58, 3)];
  let said: CounterExampleRow[] = [];
  let first = true;
  const counterExamples = () => {
    const punch = log().find((r) => r.kind === 'recognised' && r.personId !== null);
    if (first && punch) {
      const who = people().find((p) => p.id === punch.personId);
      if (who)
        said = [
          {
            eventId: punch.id,
            person: someone(who),
            saidAt: 'kiosk',
            at: now - 9 * DAY_MS,
            madeAt: now - 9 * DAY_MS,
            used: false,
          },
        ];
    }
    first = false;
    return said;
  };
  const recognised = (id: number) => log().find((r) => r.id === id && r.kind === 'recognised');

  const state = (id: number): NotHimState => {
    const row = recognised(id);
    const one = said.find((c) => c.eventId === id);
    if (one) return { state: 'said', saidAt: one.saidAt, used: one.used };
    if (!row || now - row.at > PROBE_DAYS * DAY_MS) return { state: 'gone', days: PROBE_DAYS };
    return { state: 'possible', until: row.at + PROBE_DAYS * DAY_MS };
  };

  return {
    'lookAlikes.list': (): Result<Output<'lookAlikes.list'>> =>
      ok({
        pairs: pairs(),
        total: pairs().length,
        threshold: 0.53,
        people: people().length,
        margin: 0.1,
        searched: { at: now - 9.2 * 3_600_000, people: people().length, current: true },
        search: null,
        counterExamples: counterExamples(),
      }),
    'lookAlikes.check': ({ personId }: Input<'lookAlikes.check'>) =>
      ok(pairs().filter((p) => p.a.id === personId || p.b.id === personId)),
    'lookAlikes.search': () => ok(null),
    'notHim.state': ({ eventId }: Input<'notHim.state'>) => ok(state(eventId)),
    'notHim.say': ({ eventId }: Input<'notHim.say'>): Result<null> => {
      const row = recognised(eventId);
      const person = people().find((p) => p.id === row?.personId);
      if (!row || !person || state(eventId).state !== 'possible') return err({ code: 'event-gone' });
      said = [{ eventId, person: someone(person), saidAt: 'log', at: row.at, madeAt: now, used: true }, ...said];
      retract(eventId, true);
      changed();
      return ok(null);
    },
    'notHim.undo': ({ eventId }: Input<'notHim.undo'>): Result<null> => {
      if (!said.some((c) => c.eventId === eventId)) return err({ code: 'event-gone' });
      said = said.filter((c) => c.eventId !== eventId);
      retract(eventId, false);
      changed();
      return ok(null);
    },
  };
}
