/** Every call's handler, in one object: a missing one does not compile. */
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';
import { appHandlers } from './app.ts';
import { enrolHandlers } from './enrol.ts';
import { logHandlers } from './log.ts';
import { peopleHandlers } from './people.ts';
import { recognitionHandlers } from './recognition.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';

export function createHandlers(app: App): Handlers {
  return {
    ...appHandlers(app),
    ...setupHandlers(app),
    ...sessionHandlers(app),
    ...settingsHandlers(app),
    ...recognitionHandlers(app),
    ...enrolHandlers(app),
    ...peopleHandlers(app),
    ...logHandlers(app),
  };
}
