import { ok } from '../../domain/result.ts';
import { readFireWire } from '../../doors/fire-wire.ts';
import { guardRead } from '../../storage/file/db.ts';
import {
  deleteFireInput,
  listFireInputs,
  passwordOfFireInput,
  saveFireInput,
  viewOfFireInput,
} from '../../storage/site/fire-inputs.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import { traced } from './trace.ts';
import type { Handlers } from '../ipc/dispatch.ts';

/** A device that does not answer by then is not there. */
const TEST_MS = 4_000;

type Names = Extract<keyof Handlers, `fireInputs.${string}`>;

export type FireInputsCalls = Sites & { readonly clock: Clock };

export function fireInputsHandlers(world: FireInputsCalls): Pick<Handlers, Names> {
  const facts = (doorId: number | null) => ({ kind: 'system', reason: 'fire-inputs-changed', doorId }) as const;
  return {
    'fireInputs.list': () => world.withSite((site) => guardRead(site.db, () => listFireInputs(site.db).map(viewOfFireInput))),

    'fireInputs.save': ({ id, fields, password }) =>
      world.withSite((site) => {
        const saved = change(site, 'fire-inputs', facts(fields.doorId), (tx) =>
          saveFireInput(tx.db, id, fields, password, world.clock.now()),
        );
        return saved.ok ? ok(viewOfFireInput(saved.value)) : saved;
      }),

    'fireInputs.test': async ({ id, config, password }) => {
      const secret = world.withSite((site) => guardRead(site.db, () => passwordOfFireInput(site.db, id, config, password)));
      if (!secret.ok) return secret;
      const { trace, told } = traced(world.clock);
      const read = await readFireWire(config, secret.value, { signal: AbortSignal.timeout(TEST_MS), trace });
      return ok({ error: read.ok ? null : read.error, reading: read.ok ? read.value : null, ...told() });
    },

    'fireInputs.delete': ({ id }) =>
      world.withSite((site) => change(site, 'fire-inputs', facts(null), (tx) => deleteFireInput(tx.db, id))),
  };
}
