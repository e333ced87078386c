/** What can be wired to a door: one configuration a kind, and what each kind can and cannot do. */
import { z } from 'zod';
import { AppErrorSchema, stored } from './schemas.ts';

/** No pulse is longer, whatever is configured or asked. How long a door's is, is a matter of the door, not of what is wired to it. */
export const PULSE_MAX_MS = 30_000;

/** A name or an address, without a scheme, a path or a user. */
export const host = z
  .string()
  .max(253)
  .regex(/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?|\[[0-9a-fA-F:.]+\])$/u);
export const port = z.int().min(1).max(65_535);
/** secure: without power the door is locked, energised means open. safe: without power it is open, energised means locked. */
export const Lock = z.enum(['secure', 'safe']);
export type Lock = z.infer<typeof Lock>;
/** A topic to publish on: no wildcards, no system topics. */
export const topic = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^+#$\u0000-\u001f\u007f][^+#\u0000-\u001f\u007f]*$/);
export const payload = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/);
/** A sensor on a digital input: which one, and what it says while the door stands open. */
const inputContact = (highest: number) =>
  z.strictObject({ input: z.int().min(0).max(highest), openWhen: z.boolean() }).nullable();

/** scheme, host, port, path; no user and no fragment: a password in an address would be shown with it. */
const ADDRESS =
  /^(https?|mqtts?):\/\/([\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?(\/[^\s#]*)?$/u;
export const url = (...schemes: string[]) =>
  z
    .string()
    .max(500)
    .refine(
      (text) => {
        const parts = ADDRESS.exec(text);
        return parts !== null && schemes.includes(parts[1]!) && Number(parts[3] ?? 1) >= 1 && Number(parts[3] ?? 1) <= 65_535;
      },
      `an address of ${schemes.join(', ')}`,
    );
/** Scheme, host and port of an address that `url` let through. */
export const origin = (address: string): string => ADDRESS.exec(address)?.slice(1, 4).join(' ').toLowerCase() ?? address;

/** The name or address in an address that `url` let through. */
export const hostIn = (address: string): string => ADDRESS.exec(address)?.[2]?.toLowerCase() ?? '';

const none = z.strictObject({ kind: z.literal('none') });

/** 1: doors from before there was another; it does not sign the host. See docs/formats.md. */
const SignatureVersion = z.literal([1, 2]);
export type SignatureVersion = z.infer<typeof SignatureVersion>;
const http = z.strictObject({
  kind: z.literal('http'),
  url: url('http', 'https'),
  /** What is stored without it was wired when there was only the first: it goes on until somebody changes it. */
  signature: SignatureVersion.default(1),
});

const shelly = z.strictObject({
  kind: z.literal('shelly'),
  host,
  port,
  /** 1 = Gen1 (HTTP Basic), 2 = Gen2 and newer (RPC, Digest SHA-256). */
  generation: z.literal([1, 2]),
  channel: z.int().min(0).max(7),
  /** Gen1 alone; Gen2 and newer have one user, admin. */
  username: z.string().max(60),
  lock: Lock,
  contact: inputContact(7),
});

/** Names and places of list items with dots between. */
export const jsonPath = z
  .string()
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/);

const mqtt = z.strictObject({
  kind: z.literal('mqtt'),
  url: url('mqtt', 'mqtts'),
  username: z.string().max(200),
  /** 5 lets the broker throw away a command that is older than the pulse; 4 = MQTT 3.1.1. */
  protocol: z.literal([5, 4]),
  /** What Lintel itself says stands under it: status, lock/state, lock/set, event. */
  base: topic,
  /** What opens the relay. */
  command: z.strictObject({ topic, open: payload, close: payload }),
  /** What the relay says when it has opened; null = the broker's word is all there is. */
  confirm: z.strictObject({ topic, open: payload, path: jsonPath.optional() }).nullable(),
  /** Home Assistant's discovery prefix; null = no discovery. */
  discovery: topic.nullable(),
  /** Whether the broker's side may open this door (lock/set). */
  remote: z.boolean(),
  /** `path`: where in a JSON payload the word stands (`contact`, `state.door`); '' = the payload is the word. */
  contact: z.strictObject({ topic, open: payload, closed: payload, path: jsonPath.optional() }).nullable(),
});

const serial = z.strictObject({
  kind: z.literal('serial'),
  /** /dev/ttyUSB0, /dev/serial/by-id/…, COM3. */
  path: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[^\u0000-\u001f\u007f]*$/),
  /** LCUS boards: A0, channel, 1 or 0, sum. */
  board: z.literal('lcus'),
  baud: z.literal([9600, 19_200, 38_400, 57_600, 115_200]),
  channel: z.int().min(1).max(8),
  lock: Lock,
});

const modbus = z.strictObject({
  kind: z.literal('modbus'),
  host,
  port,
  unit: z.int().min(0).max(255),
  /** flash: boards that time the pulse themselves (Waveshare's flash command). coil: any board, switched on and off by Lintel. */
  mode: z.enum(['flash', 'coil']),
  coil: z.int().min(0).max(255),
  /** coil mode: the administrator says that the board lets go by itself when nobody talks to it. Without it a coil is refused. */
  watchdog: z.boolean(),
  lock: Lock,
  contact: inputContact(65_535),
});

export const OutputConfig = z.discriminatedUnion('kind', [none, http, shelly, mqtt, serial, modbus]);
export type OutputConfig = z.infer<typeof OutputConfig>;
export type OutputKind = OutputConfig['kind'];
export type ConfigOf<K extends OutputKind> = Extract<OutputConfig, { kind: K }>;

export type MqttTopics = {
  /** online or offline, retained; offline is also the last will. */
  readonly status: string;
  /** LOCKED or UNLOCKED, retained. */
  readonly state: string;
  /** LOCK, UNLOCK, OPEN; comes in. Never retained, and a retained one is not obeyed. */
  readonly set: string;
  readonly event: string;
};

/** What Lintel says and hears of a door under its base topic. */
export function mqttTopics(base: string): MqttTopics {
  const root = base.replace(/\/+$/, '');
  return { status: `${root}/status`, state: `${root}/lock/state`, set: `${root}/lock/set`, event: `${root}/event` };
}

export const LOOPS = ['own-topic', 'command-topic', 'same-word'] as const;
/** What makes an output hear itself, or say one thing for two: the field, and why. */
export type Loop = {
  readonly path: readonly ['command' | 'confirm' | 'contact', 'topic' | 'close' | 'closed'];
  readonly why: (typeof LOOPS)[number];
};

function loopsOf(config: OutputConfig): readonly Loop[] {
  if (config.kind !== 'mqtt') return [];
  const { command, confirm, contact } = config;
  const own = Object.values(mqttTopics(config.base));
  const found: Loop[] = [];
  if (own.includes(command.topic)) found.push({ path: ['command', 'topic'], why: 'own-topic' });
  for (const [name, heard] of [
    ['confirm', confirm],
    ['contact', contact],
  ] as const) {
    if (heard && own.includes(heard.topic)) found.push({ path: [name, 'topic'], why: 'own-topic' });
    else if (heard?.topic === command.topic) found.push({ path: [name, 'topic'], why: 'command-topic' });
  }
  if (command.open === command.close) found.push({ path: ['command', 'close'], why: 'same-word' });
  if (contact && contact.open === contact.closed) found.push({ path: ['contact', 'closed'], why: 'same-word' });
  return found;
}

/** What an administrator may save: nothing that hears itself. A command that comes back as its own confirmation would say "opened" with no relay there. */
export const OutputGiven = OutputConfig.superRefine((config, context) => {
  for (const { path, why } of loopsOf(config)) context.addIssue({ code: 'custom', path: [...path], message: why });
});

/**
 * Two doors on one broker that would drive each other: the same base, or a command that is another door's own topic (which may come back
 * the same way). Answers the field; null = none.
 */
export function clashOf(config: OutputConfig, others: readonly OutputConfig[]): 'base' | 'command.topic' | null {
  if (config.kind !== 'mqtt') return null;
  const own = Object.values(mqttTopics(config.base));
  for (const other of others) {
    if (other.kind !== 'mqtt' || origin(other.url) !== origin(config.url)) continue;
    const theirs = Object.values(mqttTopics(other.base));
    if (theirs[0] === own[0]) return 'base';
    if (theirs.includes(config.command.topic)) return 'command.topic';
    if (own.includes(other.command.topic)) return 'base';
  }
  return null;
}

/** A stored one of before that was refused: what it hears of itself is left out, and it still drives its door. */
export function withoutLoops(config: OutputConfig): OutputConfig {
  const deaf = new Set(
    loopsOf(config)
      .filter((l) => l.path[0] !== 'command' && l.path[1] === 'topic')
      .map((l) => l.path[0]),
  );
  if (config.kind !== 'mqtt' || deaf.size === 0) return config;
  return {
    ...config,
    confirm: deaf.has('confirm') ? null : config.confirm,
    contact: deaf.has('contact') ? null : config.contact,
  };
}

export const OUTPUT_KINDS = ['none', 'http', 'shelly', 'mqtt', 'serial', 'modbus'] as const satisfies readonly OutputKind[];

/** Keys and passwords: written, never read back. `key` signs HTTP requests, `password` opens a device or a broker. */
const secret = z.string().max(400);
export const OutputSecrets = z.strictObject({ password: secret, key: secret });
export type OutputSecrets = z.infer<typeof OutputSecrets>;
export const NO_SECRETS: OutputSecrets = { password: '', key: '' };
/** What comes in: null leaves what is stored, '' removes it. */
export const SecretsGiven = z.strictObject({ password: secret.nullable(), key: secret.nullable() });
export type SecretsGiven = z.infer<typeof SecretsGiven>;
/** An HMAC key: 32 bytes in hexadecimal, as `openssl rand -hex 32` prints them. */
export const HmacKey = z.string().regex(/^[0-9a-fA-F]{64}$/);

/** Where a secret is sent to. Whoever changes it types the secret again: nobody can have it sent to themselves. */
export function addressOf(config: OutputConfig): string {
  switch (config.kind) {
    case 'none':
      return '';
    case 'http':
    case 'mqtt':
      return origin(config.url);
    case 'serial':
      return `serial ${config.path}`;
    case 'shelly':
    case 'modbus':
      return `${config.kind} ${config.host}:${config.port}`;
  }
}

export type OutputFacts = {
  /** Who ends the pulse when this computer crashes: the device, the broker (by a last will), or nobody before Lintel is back. */
  readonly crash: 'device' | 'broker' | 'nobody' | 'receiver' | 'watchdog';
  /** Whose word "opened" is: the device's, the broker's, or nobody's. */
  readonly confirms: 'device' | 'broker' | 'nobody';
  /** True where a door contact can be read. */
  readonly contact: boolean;
};

export function outputFacts(config: OutputConfig): OutputFacts | null {
  switch (config.kind) {
    case 'none':
      return null;
    case 'http':
      return { crash: 'receiver', confirms: 'device', contact: false };
    case 'shelly':
      return { crash: 'device', confirms: 'device', contact: true };
    case 'mqtt':
      return { crash: 'broker', confirms: config.confirm ? 'device' : 'broker', contact: true };
    case 'serial':
      return { crash: 'nobody', confirms: 'nobody', contact: false };
    case 'modbus':
      return { crash: config.mode === 'flash' ? 'device' : 'watchdog', confirms: 'device', contact: true };
  }
}

export const OutputView = z.strictObject({
  doorId: stored.id,
  config: OutputConfig,
  /** Which secrets are stored. */
  secrets: z.strictObject({ password: z.boolean(), key: z.boolean() }),
});
export type OutputView = z.infer<typeof OutputView>;

/** One line of what was said between Lintel and the device; secrets are masked before it is made. */
export const TraceLine = z.strictObject({
  direction: z.enum(['sent', 'received', 'note']),
  text: z.string().max(4000),
  /** Since the test began. */
  ms: z.int().min(0),
});
export type TraceLine = z.infer<typeof TraceLine>;

export const OutputTest = z.strictObject({
  /** null = opened. */
  error: AppErrorSchema.nullable(),
  ms: z.int().min(0),
  lines: z.array(TraceLine).max(200),
});
export type OutputTest = z.infer<typeof OutputTest>;

export const SerialPortInfo = z.strictObject({ path: z.string(), label: z.string() });
export type SerialPortInfo = z.infer<typeof SerialPortInfo>;
