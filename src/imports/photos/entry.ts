/** The process that holds an archive of photographs open (Electron's utilityProcess, or the stand-in's child process): its list, then one entry at a time. */
import { err } from '../../domain/result.ts';
import { openArchive, type Archive } from './archive.ts';
import { ToPhotos, type FromPhotos } from './protocol.ts';

type ParentPort = {
  on(event: 'message', listener: (e: { readonly data: unknown }) => void): unknown;
  postMessage(message: FromPhotos): void;
};

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (!parentPort) throw new Error('archives are read in a utility process');
const port = parentPort;

let archive: Archive | null = null;
/** In the order in which they come, so that one entry is in memory. */
let line = Promise.resolve();

async function answer(asked: ToPhotos): Promise<void> {
  if (asked.type === 'open') {
    const opened = await openArchive(asked.path, asked.site);
    archive = opened.ok ? opened.value : null;
    port.postMessage({ type: 'opened', result: opened.ok ? { ok: true, value: opened.value.list } : opened });
    return;
  }
  const { question, entry } = asked;
  port.postMessage({ type: 'read', question, result: archive ? await archive.read(entry) : err({ code: 'photos-closed' }) });
}

port.on('message', ({ data }) => {
  const asked = ToPhotos.parse(data);
  line = line.then(() => answer(asked));
});
