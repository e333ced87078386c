/** What the form holds until it is saved: a configuration, the secrets that were typed, the door's pulse. */
import {
  addressOf,
  HmacKey,
  LOOPS,
  OutputGiven,
  PULSE_MAX_MS,
  type ConfigOf,
  type Loop,
  type OutputConfig,
  type OutputKind,
  type OutputView,
} from '../../../../shared/outputs.ts';

export type Draft = {
  readonly config: OutputConfig;
  /** null = what is stored stays. */
  readonly password: string | null;
  readonly key: string | null;
  readonly pulseMs: number;
};

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

export const isSame = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** True where a stored secret will not go along to this address. */
export const asksAgain = (view: OutputView, config: OutputConfig): boolean => addressOf(view.config) !== addressOf(config);

/** Fields that cannot be saved, by path as `command.topic`, and why where the path alone does not say it; '' = it does. */
export function problemsOf({ config, key, pulseMs }: Draft, view: OutputView): ReadonlyMap<string, Loop['why'] | ''> {
  const found = new Map<string, Loop['why'] | ''>();
  const add = (path: string, why: Loop['why'] | '' = ''): void => void found.set(path, why);
  const parsed = OutputGiven.safeParse(config);
  if (!parsed.success)
    for (const { code, path, message } of parsed.error.issues)
      add(path.join('.'), code === 'custom' ? LOOPS.find((why) => why === message) : '');
  if (config.kind === 'http') {
    const kept = view.secrets.key && !asksAgain(view, config);
    if (key === null ? !kept : !HmacKey.safeParse(key).success) add('key');
  }
  if (config.kind === 'modbus' && config.mode === 'coil' && !config.watchdog) add('watchdog');
  if (config.kind !== 'none' && (pulseMs < 1000 || pulseMs > PULSE_MAX_MS)) add('pulseMs');
  return found;
}

/** 32 random bytes, as hexadecimal. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (b) => b.toString(16).padStart(2, '0')).join('');
}
