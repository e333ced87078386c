import { err, ok } from '../../../domain/result.ts';
import { isZone } from '../../../domain/time.ts';
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';

export function setupHandlers(app: App): Pick<Handlers, 'setup.chooseFolder' | 'setup.complete'> {
  const isFirstRun = (): boolean => app.state().stage === 'first-run';
  return {
    'setup.chooseFolder': async () => (isFirstRun() ? ok(await app.deps.dialogs.chooseFolder()) : err({ code: 'already-set-up' })),

    'setup.complete': (input) => {
      if (!isFirstRun()) return Promise.resolve(err({ code: 'already-set-up' }));
      if (!isZone(input.zone)) return Promise.resolve(err({ code: 'bad-input', field: 'zone' }));
      return app.setUp(input);
    },
  };
}
