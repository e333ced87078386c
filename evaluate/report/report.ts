/** The report card as one HTML file that asks nobody for anything. */
import type { Cache } from '../read/cache.ts';
import { detChart, discardCharts, histogramChart, IMPOSTOR, OURS, rocChart } from './charts.ts';
import { fteLine, identificationLine, pairsLine, percent, RULE_OF_30, setLine, thousands, type About } from './describe.ts';
import { FPIRS, GALLERIES } from '../measure/identification.ts';
import type { Judgement, Wrong } from '../measure/judge.ts';
import { PAPER } from './paper.ts';
import { FMRS } from '../measure/rates.ts';
import type { Sample } from '../read/stages.ts';
import { STYLE } from './style.ts';
import { escape, legend } from './svg.ts';

/** @param cache for the pictures of the worst errors. */
export function htmlReport(about: About, j: Judgement, cache: Pick<Cache, 'cropFile'>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Report card: ${escape(about.model)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>Report card</h1>
<p class="model">${escape(about.model)} · ${escape(about.runtime)}</p>
<p>${escape(setLine(about, j))}</p>
${about.grey ? '<p class="note">All pictures of this set are grey. Figures on a coloured set would be others, so compare with published ones with care.</p>' : ''}
</header>
${tiles(j)}
${verificationPart(about, j)}
<section><h2>All pairs</h2><p>${escape(pairsLine(j))}</p>${ratesTable(j)}
<div class="two"><figure><figcaption>Detection error trade-off</figcaption>${detChart(j)}</figure>
<figure><figcaption>Receiver operating characteristic</figcaption>${rocChart(j)}</figure></div>
<figure><figcaption>Scores</figcaption>${legend([
    { name: 'genuine: two pictures of one person', colour: OURS },
    { name: 'impostor: two people', colour: IMPOSTOR },
  ])}${histogramChart(j)}</figure></section>
${identificationPart(j)}
${discardPart(j)}
${worstPart(j, cache)}
<footer><p>${escape(fteLine(j))}${about.unreadable > 0 ? ` ${about.unreadable} pictures could not be read and are left out.` : ''}</p>
<p>Names: FMR, FNMR, FTE, FPIR, FNIR as in ISO/IEC 19795-1. Scores are cosines of 2048 numbers, the picture’s 1024 and its mirror image’s. Of several faces in a picture the one nearest to its middle counts.</p></footer>
</main>
</body>
</html>
`;
}

function tiles(j: Judgement): string {
  const rate = j.rates[0];
  const found = j.identifications.findLast((i) => i !== null);
  const tile = (value: string, name: string, note: string): string =>
    `<div class="tile"><b>${escape(value)}</b><span>${escape(name)}</span><small>${escape(note)}</small></div>`;
  return `<div class="tiles">${[
    j.verification
      ? tile(
          percent(j.verification.accuracy),
          'accuracy',
          `± ${percent(j.verification.standardError)}, ${thousands(j.verification.pairs)} pairs in ${j.verification.folds.length} folds`,
        )
      : tile('–', 'accuracy', 'too few people for folds'),
    rate
      ? tile(percent(rate.fnmr), 'FNMR at FMR 1e-3', `${percent(rate.low)} to ${percent(rate.high)}`)
      : tile('–', 'FNMR at FMR 1e-3', 'too few pairs'),
    found
      ? tile(percent(found.rates[0]!.fnir), `FNIR among ${thousands(found.gallery)}`, `at FPIR ${found.rates[0]!.fpir}`)
      : tile('–', 'FNIR', 'too few people'),
    j.fte
      ? tile(percent(j.fte.share), 'failure to enrol', `${j.fte.failures} of ${thousands(j.faces)} pictures`)
      : tile('–', 'failure to enrol', 'crops came aligned'),
  ].join('')}</div>`;
}

type Cell = string | { readonly html: string };
function table(head: readonly string[], rows: readonly (readonly Cell[])[], strong = -1): string {
  const cell = (c: Cell): string => `<td>${typeof c === 'string' ? escape(c) : c.html}</td>`;
  return (
    `<div class="scroll"><table><thead><tr>${head.map((h) => `<th>${escape(h)}</th>`).join('')}</tr></thead><tbody>` +
    rows.map((row, k) => `<tr${k === strong ? ' class="strong"' : ''}>${row.map(cell).join('')}</tr>`).join('') +
    '</tbody></table></div>'
  );
}

function verificationPart(about: About, j: Judgement): string {
  const v = j.verification;
  if (!v) return '';
  const ours = `${v.accuracy.toFixed(4)} ± ${v.standardError.toFixed(4)}`;
  const folds = table(
    ['fold', ...v.folds.map((_, k) => String(k + 1))],
    [
      ['accuracy', ...v.folds.map((f) => f.accuracy.toFixed(4))],
      ['threshold', ...v.folds.map((f) => f.threshold.toFixed(4))],
    ],
  );
  const how = v.drawn
    ? 'The set has no pairs file: pairs were drawn by LFW’s rule, nobody in two folds.'
    : `${thousands(v.pairs)} pairs; the threshold of each fold is chosen on the other ${v.folds.length - 1}.`;
  const rows = about.lfw && !v.drawn ? PAPER.map(({ name, accuracy }): Cell[] => [name, accuracy.toFixed(4)]) : [];
  const title = about.lfw && !v.drawn ? 'LFW: table 2 of the paper with our row' : 'Pairs in folds';
  return `<section><h2>${title}</h2><p>${escape(how)}${about.grey ? ' Ours on grey pictures.' : ''}</p>${table(
    ['network', 'accuracy (ours: mean ± standard error)'],
    [...rows, [`ours: ${about.model}`, ours]],
    rows.length,
  )}${folds}</section>`;
}

function ratesTable(j: Judgement): string {
  return table(
    ['FMR', 'threshold', 'FNMR', '95 % interval', 'false matches'],
    FMRS.map((fmr, k) => {
      const rate = j.rates[k];
      if (!rate) return [fmr.toExponential(), '–', '–', 'too few pairs', '–'];
      const few = rate.falseMatches < RULE_OF_30 ? ' (fewer than 30: this FMR is uncertain itself)' : '';
      return [
        fmr.toExponential(),
        rate.threshold.toFixed(4),
        percent(rate.fnmr),
        `${percent(rate.low)} to ${percent(rate.high)}`,
        thousands(rate.falseMatches) + few,
      ];
    }),
  );
}

function identificationPart(j: Judgement): string {
  const rows = GALLERIES.map((gallery, k): Cell[] => {
    const found = j.identifications[k];
    if (!found) return [thousands(gallery), ...FPIRS.map(() => '–'), 'too few people'];
    return [
      thousands(gallery),
      ...found.rates.map(
        (r) => `${percent(r.fnir)} (${percent(r.low, 1)} to ${percent(r.high, 1)}) at ${r.threshold.toFixed(4)}`,
      ),
      identificationLine(found),
    ];
  });
  return `<section><h2>One against many</h2><p>FNIR as NIST reports it: one enrolled picture a person; the share of searches of enrolled people that do not return them at or above the threshold, which is set by searches of people who are not enrolled. In brackets: 95 % of the galleries.</p>${table(
    ['gallery', ...FPIRS.map((fpir) => `FNIR at FPIR ${fpir}`), 'searches'],
    rows,
  )}</section>`;
}

function discardPart(j: Judgement): string {
  if (!j.discards || j.discards.curves.length === 0) return '';
  const charts = discardCharts(j.discards.curves).map(
    ({ measure, svg }) => `<figure><figcaption>${escape(measure)}</figcaption>${svg}</figure>`,
  );
  return `<section><h2>Quality against error</h2><p>FNMR at the threshold of FMR ${j.discards.fmr.toExponential()} when the pictures with the lowest values are left out. A measure that knows which pictures will be missed falls; one that knows nothing stays on the dashed line.</p><div class="four">${charts.join('')}</div></section>`;
}

function worstPart(j: Judgement, cache: Pick<Cache, 'cropFile'>): string {
  const picture = (hash: string): string => `data:image/webp;base64,${Buffer.from(cache.cropFile(hash)).toString('base64')}`;
  // A numbered picture says nothing about its person.
  const name = ({ entry }: Sample): string =>
    escape((entry.name.startsWith(entry.person) ? entry.name : `${entry.person} ${entry.name}`).replaceAll('_', ' '));
  const one = ({ a, b, cosine }: Wrong): string => {
    const pictures = [a, b].map((s) => `<img alt="" width="112" height="112" src="${picture(s.cropHash)}">`).join('');
    const note = a.faces === 0 || b.faces === 0 ? ' · no face found' : '';
    return `<figure class="pair"><div>${pictures}</div><figcaption>${name(a)}<br>${name(b)}<br><b>${cosine.toFixed(3)}</b>${note}</figcaption></figure>`;
  };
  return `<section><h2>The twenty worst errors</h2><p>Nobody is shown twice. Some of these may be errors of the set’s own names.</p><h3>One person, least alike</h3><div class="pairs">${j.worst.missed
    .map(one)
    .join('')}</div><h3>Two people, most alike</h3><div class="pairs">${j.worst.confused.map(one).join('')}</div></section>`;
}
