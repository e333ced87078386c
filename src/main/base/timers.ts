/** A call every so often, from `begin` to `end`. It keeps no program alive. */
export type Every = {
  /** The first call comes after the first pause; begun again, the pause begins anew. */
  begin(): void;
  end(): void;
};

/** @param ms from one call to the next */
export function every(ms: number, call: () => void): Every {
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    begin() {
      clearInterval(timer);
      timer = setInterval(call, ms);
      timer.unref();
    },
    end: () => clearInterval(timer),
  };
}

/** Leaves a call out while the one before it takes its time, or waits for something else: none queues up behind it. */
export function unlessBusy(work: () => Promise<unknown>): () => void {
  let busy = false;
  return () => {
    if (busy) return;
    busy = true;
    void work().finally(() => {
      busy = false;
    });
  };
}

/** A call in so many ms. @returns how to give it up */
export type Later = (ms: number, call: () => void) => () => void;

export const later: Later = (ms, call) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};
