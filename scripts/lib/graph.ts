/** Which file of ours imports which, and the circles in that. Read from the syntax alone, so that it works on any checkout, without its packages. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import ts from 'typescript';

/** Paths are relative to the root, with `/`. */
export interface Arrow {
  from: string;
  to: string;
  /** `import type`: gone when it runs, and still a dependency of who reads it. */
  typeOnly: boolean;
}
export interface SourceFile {
  path: string;
  /** Ends of lines. */
  lines: number;
  test: boolean;
  syntax: ts.SourceFile;
}
export interface Graph {
  files: SourceFile[];
  arrows: Arrow[];
}

const SOURCE = /\.(ts|tsx|mts|mjs|js|cjs)$/;
/** Tests, and whatever only they use: it stands in `test/`, or beside the code as `*.test.ts`. */
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/');

/** Every source file of ours, sorted. Folders that begin with a dot, that packages come in, or that are made by commands, are not looked at. */
export function sourcePaths(root: string): string[] {
  const found: string[] = [];
  const look = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (
          !entry.name.startsWith('.') &&
          !['node_modules', 'out', 'test-results', 'playwright-report', 'coverage'].includes(path)
        )
          look(path);
      } else if (SOURCE.test(entry.name)) found.push(path);
    }
  };
  look('');
  return found.sort();
}

function importsOf(syntax: ts.SourceFile): { name: string; typeOnly: boolean }[] {
  const found: { name: string; typeOnly: boolean }[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean): void => {
    if (name && ts.isStringLiteralLike(name)) found.push({ name: name.text, typeOnly });
  };
  const allTypes = (elements: readonly { isTypeOnly: boolean }[]): boolean =>
    elements.length > 0 && elements.every((element) => element.isTypeOnly);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const { importClause: clause } = node;
      const named = clause?.namedBindings;
      const types =
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (clause !== undefined && !clause.name && named !== undefined && ts.isNamedImports(named) && allTypes(named.elements));
      add(node.moduleSpecifier, types);
    } else if (ts.isExportDeclaration(node)) {
      const clause = node.exportClause;
      add(
        node.moduleSpecifier,
        node.isTypeOnly || (clause !== undefined && ts.isNamedExports(clause) && allTypes(clause.elements)),
      );
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    // A worker, or a process of its own: `new URL('./worker.ts', import.meta.url)`.
    else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL')
      add(node.arguments?.[0], false);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

export function readGraph(root: string): Graph {
  const files = sourcePaths(root).map((path): SourceFile => {
    const text = readFileSync(join(root, path), 'utf8');
    const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    return { path, lines: text.split('\n').length - 1, test: isTest(path), syntax };
  });
  const paths = new Set(files.map(({ path }) => path));
  const arrows = files.flatMap(({ path, syntax }) =>
    importsOf(syntax).flatMap(({ name, typeOnly }) => {
      if (!name.startsWith('.')) return [];
      const to = normalize(join(dirname(path), name.replace(/\?.*$/, '')));
      return paths.has(to) && to !== path ? [{ from: path, to, typeOnly }] : [];
    }),
  );
  return { files, arrows };
}

/** Tarjan: the sets of nodes, of two or more, in which each reaches each. */
export function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const node of [...edges.keys()].sort()) if (!index.has(node)) visit(node);
  return found;
}

function edgesBy(arrows: readonly Arrow[], name: (path: string) => string): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const arrow of arrows) {
    const [from, to] = [name(arrow.from), name(arrow.to)];
    if (from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  return edges;
}

/** Circles of files, types counted. */
export const fileCircles = (arrows: readonly Arrow[]): string[][] => circles(edgesBy(arrows, (path) => path));

export interface FolderCircle {
  /** The folder in which they stand; '' is the root. */
  inside: string;
  /** Folders (with all that is in them) and single files of it. */
  members: string[];
}

/**
 * Circles of folders: of each folder, whatever lies directly in it is one node, a folder with all that is beneath it. Where such nodes reach each
 * other and one of them is a folder, no part can be read, moved or tested without the other. Tests are left out: they stand beside what they test
 * and import what is above it.
 */
export function folderCircles(arrows: readonly Arrow[]): FolderCircle[] {
  const ours = arrows.filter(({ from }) => !isTest(from));
  const folders = new Set(['']);
  for (const { from, to } of ours)
    for (const path of [from, to]) for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  return [...folders].sort().flatMap((inside) => {
    const prefix = inside === '' ? '' : `${inside}/`;
    const within = ours.filter(({ from, to }) => from.startsWith(prefix) && to.startsWith(prefix));
    const node = (path: string): string => prefix + path.slice(prefix.length).split('/')[0]!;
    return circles(edgesBy(within, node))
      .filter((members) => members.some((member) => folders.has(member)))
      .map((members) => ({ inside, members }));
  });
}

/** The arrows that make a circle, for whoever has to break it: those between its members. */
export function arrowsOf(circle: FolderCircle, arrows: readonly Arrow[]): Arrow[] {
  const member = (path: string): string | undefined =>
    circle.members.find((name) => path === name || path.startsWith(`${name}/`));
  return arrows.filter(({ from, to }) => {
    const [a, b] = [member(from), member(to)];
    return !isTest(from) && a !== undefined && b !== undefined && a !== b;
  });
}
