/** A wire of the fire panel, read through a Shelly's or a Modbus device's input, or from a topic. */
import { ok, type Result } from '../domain/result.ts';
import type { FireInputConfig, FireReading } from '../shared/fire-inputs.ts';
import { attempted } from './attempts.ts';
import { watchContact } from './contact.ts';
import type { Attempt, FireWire } from './door.ts';
import { modbusInput } from './modbus.ts';
import { askTopic, mqttWire } from './mqtt/wire.ts';
import { shellyInput } from './shelly.ts';

/** A device that does not answer is asked again this often: in a fire every second counts. */
const LONGEST_MS = 2_000;
/** One wrong bit does not open a house; two in a row, half a second apart, are the panel. */
const STEADY = 2;

type Wired = Exclude<FireInputConfig, { kind: 'mqtt' }>;
const inputOf = (config: Wired, password: string) =>
  config.kind === 'modbus' ? modbusInput(config) : { read: shellyInput(config, password), release: () => undefined };
const meaning = ({ normally }: Wired, on: boolean): 'quiet' | 'alarm' => (on === (normally === 'closed') ? 'quiet' : 'alarm');

export function openFireWire(config: FireInputConfig, password: string): FireWire {
  if (config.kind === 'mqtt') return mqttWire(config, password);
  const closing = new AbortController();
  const { read, release } = inputOf(config, password);
  const watch = watchContact(read, closing.signal, { longestMs: LONGEST_MS, steady: STEADY });
  return {
    onReading: (listener) => watch((on) => listener(on === null ? null : meaning(config, on), null)),
    close() {
      closing.abort();
      release();
    },
  };
}

/** What it says just now, read once; for a topic null = nothing that could be relied on. Errors: the door's. */
export async function readFireWire(config: FireInputConfig, password: string, call: Attempt): Promise<Result<FireReading>> {
  if (config.kind === 'mqtt') return attempted((c) => askTopic(config, password, c), call);
  const { read, release } = inputOf(config, password);
  const on = await attempted(read, call);
  release();
  return on.ok ? ok(meaning(config, on.value)) : on;
}
