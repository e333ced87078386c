/** A Frappe server as main would answer of it: two punches of one person, of which it refuses one until it is asked again. */
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { FrappeRow } from '../../../src/shared/calls/frappe.ts';
import type { CallName, Input, Output } from '../../../src/shared/contract.ts';
import { isUnencrypted, isPrivate, type FrappeView } from '../../../src/shared/frappe.ts';

type Answers = { readonly [N in Extract<CallName, `frappe.${string}`>]: (input: Input<N>) => Result<Output<N>> };

const HOUR = 3_600_000;

export function frappeAnswers(now: number, changed: () => void): Answers {
  let server: FrappeView | null = null;
  let rows: FrappeRow[] = [];
  const unset = err({ code: 'frappe-unset' } as const);
  const row = (id: number, answer: 'stored' | 'no-employee'): FrappeRow => ({
    ...{
      id,
      name: 'Ada King',
      employeeNumber: '007',
      at: now - (3 - id) * HOUR,
      direction: id === 1 ? 'in' : 'out',
      answer,
      said: null,
    },
    ...{ state: answer === 'stored' ? 'stored' : 'refused', tries: 1, answeredAt: now },
  });
  const count = (state: FrappeRow['state']): number => rows.filter((r) => r.state === state).length;
  const done = <T>(value: T): Result<T> => {
    changed();
    return ok(value);
  };
  return {
    'frappe.state': () =>
      ok({
        ...{ server, running: false, problem: null, nextTry: null },
        counts: { waiting: count('waiting'), stored: count('stored'), refused: count('refused') },
        refused: rows.filter((r) => r.state === 'refused'),
        last: rows.toReversed(),
      }),
    'frappe.save': ({ url, api, person, zone, key }) => {
      if (key === null && server === null) return err({ code: 'bad-input', field: 'key' });
      if (isUnencrypted(url) && !isPrivate(new URL(url).hostname)) return err({ code: 'bad-input', field: 'url' });
      server = { url, api, person, zone };
      return done(null);
    },
    'frappe.forget': () => {
      server = null;
      return done(null);
    },
    'frappe.check': () =>
      server
        ? ok({
            ...{ people: 2, punches: 3, fresh: 2 - rows.length, stored: count('stored'), queued: count('refused') },
            missing: server.person === 'employee' ? [{ id: 2, name: 'Bo Li', employeeNumber: '008' }] : [],
            ...{ undirected: 1, doubled: 0, differ: 1 },
            differences: [{ name: 'Ada King', employeeNumber: '007', at: now - 30 * HOUR, sent: 'in', now: null, gone: true }],
          })
        : unset,
    'frappe.send': () => {
      if (!server) return unset;
      rows = [row(1, 'stored'), row(2, 'no-employee')];
      return done({ added: 2 });
    },
    'frappe.pause': () => done(null),
    'frappe.resume': () => done(null),
    'frappe.retry': () => {
      rows = [row(1, 'stored'), row(2, 'stored')];
      return done({ again: 1 });
    },
    'frappe.drop': () => {
      rows = rows.filter((r) => r.state === 'stored');
      return done({ dropped: 1 });
    },
  };
}
