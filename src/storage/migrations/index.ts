/** All steps in order; migrations.test.ts checks that every file of this folder is here and has its test. */
import { people } from './0010-people.ts';
import { templates } from './0020-templates.ts';
import { codes } from './0030-codes.ts';
import { events } from './0040-events.ts';
import { settings } from './0050-settings.ts';
import { secrets } from './0060-secrets.ts';
import { ways } from './0070-ways.ts';
import { access } from './0100-access.ts';
import { outputs } from './0110-outputs.ts';
import { scores } from './0120-scores.ts';
import { lookAlikes } from './0130-look-alikes.ts';
import { credentials } from './0140-credentials.ts';
import { time } from './0150-time.ts';
import { site } from './0170-site.ts';
import { more } from './0190-more.ts';
import { somebody } from './0210-somebody.ts';
import { fireInputs } from './0220-fire-inputs.ts';
import { centre } from './0230-centre.ts';
import { erased } from './0240-erased.ts';
import { text } from './0250-text.ts';
import { origins } from './0260-origins.ts';
import { kioskSettings } from './0270-kiosk-settings.ts';
import { hours } from './0300-hours.ts';
import { days } from './0310-days.ts';
import { imports } from './0320-imports.ts';
import { exports } from './0330-exports.ts';
import { calendarKinds } from './0340-calendar-kinds.ts';
import { periods } from './0350-periods.ts';
import { marks } from './0360-marks.ts';
import { imported } from './0370-imported.ts';
import { frappe } from './0380-frappe.ts';
import { patternVersions } from './0400-pattern-versions.ts';
import { charts } from './0410-charts.ts';
import { doorDirections } from './0430-door-directions.ts';
import { importsInSlices } from './0450-imports-in-slices.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  people,
  templates,
  codes,
  events,
  settings,
  secrets,
  ways,
  access,
  outputs,
  scores,
  lookAlikes,
  credentials,
  time,
  site,
  more,
  somebody,
  fireInputs,
  centre,
  erased,
  text,
  origins,
  kioskSettings,
  hours,
  days,
  imports,
  exports,
  calendarKinds,
  periods,
  marks,
  imported,
  frappe,
  patternVersions,
  charts,
  doorDirections,
  importsInSlices,
];
export const NEWEST_SCHEMA = 450;
