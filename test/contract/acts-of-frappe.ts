/** What is sent to a Frappe server, as act-and-row.test.ts asks for it: each act, and what makes ready what it is done to. */
import { personId } from '../../src/domain/ids.ts';
import type { CallName, Input, Output } from '../../src/shared/contract.ts';
import { value } from '../../tools/value.ts';
import type { TestApp } from '../fakes/app.ts';

type World = {
  readonly app: () => TestApp;
  readonly must: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>;
  readonly person: () => number;
};
type Acts = { readonly [N in Extract<CallName, `frappe.${string}`>]?: readonly (() => Promise<Input<N>>)[] };

export function frappeActs({ app, must, person }: World): Acts {
  let n = 0;
  /** Nobody listens there: what is sent waits. Each is another server. */
  const server = () => ({
    ...{ url: `http://127.0.1.${++n}:9`, api: 'hrms' as const, person: 'number' as const, zone: 'UTC' },
    ...{ key: 'key', secret: 'secret' },
  });
  const days = { period: { from: 20_770, to: 20_800 }, who: { department: null } };
  const set = async () => {
    await must('frappe.save', server());
    value(value(app().app.site()).record({ kind: 'recognised', reason: null, personId: personId(person()), direction: 'in' }));
  };
  const sending = async () => {
    await set();
    await must('frappe.send', days);
    return null;
  };
  const paused = async () => {
    await sending();
    return must('frappe.pause', null);
  };
  return {
    'frappe.save': [() => Promise.resolve(server())],
    'frappe.forget': [() => set().then(() => null)],
    'frappe.send': [() => set().then(() => days)],
    'frappe.pause': [sending],
    'frappe.resume': [paused],
    'frappe.retry': [paused],
    'frappe.drop': [sending],
  };
}
