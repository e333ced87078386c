/** What is done with each line of an attlog, before it is done: the same at the preview and at the import. */
import { isoDay } from '../../domain/hours/days.ts';
import { sameKey } from '../../domain/text.ts';
import { directionOf } from '../../imports/attlog/attlog.ts';
import {
  ATTLOG_LEFT_OUT,
  PUNCH_DOUBTS,
  SHOWN,
  type AttlogFile,
  type AttlogPreview,
  type AttlogRead,
  type ImportCounts,
  type PunchLeftOut,
} from '../../shared/data-imports.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import type { Slices } from '../base/slices.ts';
import { numberHolders, punchedAt, type Holder, type NewPunch } from '../../storage/imports/punches.ts';

type Holders = (number: string) => Holder | null;

export type SortedLines = {
  /** Of each person theirs, by time. */
  readonly added: readonly (readonly NewPunch[])[];
  readonly counts: ImportCounts;
  /** Lines of the same person, second and state as one before. */
  readonly doubles: readonly number[];
  /** Places of lines whose number nobody has. */
  readonly nobody: readonly number[];
  readonly holders: Holders;
};

/** Whose numbers they are: as stored, and where nobody has one, as an administrator said. */
function holdersOf(db: ReadableDb, people: AttlogFile['people']): Holders {
  const byKey = numberHolders(db);
  const byId = new Map([...byKey.values()].map((holder) => [holder.id, holder]));
  const said = new Map(people.map(({ number, personId }) => [number, byId.get(personId) ?? null]));
  return (number) => byKey.get(sameKey(number)) ?? said.get(number) ?? null;
}

/** How often work says how far it is: lines. */
const STEP = 250;

/** In slices (base/slices.ts): a quarter of a million lines take a while. */
export function* sortLines(db: ReadableDb, file: AttlogRead, people: AttlogFile['people']): Slices<SortedLines> {
  const holders = holdersOf(db, people);
  const owners: (Holder | null)[] = [];
  for (const number of file.numbers) {
    owners.push(holders(number));
    yield 5;
  }
  const [first, last] = file.wall.reduce(([a, b], wall) => [Math.min(a, wall), Math.max(b, wall)], [Infinity, -Infinity]);
  const before = new Map<number, ReadonlySet<number>>();
  for (const owner of owners) {
    if (!owner || before.has(owner.id)) continue;
    const seconds = punchedAt(db, owner.id, first, last);
    before.set(owner.id, seconds);
    yield 50 + seconds.size;
  }
  const added = new Map<number, NewPunch[]>();
  const doubles: number[] = [];
  const nobody: number[] = [];
  let known = 0;
  const seen = new Set<string>();
  for (let i = 0; i < file.line.length; i++) {
    if (i % STEP === 0) yield STEP;
    const owner = owners[file.number[i]!];
    const wall = file.wall[i]!;
    const status = file.states[file.state[i]!]!;
    if (!owner) {
      nobody.push(i);
      continue;
    }
    if (before.get(owner.id)!.has(wall)) {
      known++;
      continue;
    }
    const key = `${owner.id} ${wall} ${status}`;
    if (seen.has(key)) {
      doubles.push(i);
      continue;
    }
    seen.add(key);
    const doubt = PUNCH_DOUBTS[file.doubt[i]!] ?? null;
    const said = { direction: directionOf(status === '' ? undefined : status), doubt, line: file.line[i]!, raw: file.raw[i]! };
    const theirs = added.get(owner.id) ?? [];
    if (theirs.push({ personId: owner.id, at: file.at[i]!, wall, status, ...said }) === 1) added.set(owner.id, theirs);
  }
  for (const theirs of added.values()) {
    theirs.sort((a, b) => a.at - b.at || a.line - b.line);
    yield theirs.length;
  }
  const left = Object.values(file.leftOut).reduce((sum, n) => sum + n, 0);
  const counts: ImportCounts = {
    rows: file.line.length + left,
    added: file.line.length - known - doubles.length - nobody.length,
    changed: 0,
    known,
    leftOut: left + doubles.length + nobody.length,
  };
  return { added: inOrder(added), counts, doubles, nobody, holders };
}

const inOrder = (added: ReadonlyMap<number, NewPunch[]>): NewPunch[][] =>
  [...added].toSorted(([a], [b]) => a - b).map(([, theirs]) => theirs);

/** @param before when this very file was imported, ms since the epoch */
export function attlogPreview(file: AttlogRead, sorted: SortedLines, before: number | null): AttlogPreview {
  const { added, counts, doubles, nobody, holders } = sorted;
  // Those of nobody are shown by their number.
  const left = leftOutLines(file, { doubles, nobody: [] }).slice(0, SHOWN);
  const strangers = Map.groupBy(nobody, (i) => file.numbers[file.number[i]!]!);
  const { status } = file.columns;
  const doubts = (of: (punch: NewPunch) => boolean): number => added.reduce((n, theirs) => n + theirs.filter(of).length, 0);
  return {
    text: file.text,
    columns: file.columns,
    width: file.width,
    counts,
    leftOut: { ...file.leftOut, double: file.leftOut.double + doubles.length, nobody: nobody.length },
    sample: file.cells.map((cells, i) => ({
      line: file.line[i]!,
      cells,
      person: holders(cells[0] ?? '')?.name ?? null,
      direction: directionOf(status === null ? undefined : cells[status + 2]),
    })),
    left,
    nobody: [...strangers]
      .map(([number, lines]) => ({ number, lines: lines.length }))
      .toSorted((a, b) => b.lines - a.lines)
      .slice(0, SHOWN),
    unclear: file.unclear,
    doubtful: {
      doubled: doubts((p) => p.doubt === 'ambiguous-first' || p.doubt === 'ambiguous-second'),
      missing: doubts((p) => p.doubt === 'missing-hour'),
    },
    days: daysOf(added),
    before,
  };
}

type LeftOutLine = { readonly line: number; readonly text: string; readonly reason: PunchLeftOut };

/** Every line that is not taken, in the order of the file. */
export function leftOutLines(file: AttlogRead, { doubles, nobody }: Pick<SortedLines, 'doubles' | 'nobody'>): LeftOutLine[] {
  const { line, text, reason } = file.left;
  const lineAt = (i: number, why: 'double' | 'nobody') => ({ line: file.line[i]!, text: file.raw[i]!, reason: why });
  return [
    ...Array.from(line, (at, i) => ({ line: at, text: text[i]!, reason: ATTLOG_LEFT_OUT[reason[i]!]! })),
    ...doubles.map((i) => lineAt(i, 'double')),
    ...nobody.map((i) => lineAt(i, 'nobody')),
  ].toSorted((a, b) => a.line - b.line);
}

function daysOf(added: SortedLines['added']): AttlogPreview['days'] {
  if (added.length === 0) return null;
  let [from, to] = [Infinity, -Infinity];
  for (const theirs of added) for (const { wall } of theirs) [from, to] = [Math.min(from, wall), Math.max(to, wall)];
  return { from: isoDay(Math.floor(from / 86_400)), to: isoDay(Math.floor(to / 86_400)) };
}
