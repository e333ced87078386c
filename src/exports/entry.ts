/** The exporter process (Electron's utilityProcess, or the stand-in's child process): writes one file of hours and ends. The kiosk's process has doors to open. */
import { open } from 'node:fs/promises';
import { Begin, type FromExporter, type ToExporter } from './hours/protocol.ts';
import type { ExportContext, People, PersonBlock } from './hours/source.ts';
import { writeHours } from './hours/write.ts';

type ParentPort = {
  on(event: 'message', listener: (e: { readonly data: ToExporter }) => void): unknown;
  postMessage(message: FromExporter): void;
};

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (!parentPort) throw new Error('the exporter runs in a utility process');
const port = parentPort;

/** People as they come, up to the end of a pass; the next few are asked for when these are written. */
function inbox() {
  let take: ((blocks: readonly PersonBlock[] | null) => void) | null = null;
  async function* people(): AsyncGenerator<PersonBlock> {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<readonly PersonBlock[] | null>();
      take = resolve;
      port.postMessage({ type: 'more' });
      const blocks = await promise;
      if (blocks === null) return;
      yield* blocks;
    }
  }
  return { people, give: (blocks: readonly PersonBlock[] | null) => take?.(blocks) };
}

async function write(context: ExportContext, path: string | null, people: People): Promise<void> {
  const file = path === null ? null : await open(path, 'r+');
  try {
    const written = await writeHours(context, people, async (bytes) => {
      await file?.writeFile(bytes);
    });
    await file?.sync();
    port.postMessage({ type: 'done', written: { ...written, leftOut: [...written.leftOut] } });
  } finally {
    await file?.close();
  }
}

const { people, give } = inbox();
port.on('message', ({ data }) => {
  if (data.type === 'people') give(data.blocks);
  else if (data.type === 'end') give(null);
  else {
    Begin.parse(data);
    write(data.context, data.path, people)
      .catch((error: unknown) =>
        port.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
      )
      // Leaves time for the message to be sent.
      .finally(() => setTimeout(() => process.exit(0), 100));
  }
});
