/**
 * Who may know what. Words that stand nowhere else are put where the site keeps things; an answer, an announcement or a line of the app's log
 * that holds one which its reader may not see is a leak.
 */
import { serialize } from 'node:v8';
import type { CallName } from '../../../src/shared/contract.ts';
import type { Role } from '../../../src/shared/schemas.ts';
import { PASSWORD } from '../../../tools/secrets.ts';

/** Longer than most: no number holds it by chance. */
export const KIOSK_PIN = '918273645';
export const NAME = 'Zebulon';
export const NUMBER = 'EMPX77';
export const DEPARTMENT = 'Thaumaturgy';
export const URL_PATH = 'sesame-wolkenkuckuck';
export const OUTPUT_KEY = 'c0ffee'.repeat(10) + 'beef';

/** What nobody is told, not even an administrator: secrets, and how we are made inside. */
const NOBODYS: readonly (string | Uint8Array)[] = [
  PASSWORD,
  KIOSK_PIN,
  OUTPUT_KEY,
  'SqliteError',
  'node_modules',
  'at Object.',
  'SELECT ',
  '.ts:',
];
/** What only an administrator is told. */
const ADMINS: readonly string[] = [NUMBER, DEPARTMENT, URL_PATH];
/** A kiosk is told the name of whoever stands there, by what lets them in. */
const GREETS: readonly string[] = ['recognition.face', 'credentials.pin', 'credentials.badge'];

export type Marks = {
  /** What of it its reader may not see; null = nothing. @param call null = an announcement */
  answer(role: Role | null, call: CallName | null, answer: unknown): string | null;
  /** The app's own log, which anybody at the machine may read. */
  line(facts: unknown): string | null;
};

/** @param more bytes that nobody is told: keys, hashes, embeddings */
export function marksOf(more: readonly Uint8Array[]): Marks {
  const nobodys = [...NOBODYS, ...more].map(both);
  const admins = ADMINS.map(both);
  const names = [NAME].map(both);
  const inside = (bytes: Buffer, marks: readonly Mark[]): string | null =>
    marks.find(({ forms }) => forms.some((form) => bytes.includes(form)))?.word ?? null;
  return {
    answer(role, call, answer) {
      const bytes = Buffer.from(serialize(answer));
      const found = inside(bytes, nobodys);
      if (found !== null || role === 'admin') return found;
      const mayGreet = role === 'kiosk' && call !== null && GREETS.includes(call);
      return inside(bytes, admins) ?? (mayGreet ? null : inside(bytes, names));
    },
    line(facts) {
      const plain = (_key: string, v: unknown): unknown =>
        v instanceof Error ? v.message : typeof v === 'bigint' ? String(v) : v;
      const bytes = Buffer.from(JSON.stringify(facts ?? null, plain));
      // A stack is for the log.
      const secret = [PASSWORD, KIOSK_PIN, OUTPUT_KEY, ...more].map(both);
      return inside(bytes, [...secret, ...admins, ...names]);
    },
  };
}

type Mark = { readonly word: string; readonly forms: readonly Buffer[] };
/** As V8 writes a text: a byte a letter, or two where one letter of it needs them. */
function both(word: string | Uint8Array): Mark {
  if (typeof word !== 'string')
    return {
      word: `${word.length} bytes`,
      forms: [
        Buffer.from(word),
        Buffer.from(Buffer.from(word).toString('hex')),
        Buffer.from(Buffer.from(word).toString('base64').slice(0, 40)),
      ],
    };
  return { word, forms: [Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')] };
}
