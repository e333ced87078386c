// Makes resources/passwords/common.txt.gz, the list that no new password may be on, out of the pinned package's:
//   node scripts/common-passwords.mjs
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../resources/passwords/', import.meta.url));

/** Shorter ones are refused for their length, and would be found by chance within longer ones. */
export const SHORTEST = 8;

/** One a line, in lower case, sorted; only what has SHORTEST characters. */
export function commonPasswords() {
  const all = require('@zxcvbn-ts/language-common/src/passwords.json');
  const kept = all.map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => [...word].length >= SHORTEST);
  return `${[...new Set(kept)].sort().join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = commonPasswords();
  writeFileSync(join(folder, 'common.txt.gz'), gzipSync(text, { level: 9 }));
  copyFileSync(
    join(dirname(require.resolve('@zxcvbn-ts/language-common/package.json')), 'LICENSE.txt'),
    join(folder, 'LICENSE.txt'),
  );
  console.log(`${text.split('\n').length - 1} passwords`);
}
