/** HTTP: a signed POST to whatever opens the door. The receiver times the pulse. Formats and a receiver: docs/formats.md. */
import { createHmac, randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConfigOf } from '../shared/outputs.ts';
import type { Attempt, DoorOutput } from './door.ts';
import { send } from './request.ts';
import { timedDoor } from './timed.ts';

export type HttpCommand =
  | { readonly action: 'open'; /** How long, ms. */ readonly milliseconds: number }
  | { readonly action: 'hold-open' }
  | { readonly action: 'lock' };

/**
 * HMAC-SHA256 over five lines: POST, path with query, timestamp, nonce, body. @param key 64 hexadecimal digits
 * @returns hexadecimal
 */
export function signature(key: string, path: string, timestamp: string, nonce: string, body: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex'))
    .update(['POST', path, timestamp, nonce, body].join('\n'), 'utf8')
    .digest('hex');
}

/** @param now ms since the epoch */
export function httpDoor({ url }: ConfigOf<'http'>, key: string, doorId: number, now: () => number): DoorOutput {
  async function command(what: HttpCommand, call: Attempt): Promise<Result<null>> {
    const { pathname, search } = new URL(url);
    const body = JSON.stringify({ version: 1, door: doorId, ...what });
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const headers = {
      'content-type': 'application/json',
      'x-lintel-timestamp': timestamp,
      'x-lintel-nonce': nonce,
      'x-lintel-signature': `v1=${signature(key, pathname + search, timestamp, nonce, body)}`,
    };
    const answer = await send({ method: 'POST', url, headers, body }, call);
    if (!answer.ok) return answer;
    const { status } = answer.value;
    if (status >= 200 && status < 300) return ok(null);
    return err({ code: status === 401 || status === 403 ? 'door-password' : 'door-answer' });
  }

  return timedDoor('http', {
    open: (ms, call) => command({ action: 'open', milliseconds: Math.floor(ms) }, call),
    set: (open, call) => command({ action: open ? 'hold-open' : 'lock' }, call),
    contact: null,
    release: () => undefined,
  });
}
