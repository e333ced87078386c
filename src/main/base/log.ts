/** The app's own log file: plain lines for support. It never holds a picture, an embedding, a name or a secret. */
import { closeSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino, type Logger } from 'pino';
import { openPrivateAppend, privateFolder, writeAll } from '../../storage/file/files.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Bytes of one file; then it becomes lintel.1.log, and that one lintel.2.log. */
const LARGEST = 1_000_000;
/** Files in all, the one that is written included. */
const KEPT = 5;
/** A disk that took no line is tried again after so long. */
const RETRY_MS = 60_000;

/**
 * Logs to a file, one JSON line each. Writing a line never throws and never ends the process: what finds no disk, or cannot be written
 * as JSON, is counted, and the log says how many lines are missing as soon as it can be written again.
 * @param now ms that only rise
 */
export function createLog(file: string, now: () => number = () => performance.now()): Log {
  const lines = rotating(file, now);
  const logger = pino({ level: 'info', base: null }, lines);
  const guarded = (level: 'info' | 'warn' | 'error') =>
    ((...line: Parameters<Logger['info']>) => {
      try {
        logger[level](...line);
      } catch (error) {
        // What was to be logged could not be read: a getter, a toJSON.
        lines.missed(error);
      }
    }) as Logger['info'];
  return { info: guarded('info'), warn: guarded('warn'), error: guarded('error') };
}

/** The file as pino's stream. Opened at the first line. */
function rotating(file: string, now: () => number): { write(line: string): void; missed(error: unknown): void } {
  let open: { readonly fd: number; size: number } | null = null;
  let lost = 0;
  let why = '';
  let retryAt = -Infinity;
  /** A full disk took half a line: the next one begins on its own. */
  let torn = false;
  let told = false;

  function put(line: string): void {
    const bytes = Buffer.from(torn ? `\n${line}` : line);
    if (open && open.size > 0 && open.size + bytes.length > LARGEST) rotate();
    if (!open) {
      privateFolder(dirname(file));
      open = openPrivateAppend(file);
      if (open.size > 0 && open.size + bytes.length > LARGEST) rotate();
    }
    torn = true;
    writeAll((open ??= openPrivateAppend(file)).fd, bytes);
    torn = false;
    open.size += bytes.length;
  }

  function close(): void {
    const closing = open;
    open = null;
    if (closing) closeSync(closing.fd);
  }

  function rotate(): void {
    close();
    const name = (n: number): string => (n === 0 ? file : file.replace(/(\.[^./\\]+)?$/, (end) => `.${n}${end}`));
    for (let n = KEPT - 2; n >= 0; n--) {
      try {
        renameSync(name(n), name(n + 1));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }

  function missed(error: unknown): void {
    lost++;
    why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
  }

  function failed(error: unknown): void {
    missed(error);
    retryAt = now() + RETRY_MS;
    try {
      close();
      // Once: nobody may be reading there, and a full pipe would stop main.
      if (!told) writeAll(2, Buffer.from(`lintel: the log cannot be written (${why}): ${file}\n`));
    } catch {
      // There is nowhere left to say it.
    }
    told = true;
  }

  return {
    missed,
    write(line) {
      if (now() < retryAt) {
        lost++;
        return;
      }
      try {
        if (lost > 0) {
          put(
            `${JSON.stringify({ level: 40, time: Date.now(), lost, code: why, msg: 'lines of this log could not be written' })}\n`,
          );
          lost = 0;
        }
        put(line);
      } catch (error) {
        failed(error);
      }
    },
  };
}
