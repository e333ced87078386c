import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveApp } from './app-protocol.ts';

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lintel-app-'));
  folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(root, 'renderer-evil'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'a b.js'), '1');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'renderer-evil', 'x'), 'secret');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const get = async (url: string): Promise<{ readonly status: number; readonly text: string; readonly policy: string | null }> => {
  const answer = await serveApp(folder, new Request(url));
  return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') };
};

test.each([
  ['app://lintel/', '<!doctype html>'],
  ['app://lintel/index.html', '<!doctype html>'],
  ['app://lintel/index.html?a=1', '<!doctype html>'],
  ['app://lintel/assets/a%20b.js', '1'],
])('%s is served, under the policy', async (url, text) => {
  expect(await get(url)).toMatchObject({ status: 200, text, policy: expect.stringContaining("default-src 'none'") as string });
});

test.each([
  'app://evil/index.html',
  'app://evil/',
  'app://lintel.evil/index.html',
  'app://lintel:81/index.html',
  'http://lintel/index.html',
])('%s is no address of the app', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test.each([
  '/%',
  '/%zz',
  '/%e0%a4',
  '/assets/%c0%af',
  '/%00',
  '/index.html%00.png',
  `/${'a/'.repeat(5000)}`,
  '/assets',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/..%2frenderer-evil%2fx',
  '//etc/passwd',
])('app://lintel%s is not found, and nothing is thrown', async (path) => {
  const answer = await get(`app://lintel${path}`);
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('secret');
});
