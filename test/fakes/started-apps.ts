/** Apps of one test file: each test has a folder of its own; what it started is ended, and its folder removed, when it is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startTestApp, type TestApp } from './app.ts';

export type StartedApps = {
  /** Of the test that runs now; `profile` lies in it and is not made. */
  paths(): { readonly folder: string; readonly profile: string };
  /** In that profile, where nothing else is said. */
  start(options?: Parameters<typeof startTestApp>[0]): Promise<TestApp>;
  end(t: TestApp): void;
};

/** Called at the top of a test file: its hooks come before those of the file. */
export function startedApps(prefix: string): StartedApps {
  let folder = '';
  let open: TestApp[] = [];
  const paths = () => ({ folder, profile: join(folder, 'profile') });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), prefix));
    open = [];
  });
  afterEach(() => {
    for (const t of open) t.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    paths,
    async start(options = {}) {
      const t = await startTestApp({ userData: paths().profile, ...options });
      open.push(t);
      return t;
    },
    end(t) {
      t.close();
      open = open.filter((other) => other !== t);
    },
  };
}
