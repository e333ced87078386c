/** Charts as inline SVG: no script, no font and no request; colours come from the page's CSS variables. */

export type Axis = {
  readonly from: number;
  readonly to: number;
  readonly log?: boolean;
  readonly ticks: readonly number[];
  /** '' where the caption says it. */
  readonly label: string;
  readonly format: (value: number) => string;
};
export type Line = {
  readonly points: readonly (readonly [number, number])[];
  readonly colour: string;
  readonly name?: string;
  /** Filled down to the axis. */
  readonly area?: boolean;
  readonly dashed?: boolean;
};
export type Mark = { readonly x: number; readonly y: number; readonly colour: string; readonly title: string };
export type Chart = {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  /** For people who do not see it. */
  readonly description: string;
};

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!);

/** Place of a value along an axis, 0..1; values beyond its ends stand at the ends. */
export function along(axis: Pick<Axis, 'from' | 'to' | 'log'>, value: number): number {
  const clamped = Math.min(Math.max(value, Math.min(axis.from, axis.to)), Math.max(axis.from, axis.to));
  if (!axis.log) return (clamped - axis.from) / (axis.to - axis.from);
  return Math.log(clamped / axis.from) / Math.log(axis.to / axis.from);
}

const PAD = { left: 58, right: 14, top: 12, bottom: 44 } as const;

export function drawChart(chart: Chart): string {
  const { width, height, x, y } = chart;
  const inner = { width: width - PAD.left - PAD.right, height: height - PAD.top - PAD.bottom };
  const px = (value: number): string => (PAD.left + along(x, value) * inner.width).toFixed(1);
  const py = (value: number): string => (PAD.top + (1 - along(y, value)) * inner.height).toFixed(1);
  const [bottom, right] = [PAD.top + inner.height, PAD.left + inner.width];
  const grid = [
    ...x.ticks.map(
      (t) =>
        `<path class="grid" d="M${px(t)} ${PAD.top}V${bottom}"/><text x="${px(t)}" y="${bottom + 17}" text-anchor="middle">${escape(x.format(t))}</text>`,
    ),
    ...y.ticks.map(
      (t) =>
        `<path class="grid" d="M${PAD.left} ${py(t)}H${right}"/><text x="${PAD.left - 8}" y="${py(t)}" dy=".32em" text-anchor="end">${escape(y.format(t))}</text>`,
    ),
  ];
  const lines = chart.lines.map(({ points, colour, area, dashed }) => {
    const path = thinned(points.map(([a, b]) => [px(a), py(b)] as const))
      .map(([a, b], k) => `${k === 0 ? 'M' : 'L'}${a} ${b}`)
      .join('');
    const fill =
      area && points.length > 0
        ? `<path class="area" fill="${colour}" d="${path}L${px(points.at(-1)![0])} ${bottom}L${px(points[0]![0])} ${bottom}Z"/>`
        : '';
    return `${fill}<path class="line${dashed ? ' dashed' : ''}" stroke="${colour}" d="${path}"/>`;
  });
  const marks = (chart.marks ?? []).map(
    (m) =>
      `<circle class="mark" cx="${px(m.x)}" cy="${py(m.y)}" r="4.5" fill="${m.colour}"><title>${escape(m.title)}</title></circle>`,
  );
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(chart.description)}">${grid.join('')}` +
    `<path class="axis" d="M${PAD.left} ${bottom}H${right}"/>${lines.join('')}${marks.join('')}` +
    `<text class="label" x="${PAD.left + inner.width / 2}" y="${height - 6}" text-anchor="middle">${escape(x.label)}</text>` +
    `<text class="label" transform="translate(13 ${PAD.top + inner.height / 2}) rotate(-90)" text-anchor="middle">${escape(y.label)}</text></svg>`
  );
}

/** Points that would lie on the last one are left out. */
function thinned(points: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return points.filter(
    (p, k) =>
      k === 0 || Math.abs(Number(p[0]) - Number(points[k - 1]![0])) + Math.abs(Number(p[1]) - Number(points[k - 1]![1])) > 0,
  );
}

export function legend(lines: readonly Pick<Line, 'name' | 'colour'>[]): string {
  return `<p class="legend">${lines.map(({ name, colour }) => `<span><i style="background:${colour}"></i>${escape(name ?? '')}</span>`).join('')}</p>`;
}
