/** Door outputs: what is wired, and the test button. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { Pulse } from '../access.ts';
import { OutputGiven, OutputTest, OutputView, SecretsGiven, SerialPortInfo } from '../outputs.ts';
import { ids } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

const door = z.strictObject({ doorId: ids.id });

export const outputsCalls = {
  'outputs.get': { may: AUDITOR, input: door, output: OutputView },
  /** The output and how long it is driven for one person (ms; absent = as it was), both or neither. Errors: bad-input {field}: `watchdog` where a plain coil lacks one, `key` where HTTP has none, a topic that would make MQTT hear itself. */
  'outputs.save': {
    may: ADMIN,
    input: z.strictObject({
      ...door.shape,
      config: OutputGiven,
      secrets: SecretsGiven,
      pulseMs: Pulse.optional(),
    }),
    output: OutputView,
  },
  /** Opens the door for one pulse, as stored, and tells what was sent and answered. */
  'outputs.test': { may: ADMIN, input: door, output: OutputTest },
  'outputs.ports': { may: ADMIN, input: z.null(), output: z.array(SerialPortInfo) },
} as const satisfies Record<string, CallSpec>;
