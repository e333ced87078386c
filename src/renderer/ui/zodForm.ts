/** The problems of a form, by the schema that main applies as well. */
import type { z } from 'zod';

/** What the schema says of one field. */
export type Issue = z.core.$ZodIssue;
/** The sentence of a field's problem; undefined = the usual one. */
export type Words<V = unknown> = (path: string, issue: Issue, values: V) => string | undefined;
export type Errors = Readonly<Record<string, string>>;

/** The first problem of each field, by its path with dots between; empty when it may be sent. */
export function zodForm<V>(schema: z.ZodType, say: (path: string, issue: Issue, values: V) => string): (values: V) => Errors {
  return (values) => {
    const errors: Record<string, string> = {};
    for (const issue of schema.safeParse(values).error?.issues ?? []) {
      const path = issue.path.join('.');
      errors[path] ??= say(path, issue, values);
    }
    return errors;
  };
}
