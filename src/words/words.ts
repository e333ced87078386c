/** What every language must say beside the errors: of events, on the screen and in the files that people take away. */
import type { EventKind, EventReason } from '../domain/log/events.ts';

export type Words = {
  readonly kinds: Readonly<Record<EventKind, string>>;
  readonly reasons: Readonly<Record<EventReason, string>>;
  /** Of a row that another version wrote; `{{reason}}` is what stands in it. */
  readonly unknownReason: string;
  readonly logFile: LogFileWords;
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
