/** Files of hours as main would answer: the real templates and the real preview, of people who are made up. */
import { dayNumber } from '../../../src/domain/hours/days.ts';
import { ok, type Result } from '../../../src/domain/result.ts';
import { BUILT_IN } from '../../../src/exports/hours/templates/index.ts';
import { tableOf } from '../../../src/main/exports/preview.ts';
import type { KeyedTemplate } from '../../../src/shared/calls/exports.ts';
import type { CallName, Input, Output } from '../../../src/shared/contract.ts';
import type { ExportRun, ExportSchedule } from '../../../src/shared/exports.ts';
import { block, contextOf, hourDay, punch } from '../../exports/hours-fixture.ts';

type Answers = { readonly [N in Extract<CallName, `exports.${string}`>]: (input: Input<N>) => Result<Output<N>> };

export function exportsAnswers(now: number): Answers {
  let own: KeyedTemplate[] = [];
  let ids = new Map<number, string>();
  let plans: ExportSchedule[] = [];
  let runs: ExportRun[] = [];
  const templates = (): KeyedTemplate[] => [
    ...Object.entries(BUILT_IN).map(([key, template]) => ({ key, id: null, template })),
    ...own,
  ];
  const days = [hourDay('2026-10-01'), hourDay('2026-10-02', { late: 12, inPlan: 468, paid: 468 })];
  const { person } = block();
  return {
    'exports.templates': () => ok({ templates: templates(), unreadable: [] }),
    'exports.preview': ({ template, period }) =>
      ok(
        tableOf(contextOf(template, { period }), [person], (of) =>
          block({ days, punches: [punch('2026-10-01T09:00', 'in')], who: of }),
        ),
      ),
    'exports.missing': ({ key }) => {
      const template = templates().find((t) => t.key === key)!.template;
      const missing = template.ids === '' || ids.has(person.id) ? [] : [person];
      return ok({
        people: 1,
        program: template.ids,
        missing: missing.map(({ id, name, employeeNumber }) => ({ id, name, employeeNumber })),
        values: template.values.filter((v) => v.value === '').map((v) => v.label),
      });
    },
    'exports.saveIds': ({ ids: given }) => {
      ids = new Map([...ids, ...given.map(({ personId, id }) => [personId, id] as const)]);
      return ok(null);
    },
    'exports.run': ({ key, period, dry }) => {
      const { template } = templates().find((t) => t.key === key)!;
      const path = dry ? null : `/srv/${key}`;
      const done = { path, rows: 2, people: 1, bytes: 1234, hash: 'a'.repeat(64), doubtfulDays: 1, openDays: 0 };
      const made: ExportRun = {
        ...{ id: runs.length + 1, at: now, by: 'administrator', template: key, name: template.name, scheduleId: null, ...period },
        ...{
          zone: 'Europe/Berlin',
          path: path ?? '',
          people: 1,
          rows: 2,
          leftOut: [],
          bytes: 1234,
          hash: done.hash,
          problem: null,
        },
      };
      if (!dry) runs = [made, ...runs];
      return ok({ ...done, leftOut: [{ why: 'no-code' as const, count: 1, of: ['annual: Ada King'] }] });
    },
    'exports.cancel': () => ok(null),
    'exports.state': () => ok(null),
    'exports.runs': () => ok(runs),
    'exports.saveTemplate': ({ id, fields }) => {
      const of = id ?? own.length + 1;
      const key = `own:${of}`;
      own = [...own.filter((t) => t.id !== of), { key, id: of, template: fields }];
      return ok({ key });
    },
    'exports.deleteTemplate': ({ id }) => {
      own = own.filter((t) => t.id !== id);
      return ok(null);
    },
    'exports.schedules': () =>
      ok(
        plans.map((plan) => ({
          ...plan,
          name: templates().find((t) => t.key === plan.template)?.template.name ?? '',
          problem: null,
        })),
      ),
    'exports.saveSchedule': ({ id, fields }) => {
      const of = id ?? plans.length + 1;
      plans = [...plans.filter((p) => p.id !== of), { ...fields, id: of, doneUntil: dayNumber('2026-10-01') }];
      return ok({ id: of });
    },
    'exports.deleteSchedule': ({ id }) => {
      plans = plans.filter((p) => p.id !== id);
      return ok(null);
    },
    'exports.chooseFolder': () => ok('/srv/payroll'),
  };
}
