// Who may import whom, for `npm run layers`: says each import that no arrow of docs/architecture.md allows.
import { lookAtLayers } from './lib/layers.ts';

const { violations, mended, files } = await lookAtLayers();
for (const { rule, from, to } of violations) console.log(`  ${rule}: ${from}${to ? ` → ${to}` : ''}`);
for (const folder of mended)
  console.log(`  ${folder} has no circle of folders any more: take it off CIRCLES_TODAY in scripts/lib/layers.ts`);
const wrong = violations.length + mended.length;
console.log(`layers: ${files.length} files, ${wrong === 0 ? 'no import that the rules forbid' : `${wrong} violations`}`);
process.exit(wrong === 0 ? 0 : 1);
