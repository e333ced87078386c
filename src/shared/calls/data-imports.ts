/** People and punches out of files of other programs. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import {
  AttlogFile,
  AttlogPreview,
  ImportCounts,
  ImportedPhoto,
  ImportSource,
  SaveLeftOut,
  UndonePeople,
} from '../data-imports.ts';
import { PeopleFile, PeoplePreview } from '../people-file.ts';
import { MOST_ENTRIES, PhotoArchive, PhotoBytes } from '../photo-archive.ts';
import { ids } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

export const dataImportsCalls = {
  /** Imports that were, the newest first. */
  'dataImports.list': { may: AUDITOR, input: z.null(), output: z.array(ImportSource) },
  /** Saves nothing; `imports.cancel` ends it. Errors: attlog-unreadable, import-*. */
  'dataImports.readPunches': { may: ADMIN, input: AttlogFile, output: AttlogPreview },
  /** All of it or nothing. Of a file that was read before, nothing is added. Errors: as at reading. */
  'dataImports.takePunches': { may: ADMIN, input: AttlogFile, output: ImportCounts },
  /** Takes the punches of an import out again. Errors: import-gone. */
  'dataImports.undoPunches': { may: ADMIN, input: z.strictObject({ id: ids.id }), output: z.strictObject({ punches: z.int() }) },
  /** Saves nothing; `imports.cancel` ends it. Errors: people-file-unreadable, people-file-locked, import-*. */
  'dataImports.readPeople': { may: ADMIN, input: PeopleFile, output: PeoplePreview },
  /** All of it or nothing: new people without a face yet, and names and departments of those who are here. Errors: as at reading. */
  'dataImports.takePeople': { may: ADMIN, input: PeopleFile, output: ImportCounts },
  /** Takes out again whom an import brought, as people.delete does, and puts back what it changed; what has been used or changed since stays. Errors: import-gone. */
  'dataImports.undoPeople': {
    may: ADMIN,
    input: z.strictObject({ id: ids.id }),
    output: z.strictObject({ ...UndonePeople.shape, undoSeconds: z.int() }),
  },
  /** Asks which archive; null when the person cancelled. One is open at a time. Errors: photos-unreadable, import-*. */
  'dataImports.openPhotos': { may: ADMIN, input: z.null(), output: PhotoArchive.nullable() },
  /** One file out of it. Errors: photo-damaged; photos-closed, import-*: no further one comes. */
  'dataImports.readPhoto': {
    may: ADMIN,
    input: z.strictObject({ archive: ids.id, entry: z.int().min(0).max(MOST_ENTRIES) }),
    output: PhotoBytes,
  },
  'dataImports.closePhotos': { may: ADMIN, input: z.null(), output: z.null() },
  /** Which photographs these people's faces were taken from. */
  'dataImports.photosOf': {
    may: ADMIN,
    input: z.strictObject({ people: z.array(ids.id).max(1000) }),
    output: z.array(ImportedPhoto),
  },
  /** All rows that are not taken, as CSV. Asks where to save; null when the person cancelled. Errors: export-failed; as at reading. */
  'dataImports.saveLeftOut': {
    may: ADMIN,
    input: SaveLeftOut,
    output: z.strictObject({ path: z.string(), rows: z.int() }).nullable(),
  },
} as const satisfies Record<string, CallSpec>;
