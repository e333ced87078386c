/**
 * HTTP Digest, the side that answers: RFC 7616 with qop "auth", SHA-256 or MD5. Thirty lines rather than a package, because the ones
 * there are send through `fetch`, which cannot take back what it has sent ([Note: late packets] in request.ts).
 */
import { createHash, randomBytes } from 'node:crypto';

export type Challenge = {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: 'SHA-256' | 'MD5';
};

const PAIR = /([a-z][a-z0-9-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi;

/** null where it is no challenge that we can answer: no Digest, another algorithm, no qop "auth". */
export function parseChallenge(header: string): Challenge | null {
  const at = header.search(/\bDigest\s/i);
  if (at < 0) return null;
  const pairs = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.slice(at + 7).matchAll(PAIR))
    pairs.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  const algorithm = (pairs.get('algorithm') ?? 'MD5').toUpperCase();
  const realm = pairs.get('realm');
  const nonce = pairs.get('nonce');
  const qop = (pairs.get('qop') ?? '').split(',').map((q) => q.trim().toLowerCase());
  if (realm === undefined || !nonce || !qop.includes('auth') || (algorithm !== 'SHA-256' && algorithm !== 'MD5')) return null;
  return { realm, nonce, opaque: pairs.get('opaque') ?? null, algorithm };
}

export type Credentials = { readonly username: string; readonly password: string };

/** The Authorization header. @param count 1 for the first use of this nonce, then 2 … */
export function authorization(
  challenge: Challenge,
  { username, password }: Credentials,
  request: { readonly method: string; readonly uri: string },
  count: number,
  cnonce: string = randomBytes(16).toString('base64url'),
): string {
  const { realm, nonce, opaque, algorithm } = challenge;
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const response = hash(
    [hash(`${username}:${realm}:${password}`), nonce, nc, cnonce, 'auth', hash(`${request.method}:${request.uri}`)].join(':'),
  );
  const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const parts = [
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.uri)}`,
    `algorithm=${algorithm}`,
    'qop=auth',
    `nc=${nc}`,
    `cnonce=${quote(cnonce)}`,
    `response=${quote(response)}`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ];
  return `Digest ${parts.join(', ')}`;
}
