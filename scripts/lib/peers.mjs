// What the door tests talk to: Mosquitto and socat, Debian's, installed by us when we are root there. Elsewhere, and where it fails,
// the tests that need them say that they were skipped.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { aptInstall } from './chromium.mjs';
import { isDebian, isRoot, onPath } from './project.mjs';
import { say, step } from './say.mjs';

const PEERS = ['mosquitto', 'socat'];
/** Daemons lie in /usr/sbin, which is on root's path alone. */
const has = (name) =>
  onPath([name]) !== null ||
  ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'].some((folder) => existsSync(`${folder}/${name}`));
const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts a daemon as it is installed, unless this file says no (101). We want the program, and no broker on port 1883. */
async function withoutStarting(work) {
  const ours = !existsSync(POLICY);
  const tidy = () => ours && rmSync(POLICY, { force: true });
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  // Whoever is told to end does not come to the end of this function.
  process.once('exit', tidy);
  try {
    return await work();
  } finally {
    tidy();
    process.off('exit', tidy);
  }
}

/** Answers what is missing after all; never throws. */
export async function ensurePeers() {
  const missing = PEERS.filter((name) => !has(name));
  if (missing.length === 0) return [];
  if (process.platform === 'linux' && isRoot() && isDebian())
    await step(`installing ${missing.join(' and ')} for the door tests (apt)`, () =>
      withoutStarting(() => aptInstall(missing)),
    ).catch((error) => say(error.message));
  const still = PEERS.filter((name) => !has(name));
  if (still.length > 0) say(`without ${still.join(' and ')} the tests of those doors are skipped`);
  return still;
}
