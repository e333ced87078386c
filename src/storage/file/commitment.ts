/** What an event says of a name without saying it: so that rows can be hashed in a chain, and a name erased without breaking it (ADR 9). */
import { createHash } from 'node:crypto';

export const SALT_BYTES = 16;

/** SHA-256 over the salt and the JSON of [name, employee number], UTF-8. Without the salt the few names of a site could be tried. */
export function commitToName(salt: Uint8Array, name: string, employeeNumber: string): Buffer {
  return createHash('sha256')
    .update(salt)
    .update(JSON.stringify([name, employeeNumber]))
    .digest();
}
