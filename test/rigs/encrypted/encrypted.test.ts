/** `npm run test:encrypted`, as a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lookForPlaintext } from './rig.ts';
import { entropy, scan, written } from './scan.ts';

test('nothing that a site holds is readable in any file that it leaves; without encryption all of it is', async () => {
  const { stages, needles, control } = await lookForPlaintext();
  expect(Object.keys(stages)).toHaveLength(5);
  for (const [stage, found] of Object.entries(stages)) {
    expect([stage, found.hits, found.headers]).toEqual([stage, [], []]);
    expect(found.minEntropy).toBeGreaterThan(7.99);
    expect(found.files).toBeGreaterThan(4);
  }
  expect(needles).toBeGreaterThan(100);
  expect(control.missed).toEqual([]);
  expect(control.of).toBeGreaterThan(25);
}, 120_000);

test('the search finds a secret however it is written, in a file or in its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const secret = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256);
  const needles = [...written('key', secret), ...written('name', 'Zebulon Quixote')];
  const buffer = Buffer.from(secret);
  const found = (content: string | Uint8Array, name = 'x.log'): readonly string[] => {
    writeFileSync(join(folder, name), content);
    const { hits } = scan(folder, needles);
    rmSync(join(folder, name));
    return hits;
  };
  for (const content of [
    buffer,
    `{"k":"${buffer.toString('hex')}"}`,
    `a${buffer.toString('base64')}`,
    Buffer.concat([Buffer.from('ab'), buffer]).toString('base64'),
  ])
    expect(found(content)).toEqual(['x.log: key']);
  expect(found('{"msg":"Zebulon Quixote came"}')).toEqual(['x.log: name']);
  expect(found('', 'Zebulon Quixote.csv')).toEqual(['Zebulon Quixote.csv: name']);
  expect(found('nothing')).toEqual([]);
  expect(entropy(Buffer.alloc(1000))).toBe(0);
  expect(entropy(Uint8Array.from({ length: 2560 }, (_, i) => i % 256))).toBe(8);
});
