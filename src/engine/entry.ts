/**
 * The engine process (Electron's utilityProcess, or the stand-in's child process). The first message names the model's files; then
 * each question is answered in turn. What fails is answered as a value; a message that is none of ours ends the process.
 */
import { err } from '../domain/result.ts';
import type { Embedder } from './embedder.ts';
import { openEngine } from './open-engine.ts';
import { ToEngine, type EmbedMessage, type FromEngine, type StartMessage } from './protocol.ts';

type ParentPort = {
  on(event: 'message', listener: (e: { readonly data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
};

/** Messages that cannot be trusted, or a fault that has been told: the exit code that main's log shows. */
const EXIT = { protocol: 2, fault: 3 } as const;

function serve(port: ParentPort): void {
  let embedder: Embedder | null = null;
  let busy: Promise<void> = Promise.resolve();
  const say = (message: FromEngine): void => port.postMessage(message);

  async function start({ modelFile, cardFile, prefer }: StartMessage): Promise<void> {
    const opened = await openEngine({ modelFile, cardFile, prefer });
    if (!opened.ok) {
      say({ type: 'fault', error: { code: opened.error.code }, note: opened.error.why });
      // leaves time for the message to be sent
      setTimeout(() => process.exit(EXIT.fault), 100);
      return;
    }
    ({ embedder } = opened.value);
    say({ type: 'ready', kind: embedder.kind, runtime: embedder.runtime, modelId: embedder.modelId, note: opened.value.note });
  }

  async function embed({ id, crop }: EmbedMessage): Promise<void> {
    say({ type: 'answer', id, result: embedder ? await embedder.embed(crop) : err({ code: 'engine-down' }) });
  }

  port.on('message', ({ data }) => {
    const message = ToEngine.safeParse(data);
    if (!message.success) process.exit(EXIT.protocol);
    // one after the other: an engine has one thread
    busy = busy.then(() => (message.data.type === 'start' ? start(message.data) : embed(message.data)));
  });
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (!parentPort) throw new Error('the engine runs in a utility process');
serve(parentPort);
