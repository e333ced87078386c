import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ok, type Result } from '../../domain/result.ts';
import { dayOf } from '../../domain/time/instants.ts';
import { csvChunks } from '../../exports/csv.ts';
import type { Cell } from '../../exports/table.ts';
import type { AttlogFile, AttlogRead, SaveLeftOut } from '../../shared/data-imports.ts';
import type { PeopleFile, PeopleTable } from '../../shared/people-file.ts';
import { guardRead } from '../../storage/file/db.ts';
import { sortPeople, takePeople } from '../../storage/imports/people.ts';
import { addPunches, addSource, importedBefore, importSources, undoPunches } from '../../storage/imports/punches.ts';
import { operatorNow } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { saveBooked } from '../site/booked-file.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { attlogPreview, leftOutLines, sortLines } from './attlog.ts';
import { countsOf, peoplePreview } from './people.ts';
import type { Imports } from './import-process.ts';

type Names = Extract<keyof Handlers, `dataImports.${string}`>;

export type DataImportsCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly imports: Pick<Imports, 'read'>;
  readonly log: Pick<Log, 'error'>;
  /** A person's answer; of a session that ended while they were asked, it is as cancelled. */
  readonly dialogs: { saveFile(suggestedName: string): Promise<string | null> };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function dataImportsHandlers(world: DataImportsCalls): Pick<Handlers, Names> {
  const { clock } = world;
  return {
    'dataImports.list': () => world.withSite((site) => guardRead(site.db, () => importSources(site.db))),

    'dataImports.readPunches': (file) =>
      readPunches(world, file, (site, read) =>
        guardRead(site.db, () =>
          attlogPreview(read, sortLines(site.db, read, file.people), importedBefore(site.db, 'attlog', sha256(file.bytes))),
        ),
      ),

    'dataImports.takePunches': (file) =>
      readPunches(world, file, (site, read) =>
        change(
          site,
          'hours',
          ({ rows, added, known, leftOut }) =>
            added === 0 ? null : { kind: 'system', reason: 'punches-imported', detail: { rows, added, known, leftOut } },
          (tx) => {
            const { added, counts } = sortLines(tx.db, read, file.people);
            if (added.length === 0) return ok(counts);
            const { name: fileName, timeZone, bytes } = file;
            const of = { fileName, timeZone, counts, sha256: sha256(bytes), at: clock.now(), operator: operatorNow() };
            addPunches(tx.db, addSource(tx.db, { kind: 'attlog', ...of }), timeZone, added);
            return ok(counts);
          },
        ),
      ),

    'dataImports.undoPunches': ({ id }) =>
      world.withSite((site) => {
        const undone = change<number>(
          site,
          'hours',
          (punches) => ({ kind: 'system', reason: 'punches-import-undone', detail: { import: id, punches } }),
          (tx) => undoPunches(tx.db, id, clock.now()),
        );
        return undone.ok ? ok({ punches: undone.value }) : undone;
      }),

    'dataImports.readPeople': (file) =>
      readPeople(world, file, (site, table) =>
        guardRead(site.db, () =>
          peoplePreview(table, sortPeople(site.db, table.rows), importedBefore(site.db, 'people', sha256(file.bytes))),
        ),
      ),

    'dataImports.takePeople': (file) =>
      readPeople(world, file, (site, table) =>
        change(
          site,
          'people',
          ({ added, changed, ...rest }) =>
            added + changed === 0 ? null : { kind: 'system', reason: 'people-imported', detail: { added, changed, ...rest } },
          (tx) => {
            const sorted = sortPeople(tx.db, table.rows);
            const counts = countsOf(sorted);
            if (counts.added + counts.changed === 0) return ok(counts);
            const taken = takePeople(tx.db, sorted, clock.now());
            if (!taken.ok) return taken;
            const of = { fileName: file.name, timeZone: null, counts, sha256: sha256(file.bytes), operator: operatorNow() };
            addSource(tx.db, { kind: 'people', at: clock.now(), ...of });
            return ok(counts);
          },
        ),
      ),

    'dataImports.saveLeftOut': (asked) => saveLeftOut(world, asked),
  };
}

/** Asks where to before anything is written; what cannot be read is said before that. Value: null where somebody cancelled. */
async function saveLeftOut(
  world: DataImportsCalls,
  { titles, what }: SaveLeftOut,
): Promise<Result<{ readonly path: string; readonly rows: number } | null>> {
  const rows = await leftOutRows(world, what);
  if (!rows.ok) return rows;
  const site = world.site();
  if (!site.ok) return site;
  const day = dayOf(world.clock.now(), site.value.settings().site.timeZone);
  const path = await world.dialogs.saveFile(`lintel-${what.kind}-left-out-${day}.csv`);
  if (path === null) return ok(null);
  const columns = titles.map((title) => ({ title, kind: 'text' as const, width: 0 }));
  const chunks = Readable.from(csvChunks({ columns, rows: rows.value }));
  const saved = await saveBooked(world, site.value, path, chunks, () => ({
    kind: 'system',
    reason: 'left-out-saved',
    detail: { of: what.kind, rows: rows.value.length },
  }));
  return saved.ok ? ok({ path, rows: rows.value.length }) : saved;
}

/** Punches are read once more: the page knows the first lines alone. */
function leftOutRows(world: DataImportsCalls, what: SaveLeftOut['what']): Promise<Result<readonly (readonly Cell[])[]>> {
  if (what.kind !== 'punches') return Promise.resolve(ok(what.rows));
  return readPunches(world, what.file, (site, read) =>
    guardRead(site.db, () =>
      leftOutLines(read, sortLines(site.db, read, what.file.people)).map(({ line, text, reason }) => [
        line,
        text,
        what.reasons[reason],
      ]),
    ),
  );
}

async function readPeople<T>(
  world: DataImportsCalls,
  file: PeopleFile,
  use: (site: Site, table: PeopleTable) => Result<T>,
): Promise<Result<T>> {
  const open = world.site();
  if (!open.ok) return open;
  const read = await world.imports.read('people', { ...file, site: whereabouts(open.value) });
  return read.ok ? world.withSite((now) => use(now, read.value)) : read;
}

/** What files are likely to be written in. */
function whereabouts(site: Site): { readonly language: string; readonly timeZone: string } {
  const settings = site.settings();
  return { language: settings.appearance.language, timeZone: settings.site.timeZone };
}

/** The file is read in a process of its own; the site may have been closed meanwhile. */
async function readPunches<T>(
  world: DataImportsCalls,
  { bytes, name, encoding, timeZone, columns }: AttlogFile,
  use: (site: Site, read: AttlogRead) => Result<T>,
): Promise<Result<T>> {
  const open = world.site();
  if (!open.ok) return open;
  const read = await world.imports.read('attlog', { bytes, name, encoding, timeZone, columns, site: whereabouts(open.value) });
  return read.ok ? world.withSite((now) => use(now, read.value)) : read;
}
