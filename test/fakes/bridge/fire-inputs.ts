/** Inputs of the fire panel on in-memory data. */
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import { fireAddressOf, type FireInputView } from '../../../src/shared/fire-inputs.ts';

export function fireInputsAnswers(start: readonly FireInputView[], changed: () => void) {
  let inputs = start;
  let nextId = 40;
  const answers = {
    'fireInputs.list': () => ok([...inputs]),
    'fireInputs.save': ({ id, fields, password }: Input<'fireInputs.save'>): Result<Output<'fireInputs.save'>> => {
      const before = inputs.find((i) => i.id === id);
      if (id !== null && !before) return err({ code: 'access-gone' });
      const taken = inputs.find((i) => i.name.toLowerCase() === fields.name.toLowerCase() && i.id !== id);
      if (taken) return err({ code: 'access-name-taken', name: taken.name });
      const kept = before !== undefined && fireAddressOf(before.config) === fireAddressOf(fields.config) && before.password;
      const made: FireInputView = { id: id ?? (nextId += 1), ...fields, password: password === null ? kept : password !== '' };
      inputs = id === null ? [...inputs, made] : inputs.map((i) => (i.id === id ? made : i));
      changed();
      return ok(made);
    },
    'fireInputs.test': (): Result<Output<'fireInputs.test'>> =>
      ok({
        error: null,
        ms: 31,
        reading: 'quiet',
        lines: [
          {
            direction: 'sent',
            ms: 0,
            text: 'POST http://192.168.1.41/rpc\n\n{"id":1,"src":"lintel","method":"Input.GetStatus","params":{"id":0}}',
          },
          {
            direction: 'received',
            ms: 31,
            text: 'HTTP 200\n{"id":1,"src":"shellyplus1-a8032abe54dc","result":{"id":0,"state":true}}',
          },
        ],
      }),
    'fireInputs.delete': ({ id }: Input<'fireInputs.delete'>): Result<null> => {
      if (!inputs.some((i) => i.id === id)) return err({ code: 'access-gone' });
      inputs = inputs.filter((i) => i.id !== id);
      changed();
      return ok(null);
    },
  };
  return { answers, list: () => inputs };
}
