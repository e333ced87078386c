/** What the form holds until it is saved: a configuration, the secrets that were typed, the door's pulse. */
import { z } from 'zod';
import {
  addressOf,
  HmacKey,
  OutputGiven,
  PULSE_MAX_MS,
  SecretsGiven,
  type ConfigOf,
  type OutputConfig,
  type OutputKind,
  type OutputView,
} from '../../../../shared/outputs.ts';

/** Secrets: null = what is stored stays. */
export type Draft = z.input<ReturnType<typeof draftSchema>>;

const DEFAULTS: { readonly [K in OutputKind]: (doorId: number) => ConfigOf<K> } = {
  none: () => ({ kind: 'none' }),
  http: () => ({ kind: 'http', url: '', signature: 2 }),
  shelly: () => ({
    kind: 'shelly',
    host: '',
    port: 80,
    generation: 2,
    channel: 0,
    username: 'admin',
    lock: 'secure',
    contact: null,
  }),
  mqtt: (doorId) => ({
    kind: 'mqtt',
    url: '',
    username: '',
    protocol: 5,
    base: `lintel/door-${doorId}`,
    command: { topic: `lintel/door-${doorId}/relay/set`, open: 'ON', close: 'OFF' },
    confirm: null,
    discovery: 'homeassistant',
    remote: false,
    contact: null,
  }),
  serial: () => ({ kind: 'serial', path: '', board: 'lcus', baud: 9600, channel: 1, lock: 'secure' }),
  modbus: () => ({
    kind: 'modbus',
    host: '',
    port: 502,
    unit: 1,
    mode: 'flash',
    coil: 0,
    watchdog: false,
    lock: 'secure',
    contact: null,
  }),
};

export const defaultOf = (kind: OutputKind, doorId: number): OutputConfig => DEFAULTS[kind](doorId);

export const draftOf = (view: OutputView, pulseMs: number): Draft => ({
  config: view.config,
  password: null,
  key: null,
  pulseMs,
});

/** True where a stored secret will not go along to this address. */
export const asksAgain = (view: OutputView, config: OutputConfig): boolean => addressOf(view.config) !== addressOf(config);

/** What stands in the form has its defaults already. */
const Config = OutputGiven as z.ZodType<OutputConfig, OutputConfig>;

/**
 * What may be saved for this door: the schema of the call, a signing key unless the stored one goes along, a board's watchdog. Those two are
 * looked at even where another field is wrong, so that all is said at once.
 */
export function draftSchema(view: OutputView) {
  const { password, key } = SecretsGiven.shape;
  const always = { when: () => true };
  return z
    .strictObject({ config: Config, password, key, pulseMs: z.int().min(1000).max(PULSE_MAX_MS) })
    .refine(
      (draft) => {
        if (draft.config.kind !== 'http') return true;
        const kept = view.secrets.key && !asksAgain(view, draft.config);
        return draft.key === null ? kept : HmacKey.safeParse(draft.key).success;
      },
      { path: ['key'], ...always },
    )
    .refine(({ config }) => config.kind !== 'modbus' || config.mode !== 'coil' || config.watchdog, {
      path: ['config', 'watchdog'],
      ...always,
    });
}

/** 32 random bytes, as hexadecimal. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, '0')).join('');
}
