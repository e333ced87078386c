/** What every language must say beside the errors: of events, on the screen and in the files that people take away. */
import type { ExportField } from '../domain/hours/export-fields.ts';
import type { DayKind, Flag, Verdict } from '../domain/hours/model.ts';
import type { EventKind, EventReason } from '../domain/log/events.ts';

export type Words = {
  readonly kinds: Readonly<Record<EventKind, string>>;
  readonly reasons: Readonly<Record<EventReason, string>>;
  /** Of a row that another version wrote; `{{reason}}` is what stands in it. */
  readonly unknownReason: string;
  readonly logFile: LogFileWords;
  readonly hoursFile: HoursFileWords;
};

/** What files of hours say. */
export type HoursFileWords = {
  readonly fields: Readonly<Record<ExportField, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly dayKinds: Readonly<Record<DayKind, string>>;
  readonly flags: Readonly<Record<Flag, string>>;
  readonly directions: Readonly<Record<'in' | 'out', string>>;
  /** What IN and OUT are where punches are on and off duty. */
  readonly duties: Readonly<Record<'in' | 'out', string>>;
  readonly sources: Readonly<Record<'event' | 'imported' | 'correction', string>>;
  /** Monday first. */
  readonly weekdays: readonly string[];
  /** Of a wall time that was there twice. */
  readonly doubled: string;
  readonly late: (minutes: number) => string;
  readonly early: (minutes: number) => string;
  readonly timesheet: TimesheetWords;
};

/** What somebody signs. */
export type TimesheetWords = {
  readonly title: string;
  readonly period: string;
  readonly site: string;
  readonly rule: string;
  readonly usualRules: string;
  readonly rulesFrom: (day: string) => string;
  readonly state: string;
  readonly states: Readonly<Record<'closed' | 'partly' | 'open', string>>;
  /** Day, plan, in, out, worked, late, early, overtime, notes. */
  readonly columns: readonly string[];
  readonly sum: string;
  readonly corrections: string;
  /** Day, what, reason, who decided. */
  readonly correctionColumns: readonly string[];
  readonly kinds: Readonly<Record<'add' | 'ignore' | 'direction' | 'give' | 'shift' | 'grant', string>>;
  readonly who: Readonly<Record<string, string>>;
  readonly self: string;
  readonly signatures: readonly [string, string];
  readonly signedOn: string;
  readonly made: (at: string, zone: string) => string;
  readonly page: (page: number, of: number) => string;
};

export type LogFileWords = {
  /** The name of the sheet. */
  readonly sheet: string;
  readonly columns: Readonly<
    Record<
      | 'id'
      | 'date'
      | 'time'
      | 'timeZone'
      | 'utc'
      | 'kind'
      | 'employeeNumber'
      | 'name'
      | 'direction'
      | 'reason'
      | 'score'
      | 'about'
      | 'retracted'
      | 'clock'
      | 'more',
      string
    >
  >;
  readonly directions: Readonly<Record<'in' | 'out', string>>;
  readonly yes: string;
  /** What the clock did before a row, in a word or two. `by`: 'H:MM:SS', after whole days where there are some. */
  readonly clock: {
    readonly wrong: string;
    readonly changed: string;
    readonly forward: (days: number, by: string) => string;
    readonly back: (days: number, by: string) => string;
  };
};
