/** What is wired to each door, on in-memory data; a test answers as a Shelly does that is there. */
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import { addressOf, NO_SECRETS, type OutputConfig, type OutputSecrets, type OutputView } from '../../../src/shared/outputs.ts';

type Stored = { readonly config: OutputConfig; readonly secrets: OutputSecrets };

const SHELLY: OutputConfig = {
  kind: 'shelly',
  host: '192.168.1.40',
  port: 80,
  generation: 2,
  channel: 0,
  username: '',
  lock: 'secure',
  contact: null,
};

const PORTS: Output<'outputs.ports'> = [
  { path: '/dev/ttyUSB0', label: '/dev/ttyUSB0 · 1a86' },
  { path: '/dev/ttyS0', label: '/dev/ttyS0' },
];

/** Door 1 has a Shelly with a password. */
export function outputsAnswers() {
  const stored = new Map<number, Stored>([[1, { config: SHELLY, secrets: { ...NO_SECRETS, password: 'shelly' } }]]);
  const view = (doorId: number): OutputView => {
    const { config, secrets } = stored.get(doorId) ?? { config: { kind: 'none' }, secrets: NO_SECRETS };
    return { doorId, config, secrets: { password: secrets.password !== '', key: secrets.key !== '' } };
  };
  return {
    'outputs.get': ({ doorId }: Input<'outputs.get'>) => ok(view(doorId)),
    'outputs.save': ({ doorId, config, secrets }: Input<'outputs.save'>): Result<OutputView> => {
      const before = stored.get(doorId);
      const kept = before && addressOf(before.config) === addressOf(config) ? before.secrets : NO_SECRETS;
      const key = config.kind === 'http' ? (secrets.key ?? kept.key) : '';
      if (config.kind === 'http' && key === '') return err({ code: 'bad-input', field: 'key' });
      if (config.kind === 'modbus' && config.mode === 'coil' && !config.watchdog)
        return err({ code: 'bad-input', field: 'watchdog' });
      stored.set(doorId, { config, secrets: { password: secrets.password ?? kept.password, key } });
      return ok(view(doorId));
    },
    'outputs.test': (): Result<Output<'outputs.test'>> =>
      ok({
        error: null,
        ms: 48,
        lines: [
          {
            direction: 'sent',
            ms: 0,
            text: 'POST http://192.168.1.40/rpc\ncontent-type: application/json\n\n{"id":1,"src":"lintel","method":"Switch.Set","params":{"id":0,"on":true,"toggle_after":3}}',
          },
          { direction: 'received', ms: 21, text: 'HTTP 401' },
          {
            direction: 'sent',
            ms: 22,
            text: 'POST http://192.168.1.40/rpc\ncontent-type: application/json\nauthorization: Digest ••••\n\n{"id":1,"src":"lintel","method":"Switch.Set","params":{"id":0,"on":true,"toggle_after":3}}',
          },
          {
            direction: 'received',
            ms: 48,
            text: 'HTTP 200\n{"id":1,"src":"shellyplus1-a8032abe54dc","result":{"was_on":false}}',
          },
        ],
      }),
    'outputs.ports': () => ok(PORTS),
  };
}
