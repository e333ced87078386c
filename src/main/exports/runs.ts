/** Making a file of hours, asked for or by itself: one at a time, with its progress, and on record with its hash. */
import { err, ok, type Result } from '../../domain/result.ts';
import type { ExportContext, ExportRule } from '../../exports/hours/source.ts';
import { passesOf } from '../../exports/hours/passes.ts';
import { BUILT_IN } from '../../exports/hours/templates/index.ts';
import type { ExportDone, ExportState, KeyedTemplate } from '../../shared/calls/exports.ts';
import type { ExportPeriod, ExportTemplate } from '../../shared/exports.ts';
import { openPart, type Part } from '../../storage/file/files.ts';
import { insertRun, ownKey, ownTemplates } from '../../storage/hours/exports.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { operatorNow, type Operator } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import { bookOf } from '../hours/book.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import type { Exporter } from './export-process.ts';
import { blockOf, feeder, peopleFor, type Who } from './people.ts';

export function templatesOf(site: Pick<Site, 'db'>): {
  readonly templates: KeyedTemplate[];
  readonly unreadable: string[];
} {
  const { templates, unreadable } = ownTemplates(site.db);
  return {
    templates: [
      ...Object.entries(BUILT_IN).map(([key, template]) => ({ key, id: null, template })),
      ...templates.map(({ id, template }) => ({ key: ownKey(id), id, template })),
    ],
    unreadable: [...unreadable],
  };
}

export const templateOf = (site: Pick<Site, 'db'>, key: string): ExportTemplate | null =>
  templatesOf(site).templates.find((t) => t.key === key)?.template ?? null;

/** What a template still has to be told. */
export const emptyValues = (template: ExportTemplate): string[] =>
  template.values.filter(({ value }) => value.trim() === '').map(({ label }) => label);

const SITE_ID_LETTERS = 8;

export function contextOf(site: Site, template: ExportTemplate, period: ExportPeriod, now: number): ExportContext {
  const {
    appearance: { language },
    site: { name, timeZone },
  } = site.settings();
  const siteId = site.open.siteId.slice(0, SITE_ID_LETTERS);
  const rules = template.format === 'pdf' ? rulesIn(bookOf(site), period) : [];
  return { template, period, zone: timeZone, language, site: name, siteId, now, rules };
}

/** Each version that holds on one of the days. */
function rulesIn({ book: { rules } }: ReadBook, { from, to }: ExportPeriod): readonly ExportRule[] {
  return rules
    .filter((rule, i) => rule.from <= to && (rules[i + 1]?.from ?? to + 1) > from)
    .map((rule) => ({ from: rule.from, overtime: rule.value.overtime.map(({ name }) => name) }));
}

export type Asked = {
  readonly key: string;
  readonly template: ExportTemplate;
  readonly period: ExportPeriod;
  readonly who: Who;
  /** null = nothing is kept. */
  readonly path: string | null;
  readonly scheduleId: number | null;
};

export type Runs = {
  /** Errors: export-busy, export-values, export-failed, export-cancelled; the disk's. */
  run(site: Site, asked: Asked): Promise<Result<ExportDone>>;
  cancel(): void;
  state(): ExportState;
};

type World = {
  readonly exporter: Exporter;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'error'>;
  /** The file that is being made has gone on, or is done. */
  readonly changed: () => void;
};

export function createRuns({ exporter, clock, log, changed }: World): Runs {
  let running: { name: string; done: number; people: number; abort: AbortController } | null = null;

  async function write(site: Site, asked: Asked, part: Part | null, abort: AbortController): Promise<Result<ExportDone>> {
    const { template, period, who } = asked;
    const now = clock.now();
    const book = bookOf(site);
    const people = peopleFor(site.db, book, template, period, who);
    const { fed, next } = feeder(
      people,
      passesOf({ template, period }).map(({ isFirst, ...pass }) => ({
        isFirst,
        read: (person) => blockOf(site.db, book, person, pass.template, pass.period, now),
      })),
      ({ done, people: all }) => {
        if (running) running = { ...running, done: Math.floor((done * people.length) / all), people: people.length };
        changed();
      },
    );
    const written = await exporter.write(contextOf(site, template, period, now), part?.path ?? null, next, abort.signal);
    if (!written.ok) return written;
    const { rows, bytes, hash, leftOut } = written.value;
    const { doubtfulDays, openDays } = fed;
    return ok({ path: asked.path, rows, bytes, hash, people: people.length, leftOut: [...leftOut], doubtfulDays, openDays });
  }

  return {
    async run(site, asked) {
      if (running) return err({ code: 'export-busy' });
      const [value] = emptyValues(asked.template);
      if (value !== undefined) return err({ code: 'export-values', label: value });
      const abort = new AbortController();
      running = { name: asked.template.name, done: 0, people: 0, abort };
      changed();
      const by = operatorNow();
      let part: Part | null = null;
      try {
        part = asked.path === null ? null : openPart(asked.path);
        const done = await write(site, asked, part, abort);
        if (!done.ok || part === null) {
          part?.drop();
          return done;
        }
        const booked = record(site, asked, done.value, by, clock.now());
        if (booked.ok) part.keep();
        else part.drop();
        return booked.ok ? done : booked;
      } catch (error) {
        part?.drop();
        log.error({ err: error }, 'hours could not be written to a file');
        return err({ code: 'export-failed', path: asked.path ?? '' });
      } finally {
        running = null;
        changed();
      }
    },
    cancel: () => running?.abort.abort(),
    state: () => running && { name: running.name, done: running.done, people: running.people },
  };
}

/** On record before anybody can take it away. */
function record(
  site: Site,
  { key, template, period, who, path, scheduleId }: Asked,
  done: ExportDone,
  by: Operator,
  at: number,
): Result<number> {
  const { rows, people, bytes, hash, leftOut } = done;
  const { from, to } = period;
  return change(
    site,
    [],
    {
      kind: 'system',
      reason: 'hours-exported',
      operator: by,
      detail: { template: key, from, to, rows, people, hash, oneDepartment: who.department !== null },
    },
    ({ db }) =>
      insertRun(db, {
        ...{ at, by, template: key, name: template.name, scheduleId, from, to, zone: site.settings().site.timeZone },
        ...{
          path: path ?? '',
          people,
          rows,
          leftOut: leftOut.map(({ why, count }) => ({ why, count })),
          bytes,
          hash,
          problem: null,
        },
      }),
  );
}
