/** Whoever wants to be told, until they no longer do. */
export type Listeners<A extends readonly unknown[]> = {
  /** Answers how to stop. */
  on(listener: (...of: A) => void): () => void;
  /** One after the other, in the order in which they began to listen. */
  tell(...of: A): void;
};

export function createListeners<A extends readonly unknown[]>(): Listeners<A> {
  const all = new Set<(...of: A) => void>();
  return {
    on(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(...of) {
      for (const listener of all) listener(...of);
    },
  };
}
