// `npm run counts`: files and lines by box, the longest function and file, imports that no arrow allows, circles.
//   npm run --silent counts -- FOLDER          another checkout, e.g. a `git worktree` of an older commit; by the rules of this one
//   npm run --silent counts -- --json
import { resolve } from 'node:path';
import { count, FUNCTION_LINES, type BoxCount } from './lib/counts.ts';

const given = process.argv.slice(2);
const folder = given.find((argument) => !argument.startsWith('--'));
const counts = count(folder ? resolve(folder) : resolve(import.meta.dirname, '..'));

if (given.includes('--json')) console.log(JSON.stringify(counts));
else {
  const row = (cells: (string | number)[]): string =>
    [String(cells[0]).padEnd(16), ...cells.slice(1, 5).map((cell) => String(cell).padStart(7)), ...cells.slice(5)].join('  ');
  console.log(row(['box', 'files', 'lines', 'tests', 'lines', 'longest function; longest file']));
  for (const box of [...counts.boxes, counts.all]) console.log(row(line(box)));
  console.log();
  say(
    `functions over ${FUNCTION_LINES.ts} lines in src, over ${FUNCTION_LINES.tsx} where a screen is drawn`,
    counts.longFunctions,
  );
  say('files over 400 lines', counts.longFiles);
  say('imports that no arrow allows', grouped(counts.up), counts.up.length);
  say('circles of files', counts.fileCircles);
  say('circles of folders', counts.folderCircles);
}

function line({ box, files, lines, tests, testLines, longestFunction: f, longestFile }: BoxCount): (string | number)[] {
  const words = [f && `${f.lines} ${f.name} (${f.file})`, longestFile && `${longestFile.lines} ${longestFile.file}`];
  return [box, files, lines, tests, testLines, words.filter(Boolean).join('; ')];
}
function say(what: string, found: readonly string[], number = found.length): void {
  console.log(`${what}: ${number}`);
  for (const one of found) console.log(`  ${one}`);
}
/** From where to where, with how many; each of them: --json. */
function grouped(arrows: readonly string[]): string[] {
  const folders = arrows.map((arrow) => {
    const [from, to] = arrow.split(' → ').map((path) => path.split('/').slice(0, -1)) as [string[], string[]];
    // As deep as it takes to tell them apart.
    const same = from.findIndex((name, at) => name !== to[at]);
    return `${from.slice(0, same + 1).join('/') || '.'} → ${to.slice(0, same + 1).join('/') || '.'}`;
  });
  return [...new Set(folders)].sort().map((pair) => `${folders.filter((one) => one === pair).length} ${pair}`);
}
