/** A wired input of the fire panel: which device reads it, what it says while nothing is wrong, and which doors it opens. */
import { z } from 'zod';
import { sameKey } from '../domain/text.ts';
import { host, jsonPath, origin, OutputTest, payload, port, topic, url } from './outputs.ts';
import { ids, stored } from './schemas.ts';

/**
 * What the contact is while nothing is wrong. closed: current flows through it, and a wire that is cut or a panel without power is an alarm,
 * as it has to be. open: a cut wire is noticed by nobody.
 */
export const Normally = z.enum(['closed', 'open']);

const shelly = z.strictObject({
  kind: z.literal('shelly'),
  host,
  port,
  /** 1 = Gen1, 2 = Gen2 and newer. */
  generation: z.literal([1, 2]),
  /** Gen1 alone. */
  username: z.string().max(60),
  input: z.int().min(0).max(7),
  normally: Normally,
});

const modbus = z.strictObject({
  kind: z.literal('modbus'),
  host,
  port,
  unit: z.int().min(0).max(255),
  /** A discrete input (FC02). */
  input: z.int().min(0).max(65_535),
  normally: Normally,
});

const mqtt = z.strictObject({
  kind: z.literal('mqtt'),
  url: url('mqtt', 'mqtts'),
  username: z.string().max(200),
  protocol: z.literal([5, 4]),
  topic,
  /** What it says in an alarm, and while nothing is wrong. Retained words count: they are what it says now. */
  alarm: payload,
  quiet: payload,
  /** Where in a JSON payload the word stands; '' = the payload is the word. */
  path: jsonPath.optional(),
  /** What its device's last will says when it is gone; null = only the broker's silence is noticed. */
  gone: z.strictObject({ topic, payload }).nullable(),
});

/** What is stored; a configuration that this version does not know is none. */
export const FireInputConfig = z.discriminatedUnion('kind', [shelly, modbus, mqtt]);
export type FireInputConfig = z.infer<typeof FireInputConfig>;
export type FireInputKind = FireInputConfig['kind'];
export const FIRE_INPUT_KINDS = ['shelly', 'modbus', 'mqtt'] as const satisfies readonly FireInputKind[];

export const FireInputFields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters'),
  /** The door that it opens; null = every door. */
  doorId: ids.id.nullable(),
  /** One word for alarm and quiet would be neither, and so would two that differ in capitals or width alone. */
  config: FireInputConfig.superRefine((config, context) => {
    if (config.kind === 'mqtt' && sameKey(config.alarm) === sameKey(config.quiet))
      context.addIssue({ code: 'custom', path: ['quiet'], message: 'same-word' });
    if (
      config.kind === 'mqtt' &&
      config.gone &&
      config.gone.topic === config.topic &&
      [config.alarm, config.quiet].some((word) => sameKey(word) === sameKey(config.gone!.payload))
    )
      context.addIssue({ code: 'custom', path: ['gone', 'payload'], message: 'same-word' });
  }),
});
export type FireInputFields = z.infer<typeof FireInputFields>;

export const FireInputView = z.strictObject({
  id: stored.id,
  name: z.string(),
  doorId: stored.id.nullable(),
  config: FireInputConfig,
  /** Whether a password is stored; it never comes back. */
  password: z.boolean(),
});
export type FireInputView = z.infer<typeof FireInputView>;

/** Where its password is sent to. Whoever changes it types the password again. */
export const fireAddressOf = (config: FireInputConfig): string =>
  config.kind === 'mqtt' ? origin(config.url) : `${config.kind} ${config.host}:${config.port}`;

/** What an input says; unclear: something that is neither. null = no contact with its device. */
export const FireReading = z.enum(['quiet', 'alarm', 'unclear']).nullable();
export type FireReading = z.infer<typeof FireReading>;

/** One look at a wire, with everything that was said. `reading` null = nothing that could be relied on. */
export const FireInputTest = OutputTest.extend({ reading: FireReading });
export type FireInputTest = z.infer<typeof FireInputTest>;

export const FireStanding = z.strictObject({
  id: stored.id,
  name: z.string(),
  doorId: stored.id.nullable(),
  reading: FireReading,
  /** No contact for so long that it is an alarm of its own. It does not open. */
  silent: z.boolean(),
  /** What it said, shortened, where that is not understood. */
  said: z.string().nullable(),
});
export type FireStanding = z.infer<typeof FireStanding>;
