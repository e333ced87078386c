/** The tables of fields against the schemas: nothing that can be set is left out, and nothing is asked for that is not there. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { FireInputConfig } from '../../../../shared/fire-inputs.ts';
import { OutputConfig } from '../../../../shared/outputs.ts';
import { FIRE_FIELDS } from '../fire/fields.ts';
import type { Field } from './field-list.ts';
import { OUTPUT_FIELDS } from './fields.ts';

/** Chosen above the fields, and the one board that there is. */
const NOT_ASKED = ['kind', 'board'];

const namesOf = (fields: readonly Field[]): string[] =>
  fields.flatMap((f) => {
    if (f.as === 'row') return namesOf(f.fields);
    // A switch and what it is about may be the same place: null, or a word.
    return f.as === 'optional' ? namesOf(f.fields) : [f.name];
  });

function placesOf(schema: unknown, before = ''): string[] {
  let inner = schema;
  while (inner instanceof z.ZodNullable || inner instanceof z.ZodOptional || inner instanceof z.ZodDefault)
    inner = inner.unwrap();
  if (!(inner instanceof z.ZodObject)) return [before];
  return Object.entries(inner.shape as Record<string, unknown>).flatMap(([key, value]) =>
    placesOf(value, before === '' ? key : `${before}.${key}`),
  );
}

const kinds = (union: z.ZodDiscriminatedUnion, tables: Readonly<Record<string, readonly Field[]>>) =>
  union.options.map((option) => {
    const { kind } = (option as z.ZodObject<{ kind: z.ZodLiteral<string> }>).shape;
    return [kind.value, option, tables[kind.value] ?? []] as const;
  });

test.each([...kinds(OutputConfig, OUTPUT_FIELDS), ...kinds(FireInputConfig, FIRE_FIELDS)])('%s', (_kind, schema, fields) => {
  const places = placesOf(schema).filter((place) => !NOT_ASKED.includes(place));
  expect(namesOf(fields).sort()).toEqual(places.sort());
});
