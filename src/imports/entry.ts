/**
 * The importer process (Electron's utilityProcess, or the stand-in's child process): reads one file of a stranger's, answers, and ends.
 * [Note: a thread in a process] The file is parsed in a thread with a ceiling on its heap; this, the process's own thread, stays awake beside it
 * and counts the processor's time. A heap that grows past its ceiling in one step ends the whole process, in Node and in V8 alike, which is why
 * the thread is not one of main's. docs/adr/0018-strangers-files.md.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as toProcess, Worker, workerData } from 'node:worker_threads';
import type { Result } from '../domain/result.ts';
import { parse } from '../shared/parse.ts';
import { IMPORTS, ToImporter, type FromImporter, type ImportName } from './protocol.ts';

/** What a file may cost. Honest ones take some hundredths of it. */
export const CEILING = {
  /** Of the processor's time, ms: a machine that is busy with other things takes none of it. */
  cpuMs: 2_000,
  heapMb: 192,
  stackMb: 4,
  /** Of the whole process, what is not in the heap included. */
  residentMb: 512,
};
const LOOK_MS = 50;
const MB = 1_048_576;

type ParentPort = {
  on(event: 'message', listener: (e: { readonly data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
};

/** In the thread: reads, and says what came of it. */
async function read(say: (message: FromImporter) => void): Promise<void> {
  const { name, input } = ToImporter.parse(workerData);
  const { READERS } = await import('./readers.ts');
  // The table ties each name to its reader's types; TypeScript cannot follow a union of names through an index.
  const reader = READERS[name] as (i: unknown) => Result<unknown> | Promise<Result<unknown>>;
  const given = parse(IMPORTS[name].input, input);
  say({ type: 'reading' });
  say({ type: 'answer', result: given.ok ? await reader(given.value) : given });
}

/** In the process: one thread, watched until it has answered or cost too much. */
function watch(port: ParentPort, name: ImportName, input: unknown): void {
  const end = (message: FromImporter): void => {
    port.postMessage(message);
    // Leaves time for the message to be sent; whatever the thread still does ends with the process.
    setTimeout(() => process.exit(0), 100);
  };
  const { heapMb, stackMb, residentMb, cpuMs } = CEILING;
  const thread = new Worker(fileURLToPath(import.meta.url), {
    workerData: { name, input },
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: stackMb },
  });
  const begun = process.cpuUsage();
  const look = setInterval(() => {
    const { user, system } = process.cpuUsage(begun);
    const of = (user + system) / 1000 > cpuMs ? 'time' : process.memoryUsage.rss() / MB > residentMb ? 'memory' : null;
    if (of === null) return;
    clearInterval(look);
    thread.removeAllListeners();
    end({ type: 'too-much', of });
  }, LOOK_MS);
  thread.on('message', (message: FromImporter) => {
    if (message.type === 'answer') {
      clearInterval(look);
      end(message);
    } else port.postMessage(message);
  });
  thread.on('error', (error: Error) => {
    clearInterval(look);
    const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    // A reader that throws is a bug of ours: main's log says so.
    end(memory ? { type: 'too-much', of: 'memory' } : { type: 'answer', result: { ok: false, error: { code: 'internal' } } });
  });
}

if (isMainThread) {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (!parentPort) throw new Error('the importer runs in a utility process');
  parentPort.on('message', ({ data }) => {
    const asked = ToImporter.parse(data);
    watch(parentPort, asked.name, asked.input);
  });
} else {
  void read((message) => toProcess?.postMessage(message));
}
