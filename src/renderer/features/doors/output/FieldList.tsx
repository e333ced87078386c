import { Autocomplete, Checkbox, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { SerialPortInfo } from '../../../../shared/outputs.ts';
import { call } from '../../../base/api.ts';
import type { CallForm } from '../../../ui/useCallForm.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import { Choice } from './controls.tsx';
import type { Choices, Config, Field, Named, Word } from './field-list.ts';

/** What it draws with: the form's own, for paths that are data. */
type Io = {
  readonly config: Config;
  /** Of a path in the configuration. */
  readonly valueOf: (name: string) => unknown;
  readonly props: (name: string) => { readonly 'data-path': string; readonly error?: string };
  readonly set: (name: string, value: unknown) => void;
  readonly rangeOf: (name: string) => z.ZodNumber;
};

const at = (from: unknown, name: string): unknown =>
  name.split('.').reduce<unknown>((value, key) => (value as Config | null)?.[key], from);

/** The schema of a number in the configuration of that kind. */
function numberOf(union: z.ZodDiscriminatedUnion, kind: unknown, name: string): z.ZodNumber {
  let schema: unknown = union.options.find((o) => (o as z.ZodObject<{ kind: z.ZodLiteral }>).shape.kind.value === kind);
  for (const key of name.split('.')) {
    while (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) schema = schema.unwrap();
    schema = schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>)[key] : undefined;
  }
  if (!(schema instanceof z.ZodNumber)) throw new Error(`${String(kind)} has no number ${name}`);
  return schema;
}

type With<F> = { readonly field: F; readonly io: Io; readonly say: (word: Word) => string };

function SerialPort({ field, io, say }: With<Named>) {
  const [ports, setPorts] = useState<readonly SerialPortInfo[]>([]);
  useEffect(() => {
    void call('outputs.ports', null).then((answer) => {
      if (answer.ok) setPorts(answer.value);
    });
  }, []);
  return (
    <Autocomplete
      {...io.props(field.name)}
      size="md"
      label={say(field.label)}
      description={field.hint && say(field.hint)}
      value={String(io.valueOf(field.name))}
      data={ports.map((p) => p.path)}
      renderOption={({ option }) => ports.find((p) => p.path === option.value)?.label ?? option.value}
      onChange={(path) => io.set(field.name, path)}
    />
  );
}

function OneOf({ field, io, say }: With<Choices>) {
  const value = String(io.valueOf(field.name));
  const data = field.options.map(({ value: v, label }) => ({
    value: String(v),
    label: typeof label === 'string' ? say(label) : label.name,
  }));
  const choose = (chosen: string | null) => {
    const option = field.options.find((o) => String(o.value) === chosen);
    if (option) io.set(field.name, option.value);
  };
  if (field.list) return <Select label={say(field.label)} allowDeselect={false} value={value} data={data} onChange={choose} />;
  const hint = field.hints?.[value];
  return <Choice label={say(field.label)} {...(hint ? { hint: say(hint) } : {})} value={value} data={data} onChange={choose} />;
}

function One({ field, io, say }: With<Field>) {
  if (field.when && !field.when(io.config)) return null;
  const all = (fields: readonly Field[]) =>
    fields.map((f) => <One key={f.as === 'row' ? JSON.stringify(f.fields) : f.name} field={f} io={io} say={say} />);
  if (field.as === 'row') return <Group grow align={field.align} children={all(field.fields)} />;
  const { name } = field;
  const common = { ...io.props(name), label: say(field.label), description: field.hint && say(field.hint) };
  const value = io.valueOf(name);
  switch (field.as) {
    case 'text':
      return (
        <TextInput
          {...common}
          value={(value as string | undefined) ?? ''}
          spellCheck={false}
          autoComplete="off"
          onChange={(e) => io.set(name, field.trim ? e.currentTarget.value.trim() : e.currentTarget.value)}
        />
      );
    case 'number':
      return <WholeNumber {...common} of={io.rangeOf(name)} value={value as number} onChange={(n) => io.set(name, n)} />;
    case 'switch':
      return <Switch {...common} checked={value === true} onChange={(e) => io.set(name, e.currentTarget.checked)} />;
    case 'checkbox':
      return <Checkbox {...common} checked={value === true} onChange={(e) => io.set(name, e.currentTarget.checked)} />;
    case 'serial-port':
      return <SerialPort field={field} io={io} say={say} />;
    case 'choice':
      return <OneOf field={field} io={io} say={say} />;
    case 'optional':
      return (
        <div>
          <Switch
            label={common.label}
            description={common.description}
            checked={value !== null}
            onChange={(e) => io.set(name, e.currentTarget.checked ? field.on(io.config) : null)}
          />
          {value !== null && <Stack gap="xs" mt="xs" pl={52} children={all(field.fields)} />}
        </div>
      );
  }
}

type Props<V extends { readonly config: Config }> = {
  readonly fields: readonly Field[];
  readonly form: CallForm<V>;
  /** What the configuration is checked by; it has the ranges of the numbers. */
  readonly schema: z.ZodDiscriminatedUnion;
};

/** Draws the fields of a device's configuration, which stands in the form as `config`. */
export function FieldList<V extends { readonly config: Config }>({ fields, form, schema }: Props<V>) {
  const { t } = useTranslation(['outputs', 'fire']);
  const { config } = form.values;
  const say = (word: Word) => t(word);
  const setFieldValue = form.fields.setFieldValue as (path: string, value: unknown) => void;
  const io: Io = {
    config,
    valueOf: (name) => at(config, name),
    props: (name) => {
      const path = `config.${name}`;
      const error = form.fields.errors[path];
      return { 'data-path': path, ...(typeof error === 'string' ? { error } : {}) };
    },
    set: (name, value) => setFieldValue(`config.${name}`, value),
    rangeOf: (name) => numberOf(schema, config['kind'], name),
  };
  return fields.map((f) => <One key={f.as === 'row' ? JSON.stringify(f.fields) : f.name} field={f} io={io} say={say} />);
}
