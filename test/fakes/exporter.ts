/** The real exporter process, through the stand-in's utilityProcess. */
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from '../../src/main/base/child-process.ts';
import type { Log } from '../../src/main/base/log.ts';
import { createExporter, type Exporter } from '../../src/main/exports/export-process.ts';
import { utilityProcess } from '../../stand-in/processes.ts';

const entry = fileURLToPath(new URL('../../src/exports/entry.ts', import.meta.url));

const forkExporter = (): ChildProcess => utilityProcess.fork(entry, [], { serviceName: 'Lintel exporter' });

export const testExporter = (log: Log): Exporter => createExporter({ fork: forkExporter, log });
