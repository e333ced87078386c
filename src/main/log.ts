/** The app's own log file: plain lines for support. It never holds a picture, an embedding, a name or a secret. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Logs to a file, one JSON line each; falls back to standard error where the file cannot be written. */
export function createLog(file: string): Log {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return pino({ level: 'info', base: null }, pino.destination({ dest: file, sync: true, append: true }));
  } catch {
    return pino({ level: 'info', base: null }, pino.destination({ dest: 2, sync: true }));
  }
}
