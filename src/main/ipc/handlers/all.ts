/** Every call's handler, in one object: a missing one does not compile. */
import { createEntrance } from '../../access/entrance.ts';
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';
import { accessHandlers } from './access.ts';
import { appHandlers } from './app.ts';
import { credentialsHandlers } from './credentials.ts';
import { enrolHandlers } from './enrol.ts';
import { errorRateHandlers } from './error-rate.ts';
import { importsHandlers } from './imports.ts';
import { fireInputsHandlers } from './fire-inputs.ts';
import { historyHandlers } from './history.ts';
import { kioskHandlers } from './kiosk.ts';
import { lookAlikesHandlers } from './look-alikes.ts';
import { logHandlers } from './log.ts';
import { outputsHandlers } from './outputs.ts';
import { peopleHandlers } from './people.ts';
import { presenceHandlers } from './presence.ts';
import { recognitionHandlers } from './recognition.ts';
import { safetyHandlers } from './safety.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';

export function createHandlers(app: App): Handlers {
  const entrance = createEntrance(app);
  return {
    ...appHandlers(app),
    ...setupHandlers(app),
    ...sessionHandlers(app),
    ...settingsHandlers(app),
    ...recognitionHandlers(app, entrance),
    ...credentialsHandlers(app, entrance),
    ...historyHandlers(app),
    ...kioskHandlers(app),
    ...enrolHandlers(app),
    ...peopleHandlers(app),
    ...logHandlers(app),
    ...presenceHandlers(app),
    ...accessHandlers(app),
    ...importsHandlers(app),
    ...outputsHandlers(app),
    ...safetyHandlers(app),
    ...fireInputsHandlers(app),
    ...lookAlikesHandlers(app),
    ...errorRateHandlers(app),
  };
}
