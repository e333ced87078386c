/** HTTP: a signed POST to whatever opens the door. The receiver times the pulse. Formats and a receiver: docs/formats.md. */
import { createHmac, randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConfigOf, SignatureVersion } from '../shared/outputs.ts';
import type { Attempt, DoorOutput } from './door.ts';
import { send } from './request.ts';
import { timedDoor } from './timed.ts';

export type HttpCommand =
  | { readonly action: 'open'; /** How long, ms. */ readonly milliseconds: number }
  | { readonly action: 'hold-open' }
  | { readonly action: 'lock' };

export type Signed = {
  /** Name or address and, unless it is the scheme's own, port: as in the Host header. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
};

/**
 * HMAC-SHA256 over lines. Version 2 says first that it is one, and signs the host: what is meant for one receiver opens no other that
 * has the same key. Version 1, of doors that were wired before there was another, does not. @param key 64 hexadecimal digits
 * @returns hexadecimal, with its version in front
 */
export function signature(version: SignatureVersion, key: string, { host, path, timestamp, nonce, body }: Signed): string {
  const lines = version === 2 ? ['lintel-2', 'POST', host, path, timestamp, nonce, body] : ['POST', path, timestamp, nonce, body];
  return `v${version}=${createHmac('sha256', Buffer.from(key, 'hex')).update(lines.join('\n'), 'utf8').digest('hex')}`;
}

/** @param now ms since the epoch */
export function httpDoor(
  { url, signature: version }: ConfigOf<'http'>,
  key: string,
  doorId: number,
  now: () => number,
): DoorOutput {
  async function command(what: HttpCommand, call: Attempt): Promise<Result<null>> {
    const { host, pathname, search } = new URL(url);
    const body = JSON.stringify({ version: 1, door: doorId, ...what });
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const headers = {
      'content-type': 'application/json',
      'x-lintel-timestamp': timestamp,
      'x-lintel-nonce': nonce,
      'x-lintel-signature': signature(version, key, { host, path: pathname + search, timestamp, nonce, body }),
    };
    const answer = await send({ method: 'POST', url, headers, body, statusDecides: true }, call);
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
