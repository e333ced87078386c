/** From a configuration to the output that it describes. */
import type { OutputConfig, OutputSecrets } from '../shared/outputs.ts';
import type { DoorOutput } from './door.ts';
import { httpDoor } from './http.ts';
import { modbusDoor } from './modbus.ts';
import { mqttDoor } from './mqtt/mqtt.ts';
import { noDoor } from './none.ts';
import { serialDoor } from './serial.ts';
import { shellyDoor } from './shelly.ts';

export type OutputWorld = {
  readonly doorId: number;
  /** What a broker calls the door. */
  readonly name: string;
  /** Held open from the start: an emergency that outlives a restart. */
  readonly held: boolean;
  /** ms since the epoch. */
  readonly now: () => number;
};

export function openOutput(config: OutputConfig, secrets: OutputSecrets, { doorId, name, held, now }: OutputWorld): DoorOutput {
  switch (config.kind) {
    case 'none':
      return noDoor();
    case 'http':
      return httpDoor(config, secrets.key, doorId, now);
    case 'shelly':
      return shellyDoor(config, secrets.password);
    case 'mqtt':
      return mqttDoor(config, secrets.password, name, held);
    case 'serial':
      return serialDoor(config, held);
    case 'modbus':
      return modbusDoor(config, held);
  }
}
