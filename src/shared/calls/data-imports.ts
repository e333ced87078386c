/** People and punches out of files of other programs. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { AttlogFile, AttlogPreview, ImportCounts, ImportSource, SaveLeftOut } from '../data-imports.ts';
import { PeopleFile, PeoplePreview } from '../people-file.ts';
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
  /** All rows that are not taken, as CSV. Asks where to save; null when the person cancelled. Errors: export-failed; as at reading. */
  'dataImports.saveLeftOut': {
    may: ADMIN,
    input: SaveLeftOut,
    output: z.strictObject({ path: z.string(), rows: z.int() }).nullable(),
  },
} as const satisfies Record<string, CallSpec>;
