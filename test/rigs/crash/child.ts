/**
 * The process that is ended from outside. It makes itself ready, says so, waits for the word, and says what it does in one line of JSON each.
 *
 *     node test/rigs/crash/child.ts visits|set-up|migrate PROFILE SEED START
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../../src/storage/file/open.ts';
import { MIGRATIONS } from '../../../src/storage/migrations/index.ts';
import { quiet, SETUP, startTestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { openBusySite } from './busy-site.ts';
import { OLD_KEY } from './old-site.ts';

const [what, profile = '', seed = '1', start = '0'] = process.argv.slice(2);
/** At once and in one piece: what is said is true by then, and nothing waits in a stream. */
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

// It will not come to the end at which Node keeps what it has compiled for the next one.
flushCompileCache();
say({ what: 'ready' });
const input = createInterface(process.stdin);
await new Promise((go) => input.once('line', go));
// Whoever reads along may be gone.
input.once('close', () => process.exit(1));

if (what === 'visits') {
  const site = await openBusySite(profile, Number(seed), Number(start), say, process.env['LINTEL_SYNCHRONOUS'] ?? null);
  for (;;) {
    await site.act();
    await new Promise((done) => setImmediate(done));
  }
} else if (what === 'set-up') {
  const t = await startTestApp({ userData: profile });
  say({ what: 'began' });
  const { recoveryKey } = value(
    await t.call('setup.complete', { ...SETUP, dataFolder: process.env['LINTEL_DATA_FOLDER'] ?? null }),
  );
  say({ what: 'set-up', recoveryKey });
} else if (what === 'migrate') {
  const migrations = MIGRATIONS.map((step) => ({
    ...step,
    /** Asked for as the step begins. */
    get sql() {
      say({ what: 'step', id: step.version });
      return step.sql;
    },
  }));
  value(openDatabase({ file: join(profile, 'lintel.db'), key: OLD_KEY, log: quiet, migrations })).close();
  say({ what: 'migrated' });
}
// A child that is done waits to be ended, so that every run ends in the same way.
setInterval(() => undefined, 1_000_000);
