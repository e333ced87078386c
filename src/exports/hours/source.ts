/** What a file of hours is made of: one person after the other, with their days, punches and pairs. Main reads it; the exporter process writes it. */
import type { Direction } from '../../domain/attendance/direction.ts';
import type { Language } from '../../domain/language.ts';
import type { Day, Minute } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { ExportPeriod, ExportTemplate, LeftOut } from '../../shared/exports.ts';
import type { CorrectionBody } from '../../shared/hours.ts';

export type ExportPerson = {
  readonly id: number;
  readonly employeeNumber: string;
  /** What the program on the other side calls them; null = nobody has said it. */
  readonly targetId: string | null;
  readonly name: string;
  readonly department: string;
};

export type ExportPunch = {
  /** e = an event, i = an imported line, c = a correction; then its id. */
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  /** IANA zone in which it was made. */
  readonly zone: string;
  readonly direction: Direction | null;
  readonly door: number | null;
  readonly shiftDay: Day;
};

export type ExportPair = {
  /** Of the punch that begins it. */
  readonly key: string;
  readonly in: Minute;
  /** null = the OUT is not there. */
  readonly out: Minute | null;
  readonly day: Day;
};

/** A correction that counts in the period, for who signs. */
export type ExportCorrection = {
  readonly day: Day;
  readonly kind: CorrectionBody['kind'];
  /** ms since the epoch: of the punch, or of the overtime's first minute; `until`: of its end. */
  readonly at: number | null;
  readonly until: number | null;
  /** Where the punch was moved to. */
  readonly toDay: Day | null;
  readonly direction: Direction | null;
  readonly reason: string;
  /** Who decided, as rows of the log name them. */
  readonly by: string;
  /** By whoever had asked. */
  readonly self: boolean;
};

/** Rules that hold in the period: the day from which they do, and what their overtime is called. */
export type ExportRule = { readonly from: Day; readonly overtime: readonly string[] };

/** One person in one stretch of the period, in the order in which files are written. */
export type PersonBlock = {
  readonly person: ExportPerson;
  readonly days: readonly HourDay[];
  readonly punches: readonly ExportPunch[];
  readonly pairs: readonly ExportPair[];
  readonly corrections: readonly ExportCorrection[];
  /** Punches that a correction leaves out; requests that this version cannot read. */
  readonly ignored: number;
  readonly unreadable: number;
};

/** What every row of one file shares. */
export type ExportContext = {
  readonly template: ExportTemplate;
  readonly period: ExportPeriod;
  /** IANA, of the site. */
  readonly zone: string;
  readonly language: Language;
  readonly site: string;
  readonly siteId: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly rules: readonly ExportRule[];
};

export type LeaveOut = (why: LeftOut['why'], of: string, count?: number) => void;
/** Counts rows, and who and what has none. */
export type Tally = { row(count?: number): void; readonly leaveOut: LeaveOut };
export type Blocks = AsyncIterable<PersonBlock> | Iterable<PersonBlock>;
/** Everybody of the file: the first call for its first pass (`passes.ts`), each other one for the next. */
export type People = () => Blocks;
