/** The readers themselves, one a kind of import. Loaded in the importer process alone: main never parses a stranger's file. */
import type { Result } from '../domain/result.ts';
import { readAttlogFile } from './attlog/file.ts';
import { readHolidayFile } from './holiday-file.ts';
import { readPeopleFile } from './people/read.ts';
import type { ImportInput, ImportName, ImportOutput } from './protocol.ts';

/** A reader is a plain function of its input: no clock, no network, no disk. */
export const READERS: {
  readonly [N in ImportName]: (input: ImportInput<N>) => Result<ImportOutput<N>> | Promise<Result<ImportOutput<N>>>;
} = {
  holidays: ({ bytes, ...options }) => readHolidayFile(bytes, options),
  attlog: readAttlogFile,
  people: readPeopleFile,
};
