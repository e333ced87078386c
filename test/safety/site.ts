/** The whole app with real doors on loopback and a real clock, for what must work when nothing else does. */
import { onTestFinished } from 'vitest';
import type { AppDeps } from '../../src/main/app.ts';
import { NEW_DOOR, type DoorFields } from '../../src/shared/access.ts';
import type { CallName, Input, Output } from '../../src/shared/contract.ts';
import type { LogRow } from '../../src/shared/schemas.ts';
import { SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { value } from '../../tools/value.ts';
import type { Peer } from '../doors/peer.ts';
import { tempFolder } from '../storage/support.ts';

export type SafeSite = TestApp & {
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A door with a device, as an administrator wires it. */
  wire(peer: Peer | null, name?: string, fields?: Partial<DoorFields>): Promise<number>;
  /** Rows of what doors and the site did, oldest first. */
  rows(): Promise<LogRow[]>;
  /** The disk takes nothing any more, or does again. */
  readOnly(on: boolean): void;
};

const realClock = { now: () => Date.now(), monotonic: () => performance.now(), uptime: () => performance.now() };

/** @param userData of a site that was set up before; else a new one is */
export async function safeSite(options: { userData?: string; overrides?: Partial<AppDeps> } = {}): Promise<SafeSite> {
  const userData = options.userData ?? tempFolder();
  const t = await startTestApp({ userData, overrides: { clock: realClock, ...options.overrides } });
  onTestFinished(async () => {
    await t.app.stop();
    t.close();
  });
  const must: SafeSite['must'] = async (name, input) => value(await t.call(name, input), name);
  if (!options.userData) await must('setup.complete', SETUP);
  const db = () => {
    const site = t.app.openSite();
    if (!site) throw new Error('no site');
    return site.own;
  };
  let doors = 0;
  return {
    ...t,
    must,
    async wire(peer, name = `Door ${(doors += 1)}`, fields = {}) {
      const { id: doorId } = await must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, ...fields, name }, openTo: null });
      if (peer) {
        const { config, secrets } = peer.wired;
        await must('outputs.save', { doorId, config, secrets });
      }
      return doorId;
    },
    async rows() {
      const role = t.app.role();
      t.app.setRole('admin');
      const list = await must('log.list', {
        filter: { personId: null, from: null, to: null, kinds: ['door', 'system'], search: '' },
        before: null,
        limit: 200,
      });
      t.app.setRole(role);
      return list.rows.toReversed();
    },
    readOnly: (on) => void db().run(`PRAGMA query_only = ${on ? 1 : 0}`),
  };
}

export const reasonsOf = (rows: readonly LogRow[]): string[] => rows.map((r) => r.reason ?? '');
