/** The whole app without a window, with doors that are wired to devices on loopback, and a real clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEW_DOOR } from '../../../src/shared/access.ts';
import type { LogRow } from '../../../src/shared/schemas.ts';
import type { Peer } from '../../doors/peer.ts';
import { SETUP, startTestApp, type TestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';

export type Site = {
  readonly t: TestApp;
  wire(peer: Peer, name: string): Promise<number>;
  /** Rows of a door since the site was opened, oldest first. */
  rowsOf(doorId: number): readonly LogRow[];
  close(): Promise<void>;
};

export async function openSite(): Promise<Site> {
  const userData = mkdtempSync(join(tmpdir(), 'lintel-doors-'));
  const clock = { now: () => Date.now(), monotonic: () => performance.now(), uptime: () => performance.now(), boot: null };
  const t = await startTestApp({ userData, overrides: { clock } });
  value(await t.call('setup.complete', SETUP));
  return {
    t,
    async wire(peer, name) {
      const { id: doorId } = value(await t.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name }, openTo: null }));
      value(await t.call('outputs.save', { doorId, ...peer.wired }));
      return doorId;
    },
    rowsOf: (doorId) =>
      t.emitted.flatMap((e) =>
        e.name === 'log.appended' && (e.payload as LogRow).doorId === doorId ? [e.payload as LogRow] : [],
      ),
    async close() {
      await t.app.stop();
      rmSync(userData, { recursive: true, force: true });
    },
  };
}
