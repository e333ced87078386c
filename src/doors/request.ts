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
  /** The status line says whether it was done; what comes after it is not waited for. */
  readonly statusDecides?: boolean;
  /** How long an answer may be, where that is more than a relay has to say. */
  readonly mostBytes?: number;
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

/** The status of an answer, by its first bytes, whatever a parser makes of the rest; null = no status line yet. Interim answers (1xx) are passed over. */
export function statusOf(bytes: string): number | null {
  let rest = bytes;
  for (;;) {
    const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?=[ \r\n])/.exec(rest)?.[1];
    if (status === undefined) return null;
    if (!status.startsWith('1')) return Number(status);
    const end = /\r?\n\r?\n/.exec(rest);
    if (!end) return null;
    rest = rest.slice(end.index + end[0].length);
  }
}
const STATUS_BYTES = 2048;
/** How long an answer whose status was enough may go on before its line is cut. */
const REST_MS = 1000;

/**
 * Errors: door-unreachable, door-timeout, door-answer. Any status is an answer. [Note: status line] A device that answered "200" has done it: cheap ones then end lines with LF alone, name a
 * wrong length, or never end. Told again it would open again, so with a status there is an answer: as much of its body as came.
 */
export function send(request: Request, { signal, trace }: Attempt): Promise<Result<Answer>> {
  const { promise, resolve } = Promise.withResolvers<Result<Answer>>();
  if (signal.aborted) return Promise.resolve(err({ code: 'door-timeout' }));
  const { method, url, headers, body, statusDecides = false, mostBytes = ANSWER_MAX } = request;
  const make = url.startsWith('https:') ? httpsRequest : httpRequest;
  trace('sent', written(request));
  const sent = make(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    agent: false,
  });
  // [Note: late packets] A plain close leaves unsent bytes to the kernel, which may deliver them a minute later: the door would open
  // with nobody there. A reset throws them away.
  let head = '';
  let text = '';
  let isAnswered = false;
  let header: Answer['header'] = () => '';
  const answered = (status: number, note: string): void => {
    if (isAnswered) return;
    isAnswered = true;
    trace('received', `HTTP ${status}${note}${text === '' ? '' : `\n${text.slice(0, SHOWN_MAX)}`}`);
    resolve(ok({ status, header, body: text }));
  };
  const giveUp = (error: unknown): void => {
    sent.socket?.resetAndDestroy();
    sent.destroy();
    const status = statusOf(head);
    // Only what was done: a refusal may say in its headers what is missing.
    if (status !== null && status >= 200 && status < 300) {
      const odd = signal.aborted ? 'the rest did not come in time' : `the rest is odd: ${errorWords(error)}`;
      answered(status, ` (${odd})`);
      return;
    }
    if (isAnswered) return;
    const fault = doorFault(error, signal);
    trace('note', signal.aborted ? 'no answer in time' : errorWords(error));
    resolve(err(fault));
  };
  const onAbort = (): void => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  void promise.finally(() => signal.removeEventListener('abort', onAbort));
  sent.on('error', giveUp);
  sent.on('socket', (socket) => {
    socket.prependListener('data', (bytes: Buffer) => {
      if (head.length >= STATUS_BYTES) return;
      head = (head + bytes.toString('latin1')).slice(0, STATUS_BYTES);
      const status = statusOf(head);
      if (!statusDecides || status === null || status < 200 || status >= 300) return;
      // After the parser has had these bytes: what is odd in them is said.
      setImmediate(() => answered(status, ' (the rest was not waited for)'));
      setTimeout(() => sent.destroy(), REST_MS).unref();
    });
  });
  sent.on('response', (response) => {
    header = (name) => String(response.headers[name] ?? '');
    response.setEncoding('utf8');
    response.on('error', giveUp);
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > mostBytes) giveUp(new Error('the answer is too long'));
    });
    response.on('end', () => answered(response.statusCode ?? 0, ''));
  });
  sent.end(body);
  return promise;
}
