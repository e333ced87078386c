/** Main's side of a file of hours: a process that writes it, fed with people as it asks for them, and ended when nobody wants the file any more. */
import { err, ok, type Result } from '../../domain/result.ts';
import { FromExporter, type ToExporter } from '../../exports/hours/protocol.ts';
import type { ExportContext, PersonBlock } from '../../exports/hours/source.ts';
import type { Written } from '../../exports/hours/write.ts';
import { parse } from '../../shared/parse.ts';
import { follow, type ChildProcess, type Running } from '../base/child-process.ts';
import type { Log } from '../base/log.ts';
import { later } from '../base/timers.ts';

/** A process that has not begun by then, or says nothing for so long while it writes, will not. */
const SILENT_MS = 120_000;
const END_MS = 2_000;

export type Exporter = {
  /**
   * @param path of a file that is there and is written over; null = what it would be is counted, and nothing is kept
   * @param next the next few people, null when there are no more; it is called when the ones before are written
   * Errors: export-failed, export-cancelled.
   */
  write(
    context: ExportContext,
    path: string | null,
    next: () => Promise<readonly PersonBlock[] | null>,
    signal: AbortSignal,
  ): Promise<Result<Written>>;
};

export function createExporter({ fork, log }: { readonly fork: () => ChildProcess; readonly log: Log }): Exporter {
  return {
    write(context, path, next, signal) {
      const { promise, resolve } = Promise.withResolvers<Result<Written>>();
      let child: Running | null = null;
      let settled = false;
      let stopWaiting = (): void => undefined;

      function settle(result: Result<Written>): void {
        settled = true;
        stopWaiting();
        child?.end();
        resolve(result);
      }
      function failed(why: string, facts: object = {}): void {
        log.error(facts, why);
        settle(err({ code: 'export-failed', path: path ?? '' }));
      }
      function wait(): void {
        stopWaiting();
        stopWaiting = later(SILENT_MS, () => failed('the exporter is silent'));
      }
      async function feed(): Promise<void> {
        const blocks = await next();
        if (settled) return;
        child?.post((blocks === null ? { type: 'end' } : { type: 'people', blocks }) satisfies ToExporter);
        wait();
      }
      function take(raw: unknown): void {
        const said = parse(FromExporter, raw);
        if (!said.ok) failed('the exporter said something strange', { field: said.error.field });
        else if (said.value.type === 'more')
          feed().catch((error: unknown) => {
            if (!settled) failed('people could not be read', { err: error });
          });
        else if (said.value.type === 'done') settle(ok(said.value.written));
        else failed('a file could not be written', { message: said.value.message });
      }

      if (signal.aborted) return Promise.resolve(err({ code: 'export-cancelled' }));
      signal.addEventListener('abort', () => settle(err({ code: 'export-cancelled' })), { once: true });
      try {
        child = follow(fork(), END_MS, later, {
          message: take,
          error: (type, location) => log.error({ type, location }, 'the exporter failed'),
          ended: (code, told) => {
            if (!told) failed('the exporter ended before its file was written', { code });
          },
        });
        wait();
        child.post({ type: 'begin', context, path } satisfies ToExporter);
      } catch (error) {
        failed('the exporter could not be started', { err: error });
      }
      return promise;
    },
  };
}
