import { err, ok } from '../../domain/result.ts';
import { serialPorts } from '../../doors/serial.ts';
import { addressOf } from '../../shared/outputs.ts';
import { getDoor } from '../../storage/access/model.ts';
import { guardRead, type ReadableDb } from '../../storage/file/db.ts';
import { doorName, getOutput, saveOutput, savePulse, viewOf } from '../../storage/site/outputs.ts';
import type { Outputs } from './outputs.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'outputs.get' | 'outputs.save' | 'outputs.test' | 'outputs.ports';

export type OutputsCalls = Sites & { readonly clock: Pick<Clock, 'now'>; readonly outputs: Pick<Outputs, 'changed' | 'test'> };

/** What is wired to a door, as the log may keep it: whether secrets are set, and of an address no path, which may hold one. */
function wiredTo(db: ReadableDb, doorId: number): unknown {
  const { config, secrets } = viewOf(getOutput(db, doorId));
  return { kind: config.kind, address: addressOf(config), secrets, pulseMs: getDoor(db, doorId)?.pulseMs };
}

export function outputsHandlers(world: OutputsCalls): Pick<Handlers, Names> {
  return {
    'outputs.get': ({ doorId }) => {
      const site = world.site();
      if (!site.ok) return Promise.resolve(site);
      const { db } = site.value;
      const read = guardRead(db, () => (doorName(db, doorId) === null ? null : viewOf(getOutput(db, doorId))));
      if (!read.ok) return Promise.resolve(read);
      return Promise.resolve(read.value ? ok(read.value) : err({ code: 'access-gone' }));
    },

    'outputs.save': async ({ doorId, config, secrets, pulseMs }) => {
      const site = world.site();
      if (!site.ok) return site;
      const saved = change(
        site.value,
        'access',
        { kind: 'system', reason: 'output-changed', doorId },
        (tx) => {
          const stored = saveOutput(tx.db, doorId, config, secrets, world.clock.now());
          if (stored.ok && pulseMs !== undefined) savePulse(tx.db, doorId, pulseMs);
          return stored;
        },
        (db) => wiredTo(db, doorId),
      );
      if (!saved.ok) return saved;
      await world.outputs.changed(doorId);
      return ok(viewOf(saved.value));
    },

    'outputs.test': ({ doorId }) => world.outputs.test(doorId),

    'outputs.ports': async () => ok(await serialPorts()),
  };
}
