/** Whether something may be a new password here: the rules are domain's, the list is a file of the app's, the own words are the site's. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { passwordProblem, type PasswordProblem } from '../../domain/credentials/password.ts';
import type { Log } from '../base/log.ts';

/** Of the unpacked list, bytes. */
const LARGEST = 4_000_000;
/** Guessed first at every site. */
const OWN = ['lintel', '门楣'];

export type PasswordRules = { problem(password: string, siteName: string): PasswordProblem | null };

/** @param file gzip, one password a line, in lower case; read when it is first needed. Without it length and own words still count. */
export function createPasswordRules(file: string, log: Log): PasswordRules {
  let listed: ReadonlySet<string> | null = null;
  function list(): ReadonlySet<string> {
    try {
      return new Set(gunzipSync(readFileSync(file), { maxOutputLength: LARGEST }).toString('utf8').split('\n'));
    } catch (error) {
      log.error({ err: error }, 'the list of common passwords cannot be read');
      return new Set();
    }
  }
  return { problem: (password, siteName) => passwordProblem(password, (listed ??= list()), [...OWN, siteName]) };
}
