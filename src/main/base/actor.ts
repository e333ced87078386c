/** Who does what is done at this moment: what a row of the log says as its `operator`. `ipc/dispatch.ts` alone says it, for each call. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Role } from '../../shared/schemas.ts';

/** As it stands in rows. `anyone`: somebody at a screen where nobody is signed in; `system`: the app by itself. */
export type Operator = 'administrator' | 'front-desk' | 'auditor' | 'kiosk' | 'anyone' | 'system';

const OPERATORS = {
  admin: 'administrator',
  'front-desk': 'front-desk',
  auditor: 'auditor',
  kiosk: 'kiosk',
  anyone: 'anyone',
} as const satisfies Record<Role, Operator>;
export const operatorOf = (role: Role): Operator => OPERATORS[role];

type Turn = { readonly operator: Operator; over: boolean };
const turns = new AsyncLocalStorage<Turn>();

/** Everything until `work` is answered is done by that role. What it left running (timers, devices) is the app's own from then on. */
export async function actingAs<T>(role: Role, work: () => T | Promise<T>): Promise<T> {
  const turn: Turn = { operator: operatorOf(role), over: false };
  try {
    return await turns.run(turn, work);
  } finally {
    turn.over = true;
  }
}

export function operatorNow(): Operator {
  const turn = turns.getStore();
  return turn && !turn.over ? turn.operator : 'system';
}
