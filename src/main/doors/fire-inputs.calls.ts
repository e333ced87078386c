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
import type { App } from '../app.ts';
import { traced } from './outputs.ts';
import type { Handlers } from '../ipc/dispatch.ts';

/** A device that does not answer by then is not there. */
const TEST_MS = 4_000;

type Names = Extract<keyof Handlers, `fireInputs.${string}`>;

export function fireInputsHandlers(app: App): Pick<Handlers, Names> {
  const changed = (doorId: number | null) => ({ kind: 'system', reason: 'fire-inputs-changed', doorId }) as const;
  return {
    'fireInputs.list': () => app.withSite((site) => guardRead(site.db, () => listFireInputs(site.db).map(viewOfFireInput))),

    'fireInputs.save': ({ id, fields, password }) =>
      app.withSite((site) => {
        const saved = site.together(() => {
          const made = saveFireInput(site.db, id, fields, password, app.deps.clock.now());
          if (!made.ok) return made;
          const row = site.record(changed(fields.doorId));
          return row.ok ? made : row;
        });
        if (!saved.ok) return saved;
        app.fireInputs.changed();
        return ok(viewOfFireInput(saved.value));
      }),

    'fireInputs.test': async ({ id, config, password }) => {
      const secret = app.withSite((site) => guardRead(site.db, () => passwordOfFireInput(site.db, id, config, password)));
      if (!secret.ok) return secret;
      const { trace, told } = traced(app.deps.clock);
      const read = await readFireWire(config, secret.value, { signal: AbortSignal.timeout(TEST_MS), trace });
      return ok({ error: read.ok ? null : read.error, reading: read.ok ? read.value : null, ...told() });
    },

    'fireInputs.delete': ({ id }) =>
      app.withSite((site) => {
        const gone = site.together(() => {
          const deleted = deleteFireInput(site.db, id);
          if (!deleted.ok) return deleted;
          const row = site.record(changed(null));
          return row.ok ? deleted : row;
        });
        if (gone.ok) app.fireInputs.changed();
        return gone;
      }),
  };
}
