/** Templates that come with Lintel, by their names; whoever wants one otherwise copies it. A name is kept in runs and schedules, so it is never changed. */
import type { ExportTemplate } from '../../../shared/exports.ts';
import { CHINA } from './china.ts';
import { GENERIC } from './generic.ts';
import { HR } from './hr.ts';
import { PAYROLL } from './payroll.ts';

export const BUILT_IN: Readonly<Record<string, ExportTemplate>> = { ...GENERIC, ...HR, ...PAYROLL, ...CHINA };
