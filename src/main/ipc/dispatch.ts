/**
 * The way of every call: sender known -> role allowed -> input parses -> handler -> output parses. Knows nothing of Electron, so that
 * the contract test walks the whole table in plain Node.
 */
import { calls, events, type CallName, type EventName, type Input, type Output } from '../../shared/contract.ts';
import type { Role } from '../../shared/schemas.ts';
import { err, type Result } from '../../domain/result.ts';
import { parse } from '../../shared/parse.ts';
import { storageFault } from '../../storage/file/faults.ts';
import { actingAs } from '../base/actor.ts';
import type { Log } from '../base/log.ts';

export type Handlers = { readonly [N in CallName]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>> };

/** Who is calling: the role of the window that sent the message; null = not one of our windows. */
export type Caller = { readonly role: Role } | null;

const isAmong = (role: Role, may: readonly Role[]): boolean => may.includes(role);

/** Whether a window is told of an event. */
export function mayHear(caller: Caller, name: EventName): boolean {
  return caller !== null && isAmong(caller.role, events[name].may);
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

export async function dispatch(
  handlers: Handlers,
  caller: Caller,
  name: unknown,
  input: unknown,
  log: Log,
): Promise<Result<unknown>> {
  if (!caller || !isCallName(name)) return err({ code: 'not-allowed' });
  const spec = calls[name];
  if (!isAmong(caller.role, spec.may)) return err({ code: 'not-allowed' });
  const parsed = parse(spec.input, input);
  if (!parsed.ok) return parsed;
  try {
    // The table ties each name to its handler's types; TypeScript cannot follow a union of names through an index.
    const handler = handlers[name] as (i: unknown) => Result<unknown> | Promise<Result<unknown>>;
    const answer = await actingAs(caller.role, () => handler(parsed.value));
    if (!answer.ok) return answer;
    const out = spec.output.safeParse(answer.value);
    if (out.success) return answer;
    log.error({ call: name, issues: out.error.issues }, 'a handler answered what the contract does not allow');
    return err({ code: 'internal' });
  } catch (error) {
    // A disk can fail at any read; whoever reads without a guard has not answered for it.
    const fault = storageFault(error);
    if (fault) return err(fault);
    // Any other throw is a bug: the page gets a code, the log gets the stack.
    log.error({ call: name, err: error }, 'a handler threw');
    return err({ code: 'internal' });
  }
}
