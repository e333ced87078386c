import { createHash } from 'node:crypto';
import { ok, type Result } from '../../domain/result.ts';
import type { AttlogFile, AttlogRead } from '../../shared/data-imports.ts';
import { guardRead } from '../../storage/file/db.ts';
import { addPunches, addSource, importedBefore, importSources, undoPunches } from '../../storage/imports/punches.ts';
import { operatorNow } from '../base/actor.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { attlogPreview, sortLines } from './attlog.ts';
import type { Imports } from './import-process.ts';

type Names = Extract<keyof Handlers, `dataImports.${string}`>;

export type DataImportsCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly imports: Pick<Imports, 'read'>;
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
  };
}

/** The file is read in a process of its own; the site may have been closed meanwhile. */
async function readPunches<T>(
  world: DataImportsCalls,
  { bytes, name, encoding, timeZone, columns }: AttlogFile,
  use: (site: Site, read: AttlogRead) => Result<T>,
): Promise<Result<T>> {
  const open = world.site();
  if (!open.ok) return open;
  const { appearance, site } = open.value.settings();
  const where = { language: appearance.language, timeZone: site.timeZone };
  const read = await world.imports.read('attlog', { bytes, name, encoding, timeZone, columns, site: where });
  return read.ok ? world.withSite((now) => use(now, read.value)) : read;
}
