/** What a page that is not ours might send: input that a schema allows, input that it nearly allows, and anything at all. */
import fc from 'fast-check';
import type { z } from 'zod';
import type { Random } from '../../../tools/random.ts';

const STRINGS = [
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  "'; DROP TABLE events; --",
  '%',
  '_',
  '\\',
  '=1+1',
  '../../etc/passwd',
  '\ud800',
  '\u202e',
  '\ufeff',
  '张伟',
  'a'.repeat(80),
  '𝒳'.repeat(40),
  '2026-11-24',
  '9999-12-31',
  '24:00',
  '23:59',
  'http://127.0.0.1:1/',
  'http://[::1]:1/x',
  'mqtt://127.0.0.1:1',
  '/dev/null',
  'UTC',
  'Asia/Shanghai',
  'Etc/GMT+14',
  'NaN',
  '580967',
  '0'.repeat(70),
  'x'.repeat(3000),
  'ﬁ',
  'İ',
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
];
const NUMBERS = [
  0,
  -0,
  112,
  -1,
  0.5,
  1e-320,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  946_684_800_000,
  7_258_118_400_000,
  1_795_481_820_000,
  65_535,
  100,
  3_600_000,
];
/** Of each pattern so many texts are drawn, once. */
const DRAWN = 40;
/** Deeper than any input of ours. */
const DEEPEST = 8;
const CROP_BYTES = 112 * 112 * 3;

/** zod's own account of a schema, as far as it is read here. */
type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly pattern?: RegExp } } }[];
};
const defOf = (schema: z.ZodType): Def => (schema as unknown as { readonly _zod: { readonly def: Def } })._zod.def;

export type Generator = {
  /** Mostly what the schema allows; a part of it is something else now and then. */
  near(schema: z.ZodType): unknown;
  anything(): unknown;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
};

export function generator(next: Random, seed: number): Generator {
  const int = (n: number): number => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[int(list.length)]!;
  const chance = (share: number): boolean => next() < share;
  const drawn = new Map<string, readonly string[]>();
  /** This input is what its schema allows in every field: with a chance of something else in each, a wide one would never get past it. */
  let tame = false;

  function matching(pattern: RegExp): string {
    const known = drawn.get(pattern.source);
    if (known) return pick(known);
    let made: readonly string[] = STRINGS;
    try {
      made = fc.sample(fc.stringMatching(pattern), { numRuns: DRAWN, seed });
    } catch {
      // A pattern that fast-check cannot turn round (it looks ahead).
    }
    drawn.set(pattern.source, made);
    return pick(made);
  }

  function text(def: Def): string {
    const pattern = def.checks?.map((check) => check._zod.def.pattern).find((found) => found !== undefined);
    return pattern && (tame || chance(0.8)) ? matching(pattern) : pick(STRINGS);
  }

  function anything(depth = 3): unknown {
    switch (int(14)) {
      case 0:
        return null;
      case 1:
        return undefined;
      case 2:
        return pick(STRINGS);
      case 3:
        return pick(NUMBERS);
      case 4:
        return Number.NaN;
      case 5:
        return Number.POSITIVE_INFINITY;
      case 6:
        return depth > 0 ? Array.from({ length: int(4) }, () => anything(depth - 1)) : [];
      case 7:
        return depth > 0 ? { [pick(STRINGS)]: anything(depth - 1) } : {};
      case 8:
        return new Uint8Array(int(64));
      case 9:
        return 10n ** 20n;
      case 10:
        return new Date(Number.NaN);
      case 11:
        return new Map([[1, 2]]);
      case 12:
        return JSON.parse('{"__proto__":{"polluted":1}}') as unknown;
      default:
        return Object.create(null) as unknown;
    }
  }

  function object(shape: Readonly<Record<string, z.ZodType>>, depth: number): unknown {
    const made: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(shape)) if (tame || !chance(0.01)) made[key] = near(schema, depth + 1);
    if (!tame && chance(0.02)) {
      const key = pick(['__proto__', 'extra', 'constructor', 'toString']);
      Object.defineProperty(made, key, { value: anything(1), enumerable: true, configurable: true, writable: true });
    }
    return made;
  }

  function number(schema: z.ZodType): number {
    if (!tame) return chance(0.6) ? int(9) + 1 : pick(NUMBERS);
    const { minValue, maxValue } = schema as z.ZodNumber;
    const least = Math.max(0, Math.ceil(minValue ?? 1));
    return least + int(Math.min(9, Math.max(0, (maxValue ?? Infinity) - least) + 1));
  }

  function near(schema: z.ZodType, depth = 0): unknown {
    if (depth === 0) tame = chance(0.3);
    if (depth > DEEPEST || (depth > 0 && !tame && chance(0.03))) return anything(2);
    const def = defOf(schema);
    switch (def.type) {
      case 'object':
        return object(def.shape!, depth);
      case 'array':
        return Array.from({ length: pick(tame ? [0, 1, 1, 2] : [0, 1, 2, 3, 3, 12, 40]) }, () => near(def.element!, depth + 1));
      case 'tuple':
        return def.items!.map((item) => near(item, depth + 1));
      case 'nullable':
        return chance(0.3) ? null : near(def.innerType!, depth + 1);
      case 'optional':
        return chance(0.4) ? undefined : near(def.innerType!, depth + 1);
      case 'readonly':
      case 'default':
      case 'nonoptional':
        return near(def.innerType!, depth + 1);
      case 'union':
        return near(pick(def.options!), depth + 1);
      case 'enum':
        return pick(Object.values(def.entries!));
      case 'literal':
        return pick(def.values!);
      case 'boolean':
        return chance(0.5);
      case 'null':
        return null;
      case 'number':
        return number(schema);
      case 'string':
        return text(def);
      case 'record':
        return { [pick(STRINGS)]: near(def.valueType!, depth + 1) };
      case 'pipe':
        return near(def.in!, depth + 1);
      case 'custom':
        return new Uint8Array(chance(0.8) ? CROP_BYTES : int(40_000)).fill(int(255));
      default:
        return anything(2);
    }
  }

  return { near: (schema) => near(schema), anything, pick, chance };
}
