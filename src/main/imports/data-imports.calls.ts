import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ok, type Result } from '../../domain/result.ts';
import { dayOf } from '../../domain/time/instants.ts';
import { csvChunks } from '../../exports/csv.ts';
import type { Cell } from '../../exports/table.ts';
import type { AttlogFile, AttlogRead, SaveLeftOut, UndonePeople } from '../../shared/data-imports.ts';
import type { PeopleFile, PeopleTable } from '../../shared/people-file.ts';
import { UNDO_SECONDS } from '../../shared/settings.ts';
import { guardRead } from '../../storage/file/db.ts';
import { importedPhotos } from '../../storage/imports/photos.ts';
import { sortPeople, takePeople, undoPeople } from '../../storage/imports/people.ts';
import { addSource, importedBefore, importSources } from '../../storage/imports/punches.ts';
import { operatorNow } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import { inSlices } from '../base/slices.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { saveBooked } from '../site/booked-file.ts';
import { change } from '../site/changes.ts';
import type { Retention } from '../site/retention.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { attlogPreview, leftOutLines, sortLines } from './attlog.ts';
import { countsOf, peoplePreview } from './people.ts';
import type { Imports } from './import-process.ts';
import type { PhotoArchives } from './photo-archives.ts';
import type { PunchImports } from './punches.ts';

type Names = Extract<keyof Handlers, `dataImports.${string}`>;

export type DataImportsCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly imports: Pick<Imports, 'read'>;
  readonly log: Pick<Log, 'error'>;
  readonly photos: PhotoArchives;
  readonly punchImports: Pick<PunchImports, 'take' | 'undo'>;
  readonly retention: Pick<Retention, 'soon'>;
  /** A person's answer; of a session that ended while they were asked, it is as cancelled. */
  readonly dialogs: {
    saveFile(suggestedName: string): Promise<string | null>;
    openFile(extension: string): Promise<string | null>;
  };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function dataImportsHandlers(world: DataImportsCalls): Pick<Handlers, Names> {
  const { clock } = world;
  return {
    'dataImports.list': () => world.withSite((site) => guardRead(site.db, () => importSources(site.db))),

    'dataImports.readPunches': (file) =>
      readPunches(world, file, async (site, read) => {
        const sorted = await inSlices(site.db, sortLines(site.db, read, file.people));
        if (!sorted.ok) return sorted;
        return guardRead(site.db, () => attlogPreview(read, sorted.value, importedBefore(site.db, 'attlog', sha256(file.bytes))));
      }),

    'dataImports.takePunches': (file) =>
      readPunches(world, file, (site, read) => world.punchImports.take(site, file, sha256(file.bytes), read)),

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
            const of = { fileName: file.name, timeZone: null, counts, sha256: sha256(file.bytes), operator: operatorNow() };
            const source = addSource(tx.db, { kind: 'people', at: clock.now(), ...of });
            const taken = takePeople(tx.db, sorted, source, clock.now());
            return taken.ok ? ok(counts) : taken;
          },
        ),
      ),

    ...undoHandlers(world),
    ...photoHandlers(world),

    'dataImports.saveLeftOut': (asked) => saveLeftOut(world, asked),
  };
}

/** The way back from an import, as a whole. */
function undoHandlers(world: DataImportsCalls): Pick<Handlers, Extract<Names, `${string}undo${string}`>> {
  const { clock } = world;
  return {
    'dataImports.undoPunches': ({ id }) =>
      world.withSite((site) => {
        const undone = world.punchImports.undo(site, id);
        return undone.ok ? ok({ punches: undone.value }) : undone;
      }),

    'dataImports.undoPeople': ({ id }) =>
      world.withSite((site) => {
        const undone = change<UndonePeople>(
          site,
          ['people', 'faces'],
          ({ removed, stay, restored, kept }) => ({
            kind: 'system',
            reason: 'people-import-undone',
            detail: { import: id, people: removed, stay: stay.length, restored, kept: kept.length },
          }),
          (tx) => undoPeople(tx.db, id, clock.now(), site.time.powered()),
        );
        if (!undone.ok) return undone;
        world.retention.soon();
        return ok({ ...undone.value, undoSeconds: UNDO_SECONDS });
      }),
  };
}

/** An archive of photographs: the page asks for one after the other, and enrols from them as from those of a folder. */
function photoHandlers(world: DataImportsCalls): Pick<Handlers, Extract<Names, `${string}hoto${string}`>> {
  const { photos, dialogs } = world;
  return {
    'dataImports.openPhotos': async () => {
      const site = world.site();
      if (!site.ok) return site;
      const path = await dialogs.openFile('zip');
      return path === null ? ok(null) : photos.open(path, whereabouts(site.value));
    },
    'dataImports.readPhoto': ({ archive, entry }) => photos.read(archive, entry),
    'dataImports.closePhotos': () => {
      photos.close();
      return Promise.resolve(ok(null));
    },
    'dataImports.photosOf': ({ people }) => world.withSite((site) => guardRead(site.db, () => importedPhotos(site.db, people))),
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
  return readPunches(world, what.file, async (site, read) => {
    const sorted = await inSlices(site.db, sortLines(site.db, read, what.file.people));
    if (!sorted.ok) return sorted;
    return ok(leftOutLines(read, sorted.value).map(({ line, text, reason }) => [line, text, what.reasons[reason]]));
  });
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
  use: (site: Site, read: AttlogRead) => Promise<Result<T>>,
): Promise<Result<T>> {
  const open = world.site();
  if (!open.ok) return open;
  const read = await world.imports.read('attlog', { bytes, name, encoding, timeZone, columns, site: whereabouts(open.value) });
  if (!read.ok) return read;
  const now = world.site();
  return now.ok ? use(now.value, read.value) : now;
}
