/**
 * Is anything of a site readable on its disk? A site whose every value is unlikely (encrypted/full-site.ts) is looked through, byte by byte, while it is open,
 * stopped, cut off, opened by its recovery key and set aside: database, write-ahead log, keys, note, log file, temporary files.
 *
 *     npm run test:encrypted [-- --json]
 *
 * What is looked for is whatever its database holds, in every column of text and bytes (so that a new one is covered by itself), and what was typed: password, PINs,
 * passphrase, recovery key, the key. Goals: hits = headers = 0, at least 7.99 bits of entropy a byte in databases and logs of writes. The control looks for the same in
 * the same database without its encryption, and must find all of it. Exits with 1 where one is missed. The short form is encrypted/encrypted.test.ts.
 */
import { finish, machine, round, say, table } from '../../tools/figures.ts';
import { lookForPlaintext } from './encrypted/rig.ts';

say(machine());
const { stages, needles, empty, control } = await lookForPlaintext();
const scans = Object.entries(stages);
const sum = (of: (scan: (typeof scans)[number][1]) => number): number => scans.reduce((n, [, scan]) => n + of(scan), 0);
for (const [stage, { hits, headers }] of scans) for (const hit of [...hits, ...headers]) say(`${stage}: ${hit}`);
say(`nothing to look for in: ${empty.join(', ')}`);
if (control.missed.length > 0) say(`the control missed: ${control.missed.join(', ')}`);
const minEntropy = Math.min(...scans.flatMap(([, scan]) => scan.minEntropy ?? []));
const [hits, headers] = [sum((scan) => scan.hits.length), sum((scan) => scan.headers.length)];
finish(
  {
    files: sum((s) => s.files),
    bytes: sum((s) => s.bytes),
    needles,
    hits,
    headers,
    minEntropy: round(minEntropy, 4),
    stages: scans.length,
    control_found: control.found,
    control_of: control.of,
    empty,
  },
  table(
    ['stage', 'files', 'bytes', 'hits', 'headers', 'least bits a byte'],
    scans.map(([stage, s]) => [
      stage,
      s.files,
      s.bytes,
      s.hits.length,
      s.headers.length,
      s.minEntropy === null ? '-' : s.minEntropy.toFixed(4),
    ]),
  ) + `\n\n${needles} values looked for; the control finds ${control.found} of ${control.of} columns without encryption`,
);
process.exitCode = hits + headers > 0 || minEntropy < 7.99 || control.found < control.of ? 1 : 0;
