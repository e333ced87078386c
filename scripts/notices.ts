// `npm run notices`: writes THIRD-PARTY-NOTICES.txt anew; fails, and writes nothing, where a licence is unknown.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { notices } from './lib/licences.ts';

const root = resolve(import.meta.dirname, '..');
try {
  writeFileSync(resolve(root, 'THIRD-PARTY-NOTICES.txt'), notices(root));
} catch (error) {
  console.error(`notices: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
