/**
 * Tests that begin with a site: ana, bea and cleo are enrolled, the app opens as a kiosk. It is made once a worker by the app's own calls
 * and the real model (demo/seeded-site.ts); every test gets a copy of its own.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLocation } from '../../src/main/opening/location.ts';
import type { LogRow } from '../../src/shared/schemas.ts';
import { EVERY_EVENT, listEvents } from '../../src/storage/log/events.ts';
import { openKey } from '../../src/storage/keys/key-file.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { listPeople } from '../../src/storage/people/people.ts';
import { seedSite } from '../../demo/seeded-site.ts';
import { value } from '../../tools/value.ts';
import { test as base } from './fixture.ts';
import { PASSWORD, PIN } from './steps.ts';

export { value };

const COOLDOWN_SECONDS = 60;
const quiet = { info: () => undefined, warn: () => undefined };

/** A profile folder as `launch` takes it, with a site in it. */
export class Site {
  readonly profile: string;

  constructor(profile: string) {
    this.profile = profile;
  }
  get userData(): string {
    return join(this.profile, 'userData');
  }
  get keys(): string {
    return join(this.userData, 'keys');
  }
  get dataFolder(): string {
    return (JSON.parse(readFileSync(join(this.userData, 'location.json'), 'utf8')) as { dataFolder: string }).dataFolder;
  }
  get database(): string {
    return join(this.dataFolder, 'lintel.db');
  }
  /** Says where the data lie from now on; moving them is the caller's. */
  pointTo(dataFolder: string): void {
    value(writeLocation(this.userData, { version: 2, dataFolder, complete: true, siteId: null }));
  }
  async key(): Promise<Uint8Array> {
    return value(await openKey(this.keys, { kind: 'key-file' }));
  }
  /** What is on disk, read by a connection of the test's own; the app may be running. Newest event first. */
  async read(key?: Uint8Array): Promise<{ readonly people: string[]; readonly events: readonly LogRow[] }> {
    const open = value(openDatabase({ file: this.database, key: key ?? (await this.key()), log: quiet }));
    try {
      return {
        people: listPeople(open.db, '').map(({ name }) => name),
        events: listEvents(open.db, EVERY_EVENT, null, 200).rows,
      };
    } finally {
      open.close();
    }
  }
  /** The names of those who were let in, and "?" for each who was not; oldest first. */
  async visits(key?: Uint8Array): Promise<string[]> {
    const { events } = await this.read(key);
    const visits = events.filter(({ kind }) => kind === 'recognised' || kind === 'refused');
    return visits.map((row) => (row.kind === 'recognised' ? (row.name ?? '') : '?')).reverse();
  }
}

interface TestFixtures {
  site: Site;
}
interface WorkerFixtures {
  seeded: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  seeded: [
    async ({}, use) => {
      const profile = mkdtempSync(join(tmpdir(), 'lintel-seeded-'));
      // The tests speak English, whatever the machine does.
      const { LANG } = process.env;
      process.env['LANG'] = 'en_US.UTF-8';
      await seedSite(join(profile, 'userData'), { password: PASSWORD, pin: PIN }, COOLDOWN_SECONDS);
      if (LANG === undefined) delete process.env['LANG'];
      else process.env['LANG'] = LANG;
      await use(profile);
      rmSync(profile, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 900_000 },
  ],
  // First to come and so last to go: the app has ended by then.
  site: [
    async ({ seeded }, use) => {
      const profile = mkdtempSync(join(tmpdir(), 'lintel-e2e-'));
      cpSync(seeded, profile, { recursive: true });
      const site = new Site(profile);
      site.pointTo(join(site.userData, 'data'));
      await use(site);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    { auto: true },
  ],
});
export { expect } from './fixture.ts';
