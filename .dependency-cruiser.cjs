/*
 * Who may import whom: each arrow of docs/architecture.md. The table itself is scripts/lib/boxes.json, and beside src beside.json; circles of folders are looked for by
 * scripts/lib/layers.ts, since dependency-cruiser's folders do not hold the files that lie beside them.
 * test/contract/layers.test.ts plants a violation of each rule, and fails for a rule that it plants none of.
 */
const mayImport = require('./scripts/lib/boxes.json');
const beside = require('./scripts/lib/beside.json');
const besideNames = [...Object.keys(beside), 'test', 'training'];
const within = (folder, box) => `^${folder}/${box}/`;
const box = (name) => within('src', name);
const TESTS = '\\.test\\.tsx?$';

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).flatMap(([folder, boxes]) =>
      Object.entries(boxes).map(([from, to]) => ({
        name: `${folder.replace(/^src\/?/, '')}-${from}-imports-only-its-own`.replace(/^-/, ''),
        severity: 'error',
        // Tests of the renderer draw the whole app.
        from: { path: within(folder, from), ...(folder === 'src' ? {} : { pathNot: TESTS }) },
        to: { path: `^${folder}/`, pathNot: [from, ...to].map((box) => within(folder, box)) },
      })),
    ),
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
      from: { path: box('domain'), pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/temporal-polyfill' },
    },
    {
      name: 'ui-knows-none-of-our-data',
      comment: 'what main sends has its shapes in shared/; a component of ui/ would serve another app as well',
      severity: 'error',
      from: { path: within('src/renderer', 'ui') },
      to: { path: box('shared') },
    },
    {
      name: 'a-feature-imports-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'src-imports-nothing-beside-it',
      comment: 'what the app is made of is in src; its tests may use what is in test',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: `^(${besideNames.join('|')})/` },
    },
    ...Object.entries(beside).map(([from, to]) => ({
      name: `beside-${from}-imports-only-its-own`,
      comment: 'beside src: only tests import test/, and what measures needs no test',
      severity: 'error',
      from: { path: `^${from}/`, pathNot: TESTS },
      to: { path: `^(src|${besideNames.join('|')})/`, pathNot: `^(${[from, ...to].join('|')})/` },
    })),
    {
      name: 'src-needs-no-development-package',
      comment: 'what the app needs is in dependencies, which are installed beside it; Electron is what it runs in',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/electron/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
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
