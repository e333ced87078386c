/** What the form of an input holds until it is saved. */
import {
  fireAddressOf,
  FireInputFields,
  type FireInputConfig,
  type FireInputKind,
  type FireInputView,
} from '../../../../shared/fire-inputs.ts';

const DEFAULTS: { readonly [K in FireInputKind]: Extract<FireInputConfig, { kind: K }> } = {
  shelly: { kind: 'shelly', host: '', port: 80, generation: 2, username: 'admin', input: 0, normally: 'closed' },
  modbus: { kind: 'modbus', host: '', port: 502, unit: 1, input: 0, normally: 'closed' },
  mqtt: { kind: 'mqtt', url: '', username: '', protocol: 5, topic: '', alarm: 'ALARM', quiet: 'OK', gone: null },
};

export const defaultOf = (kind: FireInputKind): FireInputConfig => DEFAULTS[kind];

/** True where a stored password will not go along to this address. */
export const asksAgain = (before: FireInputConfig, now: FireInputConfig): boolean => fireAddressOf(before) !== fireAddressOf(now);

export const fieldsOf = (view: FireInputView | null): FireInputFields =>
  view ? { name: view.name, doorId: view.doorId, config: view.config } : { name: '', doorId: null, config: DEFAULTS.shelly };

/** Paths under `config` that cannot be saved, and whether that is for a word that is there twice. */
export function problemsOf(config: FireInputConfig): ReadonlyMap<string, 'same-word' | ''> {
  const parsed = FireInputFields.shape.config.safeParse(config);
  const issues = parsed.success ? [] : parsed.error.issues;
  return new Map(
    issues.map(({ code, path, message }) => [path.join('.'), code === 'custom' && message === 'same-word' ? 'same-word' : '']),
  );
}
