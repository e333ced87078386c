/** A step of the schema. Never edited once released; the next change is the next number. */
export type Migration = {
  /** Rises in tens; becomes `PRAGMA user_version`. */
  readonly version: number;
  readonly name: string;
  /** Runs in one transaction of its own. */
  readonly sql: string;
};
