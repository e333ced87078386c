import { err, ok, type Result } from '../../domain/result.ts';
import { fileNameOf } from '../../exports/hours/fill.ts';
import type { ExportTemplate } from '../../shared/exports.ts';
import { guardRead } from '../../storage/file/db.ts';
import {
  deleteSchedule,
  deleteTemplate,
  exportRuns,
  ownKey,
  saveExportIds,
  saveSchedule,
  saveTemplate,
  schedules,
} from '../../storage/hours/exports.ts';
import { bookOf } from '../hours/book.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { blockOf, peopleFor } from './people.ts';
import { previewOf } from './preview.ts';
import { contextOf, emptyValues, templateOf, templatesOf, type Runs } from './runs.ts';
import { fromNowOn, problemOf } from './schedules.ts';

type Names = Extract<keyof Handlers, `exports.${string}`>;

export type ExportsCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly runs: Runs;
  /** Runs, templates or schedules are others now. */
  readonly exportsChanged: () => void;
  /** A person's answer; of a session that ended while they were asked, it is as cancelled. */
  readonly dialogs: { saveFile(suggestedName: string): Promise<string | null>; chooseFolder(): Promise<string | null> };
};

/** Of a list that somebody looks at. */
const RUNS_SHOWN = 200;

function found(site: Site, key: string): Result<ExportTemplate> {
  const template = templateOf(site, key);
  return template ? ok(template) : err({ code: 'access-gone' });
}

/** Whoever shows what was changed asks again. */
const teller =
  (world: Pick<ExportsCalls, 'exportsChanged'>) =>
  <T>(result: Result<T>): Result<T> => {
    if (result.ok) world.exportsChanged();
    return result;
  };

export function exportsHandlers(world: ExportsCalls): Pick<Handlers, Names> {
  return { ...readHandlers(world), ...runHandlers(world), ...templateHandlers(world), ...scheduleHandlers(world) };
}

function readHandlers(world: ExportsCalls) {
  const { clock } = world;
  return {
    'exports.templates': () => world.withSite((site) => guardRead(site.db, () => templatesOf(site))),

    'exports.preview': async ({ template, period, who }) => {
      const site = world.site();
      if (!site.ok) return site;
      const { value: open } = site;
      const [book, now] = [bookOf(open), clock.now()];
      const people = peopleFor(open.db, book, template, period, who);
      const context = contextOf(open, template, period, now);
      return ok(await previewOf(context, people, (person, table) => blockOf(open.db, book, person, table, period, now)));
    },

    'exports.missing': ({ key, period, who }) =>
      world.withSite((site) => {
        const template = found(site, key);
        if (!template.ok) return template;
        return guardRead(site.db, () => {
          const people = peopleFor(site.db, bookOf(site), template.value, period, who);
          const program = template.value.ids;
          const missing = program === '' ? [] : people.filter(({ targetId }) => targetId === null);
          return {
            people: people.length,
            program,
            missing: missing.map(({ id, name, employeeNumber }) => ({ id, name, employeeNumber })),
            values: emptyValues(template.value),
          };
        });
      }),
  } satisfies Partial<Handlers>;
}

function runHandlers(world: ExportsCalls) {
  const { clock, runs } = world;
  return {
    'exports.run': async ({ key, period, who, dry }) => {
      const site = world.site();
      if (!site.ok) return site;
      const template = found(site.value, key);
      if (!template.ok) return template;
      if (runs.state() !== null) return err({ code: 'export-busy' });
      const [label] = emptyValues(template.value);
      if (label !== undefined) return err({ code: 'export-values', label });
      const context = contextOf(site.value, template.value, period, clock.now());
      const path = dry ? null : await world.dialogs.saveFile(fileNameOf(context));
      if (!dry && path === null) return ok(null);
      return runs.run(site.value, { key, template: template.value, period, who, path, scheduleId: null });
    },

    'exports.cancel': () => {
      runs.cancel();
      return Promise.resolve(ok(null));
    },
    'exports.state': () => Promise.resolve(ok(runs.state())),
    'exports.runs': () => world.withSite((site) => guardRead(site.db, () => [...exportRuns(site.db, RUNS_SHOWN)])),
  } satisfies Partial<Handlers>;
}

function templateHandlers(world: ExportsCalls) {
  const told = teller(world);
  return {
    'exports.saveIds': ({ program, ids }) =>
      world.withSite((site) =>
        change(site, [], { kind: 'system', reason: 'export-ids-changed', detail: { program, people: ids.length } }, ({ db }) =>
          saveExportIds(db, program, ids),
        ),
      ),

    'exports.saveTemplate': ({ id, fields }) =>
      world.withSite((site) =>
        told(
          change(
            site,
            [],
            (saved) => ({ kind: 'system', reason: 'export-templates-changed', detail: { template: saved.key } }),
            ({ db }) => {
              const saved = saveTemplate(db, id, fields);
              return saved.ok ? ok({ key: ownKey(saved.value) }) : saved;
            },
          ),
        ),
      ),
    'exports.deleteTemplate': ({ id }) =>
      world.withSite((site) =>
        told(
          change(site, [], { kind: 'system', reason: 'export-templates-changed', detail: { deleted: ownKey(id) } }, ({ db }) =>
            deleteTemplate(db, id),
          ),
        ),
      ),
  } satisfies Partial<Handlers>;
}

function scheduleHandlers(world: ExportsCalls) {
  const { clock } = world;
  const told = teller(world);
  return {
    'exports.schedules': () =>
      world.withSite((site) =>
        guardRead(site.db, () =>
          schedules(site.db).map((schedule) => ({
            ...schedule,
            name: templateOf(site, schedule.template)?.name ?? schedule.template,
            problem: problemOf(site, schedule),
          })),
        ),
      ),
    'exports.saveSchedule': ({ id, fields }) =>
      world.withSite((site) => {
        const template = found(site, fields.template);
        if (!template.ok) return template;
        const doneUntil = fromNowOn(fields, site.settings().site.timeZone, clock.now());
        const { template: key, day, minute } = fields;
        const facts = { kind: 'system', reason: 'export-schedules-changed', detail: { template: key, day, minute } } as const;
        return told(
          change(site, [], facts, ({ db }) => {
            const before = schedules(db).find((s) => s.id === id);
            // What it still owes it goes on owing: a folder is changed because a file did not come.
            const owed = before && before.doneUntil < doneUntil ? before.doneUntil : doneUntil;
            const saved = saveSchedule(db, id, { ...fields, doneUntil: owed });
            return saved.ok ? ok({ id: saved.value }) : saved;
          }),
        );
      }),
    'exports.deleteSchedule': ({ id }) =>
      world.withSite((site) =>
        told(
          change(site, [], { kind: 'system', reason: 'export-schedules-changed', detail: { deleted: id } }, ({ db }) =>
            deleteSchedule(db, id),
          ),
        ),
      ),
    'exports.chooseFolder': async () => ok(await world.dialogs.chooseFolder()),
  } satisfies Partial<Handlers>;
}
