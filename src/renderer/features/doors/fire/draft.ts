/** What the form of an input holds until it is saved. */
import type { z } from 'zod';
import {
  fireAddressOf,
  FireInputFields,
  type FireInputConfig,
  type FireInputKind,
  type FireInputView,
} from '../../../../shared/fire-inputs.ts';
import { SecretsGiven } from '../../../../shared/outputs.ts';

const DEFAULTS: { readonly [K in FireInputKind]: Extract<FireInputConfig, { kind: K }> } = {
  shelly: { kind: 'shelly', host: '', port: 80, generation: 2, username: 'admin', input: 0, normally: 'closed' },
  modbus: { kind: 'modbus', host: '', port: 502, unit: 1, input: 0, normally: 'closed' },
  mqtt: { kind: 'mqtt', url: '', username: '', protocol: 5, topic: '', alarm: 'ALARM', quiet: 'OK', gone: null },
};

export const defaultOf = (kind: FireInputKind): FireInputConfig => DEFAULTS[kind];

/** True where a stored password will not go along to this address. */
export const asksAgain = (before: FireInputConfig, now: FireInputConfig): boolean => fireAddressOf(before) !== fireAddressOf(now);

/** The password: null = what is stored stays. */
export const Draft = FireInputFields.extend({ password: SecretsGiven.shape.password });
export type Draft = z.input<typeof Draft>;

export const draftOf = (view: FireInputView | null): Draft => ({
  name: view?.name ?? '',
  doorId: view?.doorId ?? null,
  config: view?.config ?? DEFAULTS.shelly,
  password: null,
});
