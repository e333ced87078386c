/** The stage that every window shows, and what is in the way. */
import type { AppError } from '../../domain/errors.ts';
import type { AppState } from '../../shared/contract.ts';
import type { Role } from '../../shared/schemas.ts';
import type { Log } from '../base/log.ts';

export type Stage = AppState['stage'];

export type StageHolder = {
  at(): Stage;
  /** Why the site is not open; null where nothing is wrong. */
  fault(): AppError | null;
  /** Any other than 'open': whoever stands there is nobody any more. */
  reach(next: Exclude<Stage, 'open'>, fault?: AppError | null): void;
  reachOpen(): void;
};

type Deps = { readonly log: Pick<Log, 'error'>; readonly setRole: (role: Role) => void };

export function createStage({ log, setRole }: Deps): StageHolder {
  let stage: Stage = 'first-run';
  let fault: AppError | null = null;
  return {
    at: () => stage,
    fault: () => fault,
    reach(next, error = null) {
      // Tried again every few seconds: what is as it was is not said again.
      if (stage === next && error && JSON.stringify(error) === JSON.stringify(fault)) return;
      stage = next;
      fault = error;
      if (error) log.error({ error }, 'the site cannot be opened');
      setRole('anyone');
    },
    reachOpen() {
      stage = 'open';
      fault = null;
    },
  };
}
