/** One HTTP request to a device: no redirects, no pool, an end to its time, and nothing left in the kernel to arrive late. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '../domain/result.ts';
import { doorFault, errorWords, type Attempt } from './door.ts';

export type Request = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type Answer = { readonly status: number; readonly header: (name: string) => string; readonly body: string };

/** An answer longer than this is cut: no relay has that much to say. */
const ANSWER_MAX = 16_384;
const SHOWN_MAX = 1_500;
/** What opens the door to whoever has it: the scheme or the version stays, what follows does not (`Digest ••••`, `v2=••••`). */
const SECRET_HEADERS: Readonly<Record<string, RegExp>> = { authorization: /(?<=^\S+ ).*/s, 'x-lintel-signature': /(?<==).*/s };

/** As it goes over the wire, for the trace; what could be used again, or has not been used yet, is masked. */
function written({ method, url, headers, body = '' }: Request): string {
  const lines = Object.entries(headers).map(([name, value]) => {
    const secret = SECRET_HEADERS[name.toLowerCase()];
    return `${name}: ${secret ? value.replace(secret, '••••') : value}`;
  });
  return [`${method} ${url}`, ...lines, ...(body === '' ? [] : ['', body])].join('\n').slice(0, SHOWN_MAX);
}

/** Errors: door-unreachable, door-timeout, door-answer. Any status is an answer. */
export function send(request: Request, { signal, trace }: Attempt): Promise<Result<Answer>> {
  const { promise, resolve } = Promise.withResolvers<Result<Answer>>();
  if (signal.aborted) return Promise.resolve(err({ code: 'door-timeout' }));
  const { method, url, headers, body } = request;
  const make = url.startsWith('https:') ? httpsRequest : httpRequest;
  trace('sent', written(request));
  const sent = make(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    agent: false,
  });
  // [Note: late packets] A plain close leaves unsent bytes to the kernel, which may deliver them a minute later: the door would open
  // with nobody there. A reset throws them away.
  const giveUp = (error: unknown): void => {
    sent.socket?.resetAndDestroy();
    sent.destroy();
    const fault = doorFault(error, signal);
    trace('note', signal.aborted ? 'no answer in time' : errorWords(error));
    resolve(err(fault));
  };
  const onAbort = (): void => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  void promise.finally(() => signal.removeEventListener('abort', onAbort));
  sent.on('error', giveUp);
  sent.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('error', giveUp);
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > ANSWER_MAX) giveUp(new Error('the answer is too long'));
    });
    response.on('end', () => {
      const status = response.statusCode ?? 0;
      trace('received', `HTTP ${status}${text === '' ? '' : `\n${text.slice(0, SHOWN_MAX)}`}`);
      resolve(ok({ status, header: (name) => String(response.headers[name] ?? ''), body: text }));
    });
  });
  sent.end(body);
  return promise;
}
