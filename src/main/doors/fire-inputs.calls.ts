import { ok } from '../../domain/result.ts';
import { readFireWire } from '../../doors/fire-wire.ts';
import { fireAddressOf } from '../../shared/fire-inputs.ts';
import { guardRead, type ReadableDb } from '../../storage/file/db.ts';
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

/** As the log may keep it: whether a password is set, and of an address no path, which may hold one. */
const wired = (db: ReadableDb): unknown =>
  listFireInputs(db)
    .map(viewOfFireInput)
    .map(({ config, ...view }) => ({ ...view, kind: config.kind, address: fireAddressOf(config) }));

export function fireInputsHandlers(world: FireInputsCalls): Pick<Handlers, Names> {
  const facts = (doorId: number | null) => ({ kind: 'system', reason: 'fire-inputs-changed', doorId }) as const;
  return {
    'fireInputs.list': () => world.withSite((site) => guardRead(site.db, () => listFireInputs(site.db).map(viewOfFireInput))),

    'fireInputs.save': ({ id, fields, password }) =>
      world.withSite((site) => {
        const saved = change(
          site,
          'fire-inputs',
          facts(fields.doorId),
          (tx) => saveFireInput(tx.db, id, fields, password, world.clock.now()),
          wired,
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
      world.withSite((site) => change(site, 'fire-inputs', facts(null), (tx) => deleteFireInput(tx.db, id), wired)),
  };
}
