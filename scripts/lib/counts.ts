/** What `npm run counts` says of a checkout. */
import ts from 'typescript';
import boxes from './boxes.json' with { type: 'json' };
import { fileCircles, folderCircles, isTest, readGraph, type Arrow, type SourceFile } from './graph.ts';

/** Lines of a file, and of a function in src, that are still easily read. Of a component most lines are what stands on the screen, a tag or an attribute each. */
export const FILE_LINES = 400;
export const FUNCTION_LINES = { ts: 80, tsx: 120 } as const;

export interface Longest {
  lines: number;
  file: string;
}
export interface LongFunction extends Longest {
  name: string;
}
export interface BoxCount {
  box: string;
  files: number;
  lines: number;
  tests: number;
  testLines: number;
  /** Of what is no test: there a function is a whole story. */
  longestFunction: LongFunction | null;
  longestFile: Longest | null;
}
export interface Counts {
  boxes: BoxCount[];
  all: BoxCount;
  longFunctions: string[];
  longFiles: string[];
  /** Imports of one box by another that may not, in src and beside it. */
  up: string[];
  fileCircles: string[];
  folderCircles: string[];
}

/** src/main, stand-in, …; what lies in no folder is `.`. */
function boxOf(path: string): string {
  const [first, second, third] = path.split('/');
  if (second === undefined) return '.';
  return first === 'src' && third !== undefined ? `src/${second}` : first!;
}

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node);

/** What a function without a name of its own is called by: the variable, the property, the call it is given to. */
function nameOf(node: ts.FunctionLikeDeclaration, around: ts.Node | undefined): string {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  if (around && (ts.isVariableDeclaration(around) || ts.isPropertyAssignment(around)) && ts.isIdentifier(around.name))
    return around.name.text;
  if (around && ts.isCallExpression(around) && ts.isIdentifier(around.expression)) return `${around.expression.text}(…)`;
  return 'unnamed';
}

/** Lines from its first to its last that hold any code: what is empty, or all comment, is no length (as ESLint's max-lines-per-function counts). */
export function functionsOf({ path, syntax }: Pick<SourceFile, 'path' | 'syntax'>): LongFunction[] {
  const code = linesOfCode(syntax);
  const found: LongFunction[] = [];
  const visit = (node: ts.Node, around?: ts.Node): void => {
    if (isFunction(node)) {
      const [first, last] = [node.getStart(syntax), node.end].map((at) => syntax.getLineAndCharacterOfPosition(at).line);
      let lines = 0;
      for (let line = first!; line <= last!; line++) if (code.has(line)) lines++;
      found.push({ name: nameOf(node, around), file: path, lines });
    }
    ts.forEachChild(node, (child) => visit(child, node));
  };
  visit(syntax);
  return found;
}

/** Lines on which a token stands: neither empty nor all comment. */
function linesOfCode(syntax: ts.SourceFile): Set<number> {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(syntax);
    if (children.length > 0 || node.end === node.pos) {
      for (const child of children)
        if (child.kind < ts.SyntaxKind.FirstJSDocNode || child.kind > ts.SyntaxKind.LastJSDocNode) visit(child);
      return;
    }
    const [first, last] = [node.getStart(syntax), node.end].map((at) => syntax.getLineAndCharacterOfPosition(at).line);
    for (let line = first!; line <= last!; line++) lines.add(line);
  };
  visit(syntax);
  return lines;
}

function countBox(box: string, files: readonly SourceFile[]): BoxCount {
  const ours = files.filter(({ test }) => !test);
  const tests = files.filter(({ test }) => test);
  const sum = (some: readonly SourceFile[]): number => some.reduce((lines, file) => lines + file.lines, 0);
  const longest = <T extends Longest>(some: readonly T[]): T | null =>
    some.reduce<T | null>((best, one) => (best && best.lines >= one.lines ? best : one), null);
  return {
    box,
    files: ours.length,
    lines: sum(ours),
    tests: tests.length,
    testLines: sum(tests),
    longestFunction: longest(ours.flatMap((file) => functionsOf(file))),
    longestFile: longest(files.map(({ path, lines }) => ({ lines, file: path }))),
  };
}

/** Whether the picture has an arrow. What it does not name (scripts, test) may import anything but tests. */
function allowed({ from, to }: Arrow): boolean {
  for (const [folder, table] of Object.entries(boxes) as [string, Record<string, string[]>][]) {
    const within = (path: string): string | undefined =>
      path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
    const [a, b] = [within(from), within(to)];
    if (a === undefined || b === undefined || a === b || !(a in table)) continue;
    if (folder !== 'src' && isTest(from)) continue;
    if (!table[a]!.includes(b)) return false;
  }
  if (isTest(from)) return true;
  return !isTest(to) && (!from.startsWith('src/') || to.startsWith('src/'));
}

/** @param root a checkout; it needs no packages. */
export function count(root: string): Counts {
  const { files, arrows } = readGraph(root);
  const names = [...new Set(files.map(({ path }) => boxOf(path)))].sort();
  const counted = names.map((name) =>
    countBox(
      name,
      files.filter(({ path }) => boxOf(path) === name),
    ),
  );
  return {
    boxes: counted,
    all: countBox('all', files),
    longFunctions: files
      .filter(({ path, test }) => path.startsWith('src/') && !test)
      .flatMap((file) => functionsOf(file))
      .filter(({ lines, file }) => lines > FUNCTION_LINES[file.endsWith('.tsx') ? 'tsx' : 'ts'])
      .map(({ lines, name, file }) => `${lines} ${name} (${file})`),
    longFiles: files.filter(({ lines }) => lines > FILE_LINES).map(({ lines, path }) => `${lines} ${path}`),
    up: arrows.filter((arrow) => !allowed(arrow)).map(({ from, to }) => `${from} → ${to}`),
    fileCircles: fileCircles(arrows).map((circle) => circle.join(' ')),
    folderCircles: folderCircles(arrows).map(({ inside, members }) => `${inside || '.'}: ${members.join(' ')}`),
  };
}
