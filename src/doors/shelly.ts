/**
 * Shelly relays on the local network, always with the device's own timer. Gen1: `GET /relay/0?turn=on&timer=2` with HTTP Basic. Gen2 and
 * newer: JSON-RPC `Switch.Set {id, on, toggle_after}` by `POST /rpc` with Digest SHA-256, user admin. (shelly-api-docs.shelly.cloud)
 */
import { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConfigOf } from '../shared/outputs.ts';
import { parse, parseJson } from '../shared/parse.ts';
import { authorization, parseChallenge, type Challenge } from './digest.ts';
import type { Attempt, DoorOutput } from './door.ts';
import { send } from './request.ts';
import { timedDoor, type TimedDevice } from './timed.ts';

type Config = ConfigOf<'shelly'>;
/** Where it is, and as whom it is asked. */
type Device = Pick<Config, 'host' | 'port' | 'generation' | 'username'>;
type Read<T> = (call: Attempt) => Promise<Result<T>>;

const base = ({ host, port }: Device): string => `http://${host}${port === 80 ? '' : `:${port}`}`;

function json<T>(text: string, schema: z.ZodType<T>): T | null {
  const parsed = parseJson(schema, text);
  return parsed.ok ? parsed.value : null;
}

const Relay = z.looseObject({ ison: z.boolean(), has_timer: z.boolean() });
const Status = z.looseObject({ inputs: z.array(z.looseObject({ input: z.int() })) });

function gen1Client(device: Device, password: string) {
  const headers: Record<string, string> = {};
  if (password !== '')
    headers['authorization'] = `Basic ${Buffer.from(`${device.username || 'admin'}:${password}`).toString('base64')}`;

  async function get<T>(path: string, schema: z.ZodType<T>, call: Attempt): Promise<Result<T>> {
    const answer = await send({ method: 'GET', url: base(device) + path, headers }, call);
    if (!answer.ok) return answer;
    if (answer.value.status === 401) return err({ code: 'door-password' });
    const said = answer.value.status === 200 ? json(answer.value.body, schema) : null;
    return said === null ? err({ code: 'door-answer' }) : ok(said);
  }

  /** Whether an input is on. */
  const input =
    (index: number): Read<boolean> =>
    async (call) => {
      const status = await get('/status', Status, call);
      const state = status.ok ? status.value.inputs[index]?.input : undefined;
      if (!status.ok) return status;
      return state === undefined ? err({ code: 'door-answer' }) : ok(state === 1);
    };
  return { get, input };
}

function gen1(config: Config, password: string): TimedDevice {
  const { get, input } = gen1Client(config, password);

  async function turn(on: boolean, seconds: number | null, call: Attempt): Promise<Result<null>> {
    const timer = seconds === null ? '' : `&timer=${seconds}`;
    const relay = await get(`/relay/${config.channel}?turn=${on ? 'on' : 'off'}${timer}`, Relay, call);
    if (!relay.ok) return relay;
    // A relay that did not take the timer would stay so for good.
    const done = relay.value.ison === on && (seconds === null || relay.value.has_timer);
    if (!done && seconds !== null && relay.value.ison === on) await turn(!on, null, call);
    return done ? ok(null) : err({ code: 'door-answer' });
  }

  const on = (open: boolean): boolean => open === (config.lock === 'secure');
  const { contact } = config;
  return {
    // Whole seconds, rounded down: never open after the pulse.
    open: (ms, call) => turn(on(true), Math.max(1, Math.floor(ms / 1000)), call),
    set: (open, call) => turn(on(open), null, call),
    contact: contact && is(input(contact.input), contact.openWhen),
    release: () => undefined,
  };
}

const Frame = z.looseObject({
  id: z.union([z.number(), z.string()]),
  result: z.unknown().optional(),
  error: z.looseObject({ code: z.number() }).optional(),
});
const SwitchSet = z.looseObject({ was_on: z.boolean() });
const InputStatus = z.looseObject({ state: z.boolean().nullable() });
/** The RPC error codes that mean "not you". */
const UNAUTHORISED = 401;

function gen2Client(device: Device, password: string) {
  const url = `${base(device)}/rpc`;
  let challenge: Challenge | null = null;
  let uses = 0;
  let frames = 0;

  async function rpc<T>(
    method: string,
    params: Record<string, unknown>,
    schema: z.ZodType<T>,
    call: Attempt,
  ): Promise<Result<T>> {
    const id = (frames += 1);
    const body = JSON.stringify({ id, src: 'lintel', method, params });
    for (let tries = 0; tries < 2; tries += 1) {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (challenge)
        headers['authorization'] = authorization(
          challenge,
          { username: 'admin', password },
          { method: 'POST', uri: '/rpc' },
          (uses += 1),
        );
      const asked = challenge !== null;
      const answer = await send({ method: 'POST', url, headers, body }, call);
      if (!answer.ok) return answer;
      if (answer.value.status !== UNAUTHORISED) {
        const frame = json(answer.value.body, Frame);
        if (frame?.error?.code === UNAUTHORISED) return err({ code: 'door-password' });
        const said = frame?.id === id && !frame.error ? parse(schema, frame.result) : null;
        return answer.value.status === 200 && said?.ok ? said : err({ code: 'door-answer' });
      }
      challenge = password === '' ? null : parseChallenge(answer.value.header('www-authenticate'));
      uses = 0;
      // A nonce that was used for long is stale, and a new one settles it; asked twice, the password is wrong.
      if (!challenge || (asked && tries > 0)) break;
    }
    challenge = null;
    return err({ code: 'door-password' });
  }

  const input =
    (id: number): Read<boolean> =>
    async (call) => {
      const status = await rpc('Input.GetStatus', { id }, InputStatus, call);
      if (!status.ok) return status;
      return status.value.state === null ? err({ code: 'door-answer' }) : ok(status.value.state);
    };
  return { rpc, input };
}

function gen2(config: Config, password: string): TimedDevice {
  const { rpc, input } = gen2Client(config, password);

  async function set(on: boolean, seconds: number | null, call: Attempt): Promise<Result<null>> {
    const params = { id: config.channel, on, ...(seconds === null ? {} : { toggle_after: seconds }) };
    const done = await rpc('Switch.Set', params, SwitchSet, call);
    return done.ok ? ok(null) : done;
  }

  const on = (open: boolean): boolean => open === (config.lock === 'secure');
  const { contact } = config;
  return {
    open: (ms, call) => set(on(true), Math.max(0.5, Math.floor(ms / 100) / 10), call),
    set: (open, call) => set(on(open), null, call),
    contact: contact && is(input(contact.input), contact.openWhen),
    release: () => undefined,
  };
}

/** Whether what is read is as it is wanted. */
const is =
  (read: Read<boolean>, wanted: boolean): Read<boolean> =>
  async (call) => {
    const state = await read(call);
    return state.ok ? ok(state.value === wanted) : state;
  };

/** One digital input: true = on. */
export function shellyInput(device: Device & { readonly input: number }, password: string): Read<boolean> {
  const client = device.generation === 1 ? gen1Client(device, password) : gen2Client(device, password);
  return client.input(device.input);
}

export function shellyDoor(config: Config, password: string): DoorOutput {
  return timedDoor('shelly', config.generation === 1 ? gen1(config, password) : gen2(config, password), config.lock === 'safe');
}
