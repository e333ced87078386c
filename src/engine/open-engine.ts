/** Chooses the engine: the fast one where it loads and computes what the model's card says, else the float one. */
import type { ModelFault } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { createEmbedder, ENGINE_KINDS, type Embedder, type EngineKind } from './embedder.ts';
import { readModel, type Model } from './model-file.ts';
import type { Runner } from './runner.ts';
import { selfCheck } from './self-check.ts';

export type EngineRefusal = { readonly code: ModelFault | 'engine-down'; readonly why: string };
export type OpenedEngine = {
  readonly embedder: Embedder;
  /** Why the first choice was not taken; null where it was. For the log. */
  readonly note: string | null;
};
export type CreateRunner = (model: Model) => Promise<Runner>;

/** Each runtime is imported only when it is tried: the fallback's 184 MB of floats cost nothing where it is not needed. */
export const RUNNERS: Readonly<Record<EngineKind, CreateRunner>> = {
  onnx: async (model) => (await import('./onnx.ts')).createOnnxRunner(model),
  tfjs: async (model) => (await import('./tfjs.ts')).createTfjsRunner(model),
};

const text = (e: unknown): string => (e instanceof Error ? e.message : String(e)).split('\n')[0]!.slice(0, 300);

/** @returns `engine-mismatch` where an engine ran and none gave the card's embeddings, `engine-down` where none could be loaded. */
export async function chooseEngine(
  model: Model,
  prefer: EngineKind = 'onnx',
  runners: Readonly<Record<EngineKind, CreateRunner>> = RUNNERS,
): Promise<Result<OpenedEngine, EngineRefusal>> {
  const reasons: string[] = [];
  let computed = false;
  for (const kind of [prefer, ...ENGINE_KINDS.filter((k) => k !== prefer)]) {
    let runner: Runner | null = null;
    try {
      runner = await runners[kind](model);
      const least = await selfCheck(runner, model.card);
      computed = true;
      if (least >= model.card.selfCheck.leastCosine) {
        return ok({ embedder: createEmbedder(kind, runner, model.id), note: reasons.length > 0 ? reasons.join('; ') : null });
      }
      reasons.push(`${kind}: cosine ${least.toFixed(5)} to the card's embeddings`);
    } catch (e) {
      reasons.push(`${kind}: ${text(e)}`);
    }
    await runner?.close().catch(() => undefined);
  }
  return err({ code: computed ? 'engine-mismatch' : 'engine-down', why: reasons.join('; ') });
}

export async function openEngine(files: {
  readonly modelFile: string;
  readonly cardFile: string;
  readonly prefer?: EngineKind | undefined;
}): Promise<Result<OpenedEngine, EngineRefusal>> {
  const model = await readModel(files.modelFile, files.cardFile);
  return model.ok ? chooseEngine(model.value, files.prefer) : model;
}
