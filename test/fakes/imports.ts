/** The real importer process, through the stand-in's utilityProcess. */
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from '../../src/main/base/child-process.ts';
import { createImports, type Imports, type LIMITS } from '../../src/main/imports/import-process.ts';
import type { Log } from '../../src/main/base/log.ts';
import { createPhotoArchives, type PhotoArchives } from '../../src/main/imports/photo-archives.ts';
import { utilityProcess } from '../../stand-in/processes.ts';

const entry = fileURLToPath(new URL('../../src/imports/entry.ts', import.meta.url));

export const forkImporter = (): ChildProcess => utilityProcess.fork(entry, [], { serviceName: 'Lintel importer' });

export function testImports(log: Log, limits: Partial<typeof LIMITS> = {}): Imports {
  return createImports({ fork: forkImporter, log, limits });
}

const photosEntry = fileURLToPath(new URL('../../src/imports/photos/entry.ts', import.meta.url));

export const forkPhotos = (): ChildProcess => utilityProcess.fork(photosEntry, [], { serviceName: 'Lintel photos' });

export const testPhotoArchives = (log: Log): PhotoArchives => createPhotoArchives({ fork: forkPhotos, log });
