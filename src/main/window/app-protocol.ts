/** app://lintel/… : the built renderer, from its own folder only, under one Content-Security-Policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isOurs } from './gates.ts';

/** WASM (vision) needs 'wasm-unsafe-eval'; Mantine sets inline styles; nothing comes from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page may use of the machine, whatever main would grant: the camera, and writing to the clipboard. */
const PERMISSIONS_POLICY = [
  'camera=(self)',
  'clipboard-write=(self)',
  ...['microphone', 'display-capture', 'geolocation', 'clipboard-read', 'usb', 'serial', 'hid', 'midi', 'payment'].map(
    (name) => `${name}=()`,
  ),
].join(', ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.bin': 'application/octet-stream',
};

const notFound = (): Response => new Response('not found', { status: 404 });

/** Answers a request for app://lintel/<path> from `folder`. */
export async function serveApp(folder: string, request: Request): Promise<Response> {
  try {
    if (!isOurs(request.url)) return notFound();
    // Throws for a malformed %.
    const path = normalize(decodeURIComponent(new URL(request.url).pathname));
    const file = join(folder, path === sep ? 'index.html' : path);
    if (!file.startsWith(folder + sep)) return notFound();
    const body = await readFile(file);
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'permissions-policy': PERMISSIONS_POLICY,
        'x-content-type-options': 'nosniff',
        // Both together give WASM its threads (SharedArrayBuffer).
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    });
  } catch {
    return notFound();
  }
}
