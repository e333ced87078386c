import { kioskPinProblem } from '../../domain/credentials/pin.ts';
import { err, ok } from '../../domain/result.ts';
import { isZone } from '../../domain/time/instants.ts';
import type { PasswordRules } from '../session/passwords.ts';
import type { Opening } from './opening.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export type SetupCalls = {
  readonly opening: Pick<Opening, 'stage' | 'setUp'>;
  readonly dialogs: { chooseFolder(): Promise<string | null> };
  readonly passwords: PasswordRules;
};

export function setupHandlers(world: SetupCalls): Pick<Handlers, 'setup.chooseFolder' | 'setup.complete'> {
  const isFirstRun = (): boolean => world.opening.stage() === 'first-run';
  return {
    'setup.chooseFolder': async () => (isFirstRun() ? ok(await world.dialogs.chooseFolder()) : err({ code: 'already-set-up' })),

    'setup.complete': (input) => {
      if (!isFirstRun()) return Promise.resolve(err({ code: 'already-set-up' }));
      if (!isZone(input.timeZone)) return Promise.resolve(err({ code: 'bad-input', field: 'timeZone' }));
      for (const secret of [input.password, input.passphrase]) {
        const weak = secret === null ? null : world.passwords.problem(secret, input.siteName);
        if (weak !== null) return Promise.resolve(err({ code: 'password-weak', reason: weak }));
      }
      if (kioskPinProblem(input.kioskPin) !== null) return Promise.resolve(err({ code: 'bad-input', field: 'kioskPin' }));
      return world.opening.setUp(input);
    },
  };
}
