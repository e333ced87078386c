/** The report card for a terminal. */
import { machine, table } from '../../tools/figures.ts';
import { fteLine, identificationLine, pairsLine, percent, RULE_OF_30, setLine, thousands, type About } from './describe.ts';
import { FPIRS, GALLERIES } from '../measure/identification.ts';
import type { Judgement } from '../measure/judge.ts';
import { PAPER } from './paper.ts';
import { FMRS } from '../measure/rates.ts';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');

export function reportCard(about: About, j: Judgement): string {
  const parts = [
    `Model ${about.model}, ${about.runtime}${about.engineMs === null ? '' : `, ${about.engineMs.toFixed(1)} ms a face (picture and mirror)`}`,
    machine(),
    setLine(about, j),
    fteLine(j),
    '',
    ...verificationLines(about, j),
    pairsLine(j),
    indented(
      table(
        ['FMR', 'threshold', 'FNMR', '95 % interval', 'false matches'],
        FMRS.map((fmr, k) => {
          const rate = j.rates[k];
          if (!rate) return [fmr.toExponential(), '-', '-', 'too few pairs', '-'];
          const few = rate.falseMatches < RULE_OF_30 ? ' *' : '';
          return [
            fmr.toExponential(),
            rate.threshold.toFixed(4),
            percent(rate.fnmr),
            `${percent(rate.low)} to ${percent(rate.high)}`,
            thousands(rate.falseMatches) + few,
          ];
        }),
      ),
    ),
    `  Equal error rate ${percent(j.eer)}.${j.rates.some((r) => r && r.falseMatches < RULE_OF_30) ? ' * fewer than 30 false matches: this FMR is uncertain itself.' : ''}`,
    '',
    'One against many, one enrolled picture a person (NIST FRTE 1:N): FNIR at FPIR',
    indented(
      table(
        ['gallery', ...FPIRS.map((fpir) => `FPIR ${fpir}`), ...FPIRS.map((fpir) => `threshold ${fpir}`)],
        GALLERIES.map((gallery, k) => {
          const found = j.identifications[k];
          if (!found) return [thousands(gallery), ...FPIRS.map(() => 'too few people'), ...FPIRS.map(() => '-')];
          return [
            thousands(gallery),
            ...found.rates.map((r) => percent(r.fnir)),
            ...found.rates.map((r) => r.threshold.toFixed(4)),
          ];
        }),
      ),
    ),
    ...j.identifications.flatMap((found) => (found ? [`  ${identificationLine(found)}.`] : [])),
  ];
  if (about.unreadable > 0) parts.push(`${about.unreadable} pictures could not be read and are left out.`);
  return parts.join('\n');
}

function verificationLines(about: About, j: Judgement): string[] {
  const v = j.verification;
  if (!v) return ['Accuracy in folds: too few people to draw pairs of.', ''];
  const ours = `${v.accuracy.toFixed(4)} ± ${v.standardError.toFixed(4)}`;
  const pairs = `${thousands(v.pairs)} pairs in ${v.folds.length} folds, the threshold chosen on the others`;
  if (v.drawn) return [`Accuracy ${ours}: mean and standard error; ${pairs}; the pairs were drawn by LFW's rule (seed 1).`, ''];
  if (!about.lfw) return [`Accuracy ${ours}: mean and standard error; ${pairs}.`, ''];
  return [
    `LFW (table 2 of the paper; ours: mean ± standard error, ${pairs}${about.grey ? '; grey pictures' : ''})`,
    indented(
      table(
        ['network', 'accuracy'],
        [...PAPER.map(({ name, accuracy }) => [name, accuracy.toFixed(4)]), [`ours, ${about.model}`, ours]],
      ),
    ),
    ...(about.missingPairs > 0 ? [`  ${about.missingPairs} pairs are left out: a picture of theirs is not here.`] : []),
    '',
  ];
}
