/** Main's side of an archive of photographs: a process that holds it open for the length of a run. One at a time; what a stranger's file can do, it does to that process. */
import { basename } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';
import { FromPhotos, type ToPhotos } from '../../imports/photos/protocol.ts';
import { parse } from '../../shared/parse.ts';
import type { PhotoArchive } from '../../shared/photo-archive.ts';
import { follow, type ChildProcess, type Running } from '../base/child-process.ts';
import type { Log } from '../base/log.ts';
import { later } from '../base/timers.ts';

export const LIMITS = {
  /** A process that has not answered by then, on however busy a machine, will not: its list is read in one second, an entry in a tenth of one. */
  silentMs: 60_000,
  /** Nobody asks any more: the window may have been closed meanwhile. */
  idleMs: 600_000,
  endMs: 2_000,
};

export type PhotoArchives = {
  /** Closes the one before. Errors: photos-unreadable, import-too-much, import-cancelled (closed meanwhile), import-failed. */
  open(path: string, site: { readonly language: string; readonly timeZone: string }): Promise<Result<PhotoArchive>>;
  /** @param entry of the list. Errors: photo-damaged; photos-closed, import-too-much: all further ones fail as well. */
  read(archive: number, entry: number): Promise<Result<Uint8Array<ArrayBuffer>>>;
  close(): void;
};

type Options = { readonly fork: () => ChildProcess; readonly log: Log; readonly limits?: Partial<typeof LIMITS> };
type Held = {
  readonly id: number;
  ask<T extends FromPhotos>(message: ToPhotos, key: string): Promise<Result<Extract<T['result'], { ok: true }>['value']>>;
  end(why: 'photos-closed' | 'import-too-much' | 'import-failed' | 'import-cancelled'): void;
};

export function createPhotoArchives(options: Options): PhotoArchives {
  let held: Held | null = null;
  let opened = 0;
  let questions = 0;

  return {
    async open(path, site) {
      held?.end('import-cancelled');
      const own = hold(++opened, options, () => {
        if (held === own) held = null;
      });
      held = own;
      const list = await own.ask<Extract<FromPhotos, { type: 'opened' }>>({ type: 'open', path, site }, 'opened');
      if (list.ok) return ok({ archive: own.id, name: basename(path).slice(0, 200), list: list.value });
      own.end('photos-closed');
      return list;
    },
    async read(archive, entry) {
      if (held?.id !== archive) return err({ code: 'photos-closed' });
      const question = ++questions;
      return held.ask<Extract<FromPhotos, { type: 'read' }>>({ type: 'read', question, entry }, String(question));
    },
    close: () => held?.end('import-cancelled'),
  };
}

/** A process for one archive. @param gone called once, when it holds it no longer */
function hold(id: number, { fork, log, limits: some }: Options, gone: () => void): Held {
  const limits = { ...LIMITS, ...some };
  const waiting = new Map<string, (result: Result<never>) => void>();
  let child: Running | null = null;
  let stopWaiting = (): void => undefined;

  const end: Held['end'] = (code) => {
    stopWaiting();
    const ending = child;
    child = null;
    ending?.end();
    gone();
    for (const answer of waiting.values()) answer(err({ code }));
    waiting.clear();
  };
  function failed(why: string, facts: object = {}): void {
    log.error(facts, why);
    end('import-failed');
  }
  function wait(): void {
    stopWaiting();
    stopWaiting =
      waiting.size > 0
        ? later(limits.silentMs, () => {
            log.warn({}, 'an archive of photos asks for too much time');
            end('import-too-much');
          })
        : later(limits.idleMs, () => end('photos-closed'));
  }
  function take(raw: unknown): void {
    const said = parse(FromPhotos, raw);
    if (!said.ok) {
      failed('the reader of archives said something strange', { field: said.error.field });
      return;
    }
    const key = said.value.type === 'opened' ? 'opened' : String(said.value.question);
    const answer = waiting.get(key);
    waiting.delete(key);
    wait();
    answer?.(said.value.result as Result<never>);
  }

  try {
    child = follow(fork(), limits.endMs, later, {
      message: take,
      error: (type, location) => log.error({ type, location }, 'the reader of archives failed'),
      ended: (code, told) => {
        if (!told) failed('the reader of archives ended', { code });
      },
    });
  } catch (error) {
    log.error({ err: error }, 'the reader of archives could not be started');
  }
  return {
    id,
    end,
    ask(message, key) {
      const { promise, resolve } = Promise.withResolvers<Result<never>>();
      if (child) {
        waiting.set(key, resolve);
        child.post(message);
        wait();
      } else {
        resolve(err({ code: 'import-failed' }));
      }
      return promise;
    },
  };
}
