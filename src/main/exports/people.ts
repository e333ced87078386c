/** People of a file of hours as it is written: a few at a time, so that main has doors to open between them. */
import { setImmediate } from 'node:timers/promises';
import { OF_JUDGED_PUNCH, type ExportField } from '../../domain/hours/export-fields.ts';
import { readsPunches } from '../../exports/hours/passes.ts';
import type { ExportPerson, PersonBlock } from '../../exports/hours/source.ts';
import type { ExportPeriod, ExportTemplate } from '../../shared/exports.ts';
import { daysOf } from '../../storage/hours/days.ts';
import { correctionsOfFile, peopleOfFile, punchesOfFile } from '../../storage/hours/export-people.ts';
import { exportIds } from '../../storage/hours/exports.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { grantedOf } from '../../storage/hours/requests.ts';
import type { ReadableDb } from '../../storage/file/db.ts';

/** How long main reads without a pause, ms. */
const AT_ONCE_MS = 8;
const SENT_AT_ONCE = 20;

export type Who = { readonly department: string | null };

export function peopleFor(
  db: ReadableDb,
  book: ReadBook,
  { ids }: Pick<ExportTemplate, 'ids'>,
  period: ExportPeriod,
  who: Who,
): readonly ExportPerson[] {
  const since = book.book.zones.at(-1)!.value.bounds(period.from).from * 60_000;
  const targets = ids === '' ? null : exportIds(db, ids);
  return peopleOfFile(db, who.department, since).map((person) => ({ ...person, targetId: targets?.get(person.id) ?? null }));
}

const JUDGED: ReadonlySet<ExportField> = new Set(OF_JUDGED_PUNCH);

/** @param now ms since the epoch */
export function blockOf(
  db: ReadableDb,
  book: ReadBook,
  person: ExportPerson,
  { grain, format, columns }: Pick<ExportTemplate, 'grain' | 'format' | 'columns'>,
  period: ExportPeriod,
  now: number,
): PersonBlock {
  const isSheet = format === 'pdf';
  const wantsPunches = format === 'attlog' || (readsPunches(grain) && !isSheet);
  const wantsDays = !wantsPunches || columns.some(({ field }) => JUDGED.has(field));
  const own = wantsPunches ? punchesOfFile(db, book, person.id, period, now) : { punches: [], pairs: [], ignored: 0 };
  return {
    person,
    days: !wantsDays ? [] : daysOf(db, book, [person.id], period.from, period.to, now),
    ...own,
    corrections: isSheet ? correctionsOfFile(db, person.id, period.from, period.to) : [],
    unreadable: grantedOf(db, person.id, period.from, period.to).unreadable.length,
  };
}

/** `people`: how often one is read, over all passes. */
export type Fed = { readonly people: number; doubtfulDays: number; openDays: number; done: number };

/** What is read of a person in a pass, and whether it is the first time that these days of theirs are read. */
export type Reading = { readonly read: (person: ExportPerson) => PersonBlock; readonly isFirst: boolean };

/** Everybody for each pass, with null after the last of one. Days that somebody should have looked at first are counted as they pass. */
export function feeder(
  people: readonly ExportPerson[],
  readings: readonly Reading[],
  told: (fed: Fed) => void,
): { readonly fed: Fed; readonly next: () => Promise<readonly PersonBlock[] | null> } {
  const fed: Fed = { people: people.length * readings.length, doubtfulDays: 0, openDays: 0, done: 0 };
  let [pass, at] = [0, 0];
  return {
    fed,
    async next() {
      const reading = readings[pass];
      if (!reading || at >= people.length) {
        [pass, at] = [pass + 1, 0];
        return null;
      }
      const blocks: PersonBlock[] = [];
      let since = performance.now();
      for (const person of people.slice(at, at + SENT_AT_ONCE)) {
        const block = reading.read(person);
        blocks.push(block);
        [at, fed.done] = [at + 1, fed.done + 1];
        for (const day of reading.isFirst ? block.days : []) {
          if (day.verdict === 'open') fed.openDays++;
          else if (day.verdict === 'missing' || day.flags.length > 0) fed.doubtfulDays++;
        }
        if (performance.now() - since < AT_ONCE_MS) continue;
        await setImmediate();
        since = performance.now();
      }
      told(fed);
      return blocks;
    },
  };
}
