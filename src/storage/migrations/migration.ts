/** A step of the schema. Never edited once released; the next change is the next number. */
export type Migration = {
  /** Rises in tens; becomes `PRAGMA user_version`. */
  readonly version: number;
  readonly name: string;
  /** All of a step runs in one transaction of its own. */
  readonly sql: string;
  /** A table that is made anew: its rows are carried over in pieces, so that a long log can tell how far it is. */
  readonly carry?: {
    /** Whose rows are carried, by their `id`. */
    readonly table: string;
    /** Statements with :after and :upTo, the ids that a piece lies between. Each row is carried once. */
    readonly sql: readonly string[];
    /** When all are over: the old table goes, and the new one takes its name. */
    readonly then: string;
  };
};
