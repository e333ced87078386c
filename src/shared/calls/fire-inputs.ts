/** Wired inputs of the fire panel. A part of the one table of `contract.ts`; what they say now is in `safety.state`. */
import { z } from 'zod';
import { FireInputFields, FireInputTest, FireInputView } from '../fire-inputs.ts';
import { ids } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

export const fireInputsCalls = {
  'fireInputs.list': { may: AUDITOR, input: z.null(), output: z.array(FireInputView) },
  /** id null = a new one; password null leaves what is stored, '' removes it. Errors: access-gone, access-name-taken. */
  'fireInputs.save': {
    may: ADMIN,
    input: z.strictObject({ id: ids.id.nullable(), fields: FireInputFields, password: z.string().max(400).nullable() }),
    output: FireInputView,
  },
  /** Looks once, as it is typed and before it is stored; opens nothing. */
  'fireInputs.test': {
    may: ADMIN,
    input: z.strictObject({
      id: ids.id.nullable(),
      config: FireInputFields.shape.config,
      password: z.string().max(400).nullable(),
    }),
    output: FireInputTest,
  },
  'fireInputs.delete': { may: ADMIN, input: z.strictObject({ id: ids.id }), output: z.null() },
} as const satisfies Record<string, CallSpec>;
