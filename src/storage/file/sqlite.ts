/** better-sqlite3 as ES modules see it: one place that knows that it is a CommonJS module. */
import Database from 'better-sqlite3';

export { Database };
export const SqliteError = Database.SqliteError;
