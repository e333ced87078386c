/** The renderer's only way to main: `window.lintel`, typed by the contract. */
import type { AppError } from '../../domain/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { Bridge, CallName, EventName, EventPayload, Input, Output } from '../../shared/contract.ts';

declare global {
  interface Window {
    readonly lintel: Bridge;
  }
}

/** Asks main. A broken bridge (main is gone) answers as the error that it is, so that no caller needs a catch. */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
  try {
    return await window.lintel.call(name, input);
  } catch {
    return { ok: false, error: { code: 'internal' } satisfies AppError };
  }
}

/** Listens to main until the returned function is called. */
export function on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  return window.lintel.on(name, listener);
}
