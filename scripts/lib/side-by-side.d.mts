export type Beside = { readonly show: (text: string, error?: boolean) => void; readonly signal: AbortSignal };
export type Task = { readonly weight?: number; readonly run: (beside: Beside) => Promise<{ readonly ok: boolean }> };
export function sideBySide(
  tasks: readonly Task[],
  atOnce: number,
  output: { readonly begin: (index: number) => void; readonly write: (text: string, error?: boolean) => void },
): Promise<({ readonly ok: boolean; readonly ms: number } | null)[]>;
