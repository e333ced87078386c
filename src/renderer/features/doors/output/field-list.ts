/** Fields as data: what a device of some kind is asked for, one line a field. `FieldList` draws them; ranges are the schema's own. */
import type { fire } from '../../../i18n/en/fire.ts';
import type { outputs } from '../../../i18n/en/outputs.ts';

/** Words without facts to fill in, by their dictionary and path. */
type Leaves<T, Before extends string> = {
  [K in keyof T & string]: T[K] extends string
    ? T[K] extends `${string}{{${string}`
      ? never
      : `${Before}${K}`
    : Leaves<T[K], `${Before}${K}.`>;
}[keyof T & string];
export type Word = Leaves<typeof outputs, 'outputs:'> | Leaves<typeof fire, 'fire:'>;

/** A configuration as it stands in the form, by its keys. */
export type Config = Readonly<Record<string, unknown>>;
export type Scalar = string | number | boolean;
export type Option = { readonly value: Scalar; readonly label: Word | { readonly name: string } };

export type Named = {
  /** Path in the configuration. */
  readonly name: string;
  readonly label: Word;
  readonly hint?: Word;
  /** Asked for only where this holds. */
  readonly when?: (config: Config) => boolean;
};
export type Choices = Named & {
  readonly as: 'choice';
  readonly options: readonly Option[];
  /** What the chosen one means. */
  readonly hints?: Readonly<Record<string, Word | undefined>>;
  /** In a list that opens, instead of beside each other. */
  readonly list?: true;
};
export type Field =
  | (Named & { readonly as: 'text'; /** Blanks around it are none of it. */ readonly trim?: true })
  | (Named & { readonly as: 'number' | 'switch' | 'checkbox' | 'serial-port' })
  | Choices
  /** null, or what `on` begins with and its fields ask for. */
  | (Named & { readonly as: 'optional'; readonly on: (config: Config) => unknown; readonly fields: readonly Field[] })
  | { readonly as: 'row'; readonly align: 'start' | 'end'; readonly fields: readonly Field[]; readonly when?: Named['when'] };

/** The fields that devices of several kinds have. */
export const host: Field = { as: 'text', name: 'host', label: 'outputs:host', trim: true };
export const port: Field = { as: 'number', name: 'port', label: 'outputs:port' };
/** Modbus' unit identifier. */
export const unit: Field = { as: 'number', name: 'unit', label: 'outputs:unit' };
export const username: Field = { as: 'text', name: 'username', label: 'outputs:username' };
/** Generation 2 and newer have one user, admin. */
export const usernameOfGen1: Field = { ...username, when: (config) => config['generation'] === 1 };
export const generation: Field = {
  as: 'choice',
  name: 'generation',
  label: 'outputs:generation',
  options: [
    { value: 1, label: 'outputs:generations.one' },
    { value: 2, label: 'outputs:generations.two' },
  ],
};
export const url = (hint: 'http' | 'mqtt'): Field => ({
  as: 'text',
  name: 'url',
  label: 'outputs:url',
  hint: `outputs:urlHint.${hint}`,
  trim: true,
});
/** MQTT's version. */
export const protocol = (hints?: { readonly 4: Word }): Field => ({
  as: 'choice',
  name: 'protocol',
  label: 'outputs:protocol',
  options: [
    { value: 5, label: { name: 'MQTT 5' } },
    { value: 4, label: { name: 'MQTT 3.1.1' } },
  ],
  ...(hints ? { hints } : {}),
});
export const jsonPath = (name: string): Field => ({ as: 'text', name, label: 'outputs:jsonPath', hint: 'outputs:jsonPathHint' });
