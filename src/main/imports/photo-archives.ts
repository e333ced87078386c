/** Main's side of an archive of photographs: a process that holds it open for the length of a run. One at a time; what a stranger's file can do, it does to that process. */
import { createHash } from 'node:crypto';
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
  /** Nobody asks any more: the window may have been closed meanwhile, or whoever sat there was signed out. */
  idleMs: 600_000,
  endMs: 2_000,
};

export type PhotoArchives = {
  /** Closes the one before. Errors: photos-unreadable, import-too-much, import-cancelled (closed meanwhile), import-failed. */
  open(path: string, site: { readonly language: string; readonly timeZone: string }): Promise<Result<PhotoArchive>>;
  /**
   * Of an archive that nobody asked for a while it is opened anew, where it is still the same.
   * @param entry of the list. Errors: photo-damaged; photos-closed, import-too-much: all further ones fail as well.
   */
  read(archive: number, entry: number): Promise<Result<Uint8Array<ArrayBuffer>>>;
  close(): void;
};

type Options = { readonly fork: () => ChildProcess; readonly log: Log; readonly limits?: Partial<typeof LIMITS> };
type Held = {
  readonly id: number;
  ask<T extends FromPhotos>(message: ToPhotos, key: string): Promise<Result<Extract<T['result'], { ok: true }>['value']>>;
  end(why: 'photos-closed' | 'import-too-much' | 'import-failed' | 'import-cancelled'): void;
};

type Whereabouts = Parameters<PhotoArchives['open']>[1];
/** An archive whose process was ended since nobody asked. */
type Asleep = { readonly id: number; readonly path: string; readonly site: Whereabouts; readonly list: string };

export function createPhotoArchives(options: Options): PhotoArchives {
  let held: Held | null = null;
  let asleep: Asleep | null = null;
  let waking: Promise<void> | null = null;
  let opened = 0;
  let questions = 0;

  async function start(id: number, path: string, site: Whereabouts): Promise<Result<PhotoArchive['list']>> {
    held?.end('import-cancelled');
    asleep = null;
    let list: string | null = null;
    const own = hold(id, options, (idle) => {
      if (held !== own) return;
      held = null;
      if (idle && list !== null) asleep = { id, path, site, list };
    });
    held = own;
    const found = await own.ask<Extract<FromPhotos, { type: 'opened' }>>({ type: 'open', path, site }, 'opened');
    if (found.ok) list = hashOf(found.value);
    else own.end('photos-closed');
    return found;
  }

  /** Its entries are known by their places: another archive at its path is none that was asked for. */
  async function wake({ id, path, site, list }: Asleep): Promise<void> {
    const found = await start(id, path, site);
    if (found.ok && hashOf(found.value) !== list && held?.id === id) held.end('photos-closed');
  }

  return {
    async open(path, site) {
      const id = ++opened;
      const list = await start(id, path, site);
      return list.ok ? ok({ archive: id, name: basename(path).slice(0, 200), list: list.value }) : list;
    },
    async read(archive, entry) {
      if (asleep?.id === archive)
        waking = wake(asleep).finally(() => {
          waking = null;
        });
      if (waking) await waking;
      if (held?.id !== archive) return err({ code: 'photos-closed' });
      const question = ++questions;
      return held.ask<Extract<FromPhotos, { type: 'read' }>>({ type: 'read', question, entry }, String(question));
    },
    close() {
      asleep = null;
      held?.end('import-cancelled');
    },
  };
}

const hashOf = (list: PhotoArchive['list']): string => createHash('sha256').update(JSON.stringify(list)).digest('hex');

/** A process for one archive. @param gone called once, when it holds it no longer; `idle`: since nobody asked */
function hold(id: number, { fork, log, limits: some }: Options, gone: (idle: boolean) => void): Held {
  const limits = { ...LIMITS, ...some };
  const waiting = new Map<string, (result: Result<never>) => void>();
  let child: Running | null = null;
  let stopWaiting = (): void => undefined;

  const end = (code: Parameters<Held['end']>[0], idle = false): void => {
    stopWaiting();
    const ending = child;
    child = null;
    ending?.end();
    gone(idle);
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
        : later(limits.idleMs, () => end('photos-closed', true));
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
