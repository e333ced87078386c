/**
 * The letters of a PDF: Noto Sans SC, whole, since names have letters that no list of common ones has; and for what it lacks of Europe's letters Noto Sans.
 * Which font has a letter, and that none has it, is asked here.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import subsetFont from 'subset-font';

export type Weight = 'normal' | 'bold';

const HAN: Readonly<Record<Weight, string>> = {
  normal: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};
const EUROPE = [
  '@fontsource/noto-sans/files/noto-sans-latin-ext',
  '@fontsource/noto-sans/files/noto-sans-cyrillic',
  '@fontsource/noto-sans/files/noto-sans-greek',
  '@fontsource/noto-sans/files/noto-sans-vietnamese',
] as const;
const filesOf = (weight: Weight, number: number): readonly string[] => [
  HAN[weight],
  ...EUROPE.map((file) => `${file}-${number}-normal.woff2`),
];
const FILES: Readonly<Record<Weight, readonly string[]>> = { normal: filesOf('normal', 400), bold: filesOf('bold', 700) };

export type Run = { readonly font: string; readonly text: string };

export type Fonts = {
  /** By the names that runs have. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** A text in pieces of one font each; every letter must be in one of them: `lacking` is asked before. */
  runs(text: string, weight: Weight): readonly Run[];
  has(letter: string): boolean;
};

const fromHere = createRequire(import.meta.url);

/** Its published types know no `keepFeatures` yet. */
const AS_TRUETYPE: NonNullable<Parameters<typeof subsetFont>[2]> & { readonly keepFeatures: readonly string[] } = {
  targetFormat: 'truetype',
  keepFeatures: [],
};

/** Every letter that Unicode's first three planes may have. */
function everyLetter(): string {
  let all = '';
  for (let point = 0x20; point < 0x30000; point++) if (point < 0xd800 || point > 0xdfff) all += String.fromCodePoint(point);
  return all;
}

/**
 * As TrueType and without the tables for setting type: what a PDF's writer reads of a compressed font takes it seconds a page. The writer keeps of each what the
 * file uses.
 */
export async function loadFonts(): Promise<Fonts> {
  const files = new Map<string, Buffer>();
  const parsed = new Map<string, Font>();
  const letters = everyLetter();
  for (const [weight, own] of Object.entries(FILES))
    for (const [i, file] of own.entries()) {
      const font = await subsetFont(await readFile(fromHere.resolve(file)), letters, AS_TRUETYPE);
      const name = `${weight}-${i}`;
      files.set(name, font);
      parsed.set(name, create(font) as Font);
    }
  const fontOf = (letter: string, weight: Weight): string | null =>
    FILES[weight]
      .map((_, i) => `${weight}-${i}`)
      .find((name) => parsed.get(name)!.hasGlyphForCodePoint(letter.codePointAt(0)!)) ?? null;
  return {
    files,
    has: (letter) => fontOf(letter, 'normal') !== null && fontOf(letter, 'bold') !== null,
    runs(text, weight) {
      const runs: Run[] = [];
      for (const letter of text) {
        const font = fontOf(letter, weight) ?? `${weight}-0`;
        const last = runs.at(-1);
        if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + letter };
        else runs.push({ font, text: letter });
      }
      return runs;
    },
  };
}
