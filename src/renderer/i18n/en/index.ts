import { common } from './common.ts';
import { errors } from '../../../words/en/errors.ts';
import { quality } from './quality.ts';
import { firstRun } from './firstRun.ts';
import { signIn } from './signIn.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';
import { today } from './today.ts';
import { kiosk } from './kiosk.ts';
import { enrol } from './enrol.ts';
import { people } from './people.ts';
import { access } from './access.ts';
import { outputs } from './outputs.ts';
import { fire } from './fire.ts';
import { imports } from './imports.ts';
import { credentials } from './credentials.ts';
import { errorRate } from './errorRate.ts';
import { lookAlikes } from './lookAlikes.ts';
import { presence } from './presence.ts';
import { exports } from './exports.ts';
import { frappe } from './frappe.ts';
import { hours } from './hours.ts';
import { hoursDay } from './hoursDay.ts';
import { hourRequests } from './hourRequests.ts';
import { dataImports } from './dataImports.ts';
import { shifts } from './shifts.ts';

export const en = {
  common,
  errors,
  quality,
  firstRun,
  signIn,
  log,
  settings,
  today,
  kiosk,
  enrol,
  people,
  access,
  outputs,
  fire,
  imports,
  credentials,
  errorRate,
  lookAlikes,
  presence,
  exports,
  frappe,
  hours,
  hoursDay,
  hourRequests,
  dataImports,
  shifts,
};
