// What changed for those who use Lintel. Each change is a file changes/<slug>.md until it is released.
//   npm run --silent changes                what the next release will say
//   npm run --silent changes -- 0.2.0       writes it into CHANGELOG.md under that version, and removes the files
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { join, readChanges, release } from './lib/changes.ts';

const root = resolve(import.meta.dirname, '..');
const [version] = process.argv.slice(2);
try {
  const changes = readChanges(root);
  if (version === undefined) console.log(join(changes));
  else {
    const changelog = resolve(root, 'CHANGELOG.md');
    const day = new Date().toISOString().slice(0, 10);
    writeFileSync(changelog, release(readFileSync(changelog, 'utf8'), version, day, changes));
    for (const { file } of changes) rmSync(resolve(root, file));
    console.log(`changes: ${changes.length} are in CHANGELOG.md under ${version}`);
  }
} catch (error) {
  console.error(`changes: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
