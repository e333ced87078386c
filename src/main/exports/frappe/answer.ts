/** What Frappe's answer to a punch means. Its errors have few codes: what is wrong stands in the words, which `_lang=en` asks for in English. */
import { z } from 'zod';
import type { FrappeAnswer, FrappeProblem } from '../../../shared/frappe.ts';
import { parseJson } from '../../../shared/parse.ts';

export type Meaning =
  | { readonly is: 'answer'; readonly answer: FrappeAnswer; readonly said: string | null }
  /** Nothing else would be taken either. */
  | { readonly is: 'stop'; readonly problem: FrappeProblem };

/** As HRMS and ERPNext say it, in the order in which they are looked for. */
const WORDS: readonly (readonly [RegExp, FrappeAnswer])[] = [
  [/already has a log with the same timestamp/i, 'duplicate'],
  [/No Employee found for the given employee field value/i, 'no-employee'],
  [/InactiveEmployeeStatusError|cannot be created for an Inactive Employee/i, 'inactive'],
  [/Log Type is required/i, 'log-type'],
];
/** The method, or the whole app, is not there. */
const NO_METHOD = /Failed to get method|is not installed|No module named|has no attribute 'add_log_based_on_employee_field'/i;
const SAID_MOST = 300;

const answer = (of: FrappeAnswer, said: string | null = null): Meaning => ({ is: 'answer', answer: of, said });

/** @param status of HTTP @param body whatever came */
export function meaningOf(status: number, body: string): Meaning {
  if (status >= 200 && status < 300) return hasName(json(body)) ? answer('stored') : { is: 'stop', problem: 'not-frappe' };
  if (status === 401 || status === 403) return { is: 'stop', problem: 'token' };
  if (status < 400 || status === 404 || status === 405 || NO_METHOD.test(body)) return { is: 'stop', problem: 'not-frappe' };
  const known = WORDS.find(([words]) => words.test(body));
  if (known) return answer(known[1]);
  const said = saidIn(body);
  // Too many requests, or too slow: not this punch's fault.
  return answer(status >= 500 || status === 429 || status === 408 ? 'server' : 'other', said === '' ? `HTTP ${status}` : said);
}

function json(text: string): unknown {
  const parsed = parseJson(z.unknown(), text);
  return parsed.ok ? parsed.value : null;
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;
const textOf = (of: unknown): string => (typeof of === 'string' ? of : '');

/** message: the "Employee Checkin" that was made. */
const hasName = (body: unknown): boolean => textOf(field(field(body, 'message'), 'name')) !== '';

/** Its sentence, without its tags: `_server_messages` is JSON in JSON in JSON. */
function saidIn(body: string): string {
  const of = json(body);
  const messages = json(textOf(field(of, '_server_messages')));
  const first = Array.isArray(messages) ? json(textOf(messages[0])) : null;
  const text = textOf(field(first, 'message')) || textOf(field(of, 'exception')) || textOf(field(of, 'message'));
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, SAID_MOST);
}
