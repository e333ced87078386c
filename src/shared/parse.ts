/** What comes over a boundary is data of its schema, or an error that names a field; never a throw. */
import type { z } from 'zod';
import type { AppError } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';

/**
 * [Note: a parse may throw] zod reads what the other side sent, and that may throw by itself: a list of a schema that is `readonly` is frozen,
 * which a typed array refuses; a getter, a proxy. So the guard begins here, and not after it.
 * Errors: bad-input {field}, '' where the whole is meant.
 */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
): Result<z.output<S>, Extract<AppError, { code: 'bad-input' }>> {
  try {
    const parsed = schema.safeParse(value);
    return parsed.success ? ok(parsed.data) : err({ code: 'bad-input', field: parsed.error.issues[0]?.path.join('.') ?? '' });
  } catch {
    return err({ code: 'bad-input', field: '' });
  }
}

/** The same for JSON: text that is none is bad input too. */
export function parseJson<S extends z.ZodType>(schema: S, text: string): ReturnType<typeof parse<S>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'bad-input', field: '' });
  }
  return parse(schema, value);
}
