/* Who may import whom: the one table of DESIGN.md's picture. test/contract/layers.test.ts plants a forbidden import and expects it reported. */
const box = (name) => `^src/${name}/`;
/** box -> the boxes it may import (itself always). */
const mayImport = {
  domain: [],
  shared: ['domain'],
  storage: ['shared', 'domain'],
  exports: ['shared', 'domain'],
  imports: ['shared', 'domain'],
  doors: ['shared', 'domain'],
  engine: ['shared', 'domain'],
  vision: ['shared', 'domain'],
  main: ['shared', 'domain', 'storage', 'exports', 'imports', 'doors', 'engine', 'vision'],
  preload: ['shared'],
  renderer: ['shared', 'domain', 'vision'],
};

/** The renderer's own rooms, by the same rule; i18n/ imports none of them. Tests draw the whole app. */
const room = (name) => `^src/renderer/${name}/`;
const rooms = {
  i18n: [],
  base: ['i18n'],
  ui: ['i18n'],
  camera: ['base', 'i18n'],
  parts: ['ui', 'camera', 'base', 'i18n'],
  features: ['parts', 'ui', 'camera', 'base', 'i18n'],
};

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([from, to]) => ({
      name: `${from}-imports-only-its-own`,
      severity: 'error',
      from: { path: box(from) },
      to: { path: '^src/', pathNot: [from, ...to].map(box) },
    })),
    {
      name: 'only-main-and-preload-know-electron',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    {
      name: 'domain-is-pure',
      comment: 'values in, values out: no package but the time zone tables, no Node',
      severity: 'error',
      from: { path: box('domain'), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/temporal-polyfill' },
    },
    ...Object.entries(rooms).map(([from, to]) => ({
      name: `renderer-${from}-imports-only-its-own`,
      severity: 'error',
      from: { path: room(from), pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/renderer/', pathNot: [from, ...to].map(room) },
    })),
    {
      name: 'ui-knows-none-of-our-data',
      comment: 'what main sends has its shapes in shared/; a component of ui/ would serve another app as well',
      severity: 'error',
      from: { path: room('ui') },
      to: { path: box('shared') },
    },
    {
      name: 'a-feature-imports-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'only-the-router-names-ipcMain',
      comment: 'ipcMain itself is checked by an ESLint rule; here: nobody reaches into the router',
      severity: 'error',
      from: { path: '^src/(?!main/)' },
      to: { path: '^src/main/ipc/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
