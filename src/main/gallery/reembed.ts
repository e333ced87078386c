/** A changed model enrols everybody again from their kept crops: in the background, one person at a time, going on where it stopped. */
import type { PersonId, TemplateId } from '../../domain/ids.ts';
import { useModel } from '../../storage/gallery/gallery.ts';
import { cropsToReembed, reembedLeft, storeReembedded } from '../../storage/gallery/reembed.ts';
import type { EngineProcess } from './engine-process.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import { decodeCrop } from './crop-codec.ts';

export type Reembedding = {
  /** Starts when the engine is ready and somebody's templates are another model's. Does nothing while it runs. */
  begin(site: Site): void;
  progress(): { done: number; total: number } | null;
  stop(): void;
};

export function createReembedding(deps: {
  readonly engine: EngineProcess;
  readonly log: Log;
  readonly changed: () => void;
}): Reembedding {
  let progress: { done: number; total: number } | null = null;
  let running = false;
  let stopped = false;

  async function run(site: Site, modelId: string): Promise<void> {
    const current = useModel(site.own, modelId);
    if (!current.ok) return;
    const { people: total } = reembedLeft(site.db, modelId);
    if (total === 0) return;
    deps.log.info({ modelId, people: total }, 'a new model: enrolling everybody again from their crops');
    progress = { done: 0, total };
    deps.changed();
    let after: PersonId | undefined;
    for (;;) {
      const crops = cropsToReembed(site.db, modelId, { people: 1, ...(after !== undefined && { after }) });
      const personId = crops[0]?.personId;
      if (stopped || personId === undefined) break;
      after = personId;
      const made: { from: TemplateId; embedding: Float32Array; mirrorCosine: number }[] = [];
      for (const { templateId, crop } of crops) {
        const pixels = await decodeCrop(crop);
        // A crop that cannot be read stays another model's: that person is shown as to be enrolled again.
        if (!pixels.ok) continue;
        const embedding = await deps.engine.embed(pixels.value);
        if (!embedding.ok) return;
        made.push({ from: templateId, embedding: embedding.value.vector, mirrorCosine: embedding.value.mirrorCosine });
      }
      // The site may have been closed while the engine worked.
      if (stopped as boolean) return;
      if (made.length === 0) continue;
      const stored = storeReembedded(site.own, modelId, personId, made);
      if (!stored.ok) {
        deps.log.error({ error: stored.error }, 'enrolling again stopped; it goes on at the next start');
        return;
      }
      progress = { done: progress.done + 1, total };
      deps.changed();
    }
    deps.log.info({ modelId }, 'everybody with crops is enrolled for the new model');
  }

  return {
    begin(site) {
      const { status, modelId } = deps.engine.state();
      if (running || stopped || status !== 'ready' || modelId === null) return;
      running = true;
      run(site, modelId)
        .catch((error: unknown) => deps.log.error({ err: error }, 'enrolling again failed'))
        .finally(() => {
          running = false;
          progress = null;
          deps.changed();
        });
    },
    progress: () => progress,
    stop() {
      stopped = true;
    },
  };
}
