import { kioskPinProblem } from '../../domain/credentials/pin.ts';
import { err, ok } from '../../domain/result.ts';
import { isZone } from '../../domain/time/instants.ts';
import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export function setupHandlers(app: App): Pick<Handlers, 'setup.chooseFolder' | 'setup.complete'> {
  const isFirstRun = (): boolean => app.state().stage === 'first-run';
  return {
    'setup.chooseFolder': async () =>
      isFirstRun() ? ok(await app.deps.dialogs.chooseFolder()) : err({ code: 'already-set-up' }),

    'setup.complete': (input) => {
      if (!isFirstRun()) return Promise.resolve(err({ code: 'already-set-up' }));
      if (!isZone(input.timeZone)) return Promise.resolve(err({ code: 'bad-input', field: 'timeZone' }));
      for (const secret of [input.password, input.passphrase]) {
        const weak = secret === null ? null : app.deps.passwords.problem(secret, input.siteName);
        if (weak !== null) return Promise.resolve(err({ code: 'password-weak', reason: weak }));
      }
      if (kioskPinProblem(input.kioskPin) !== null) return Promise.resolve(err({ code: 'bad-input', field: 'kioskPin' }));
      return app.setUp(input);
    },
  };
}
