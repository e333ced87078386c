/**
 * A reason, a kind of event or an error that is new compiles only when it has its words in both languages. One is planted in the domain, the
 * compiler is asked, and must complain of each dictionary; of the tree as it stands it must not.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const EVENTS = join(root, 'src/domain/log/events.ts');
const ERRORS = join(root, 'src/domain/errors.ts');
/** Whoever reads the words: the log's screen, its file, and the words themselves. */
const READERS = [
  'src/words/index.ts',
  'src/exports/log-table.ts',
  'src/renderer/i18n/en/log.ts',
  'src/renderer/i18n/zh-CN/log.ts',
];

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.pure.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  root,
);

/** The files of `src/words` that do not compile, with `file` read as `text`. */
function complained(file?: string, text?: string): string[] {
  const host = ts.createCompilerHost(options);
  const asItStands = host.readFile;
  host.readFile = (path) => (path === file ? text : asItStands(path));
  const program = ts.createProgram(
    READERS.map((path) => join(root, path)),
    { ...options, types: ['node'] },
    host,
  );
  const found = ts.getPreEmitDiagnostics(program).map((d) => relative(root, d.file?.fileName ?? ''));
  return [...new Set(found)].toSorted();
}

function planted(file: string, before: string, added: string): string[] {
  const text = readFileSync(file, 'utf8');
  expect(text.split(before)).toHaveLength(2);
  return complained(file, text.replace(before, added + before));
}

test('as it stands, it compiles', () => expect(complained()).toEqual([]));

test.each(['system', 'door', 'fault', 'refused', 'retracted'])('a new reason of kind %s without words does not', (kind) => {
  const before = {
    system: "'started',",
    door: "'opened',",
    fault: "'light-dark',",
    refused: "'not-me-again',",
    retracted: "'was-him',",
  };
  expect(planted(EVENTS, before[kind as keyof typeof before], "'planted', ")).toEqual(
    expect.arrayContaining(['src/words/en/reasons.ts', 'src/words/zh-CN/reasons.ts']),
  );
});

test('a new kind without a name does not', () =>
  expect(planted(EVENTS, '  /** What went wrong, and that it is over. */', "  planted: ['started'],\n")).toEqual(
    expect.arrayContaining(['src/words/en/index.ts', 'src/words/zh-CN/index.ts']),
  ));

test('a new error without its sentences does not', () =>
  expect(planted(ERRORS, "  | { readonly code: 'internal' }", "  | { readonly code: 'planted' }\n")).toEqual(
    expect.arrayContaining(['src/words/en/errors.ts']),
  ));
