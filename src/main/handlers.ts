/** Every call's handler, in one object: a missing one does not compile. */
import { createEntrance } from './entrance/entrance.ts';
import type { App } from './app.ts';
import type { Handlers } from './ipc/dispatch.ts';
import { accessHandlers } from './doors/access.calls.ts';
import { appHandlers } from './app.calls.ts';
import { credentialsHandlers } from './entrance/credentials.calls.ts';
import { enrolHandlers } from './gallery/enrol.calls.ts';
import { errorRateHandlers } from './gallery/error-rate.calls.ts';
import { importsHandlers } from './imports/imports.calls.ts';
import { fireInputsHandlers } from './doors/fire-inputs.calls.ts';
import { historyHandlers } from './site/history.calls.ts';
import { kioskHandlers } from './entrance/kiosk.calls.ts';
import { lookAlikesHandlers } from './gallery/look-alikes.calls.ts';
import { logHandlers } from './log/log.calls.ts';
import { outputsHandlers } from './doors/outputs.calls.ts';
import { peopleHandlers } from './people/people.calls.ts';
import { presenceHandlers } from './log/presence.calls.ts';
import { recognitionHandlers } from './entrance/recognition.calls.ts';
import { safetyHandlers } from './doors/safety.calls.ts';
import { sessionHandlers } from './session/session.calls.ts';
import { settingsHandlers } from './session/settings.calls.ts';
import { setupHandlers } from './opening/setup.calls.ts';

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
