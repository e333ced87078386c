/** Hours as an administrator types them: "08:00-12:00, 13:00-17:30". */

/** Minutes after midnight, `to` exclusive, at most 1440. */
export type Span = { readonly from: number; readonly to: number };

export type Hours =
  | { readonly ok: true; readonly spans: readonly Span[] }
  | { readonly ok: false; /** unreadable: not times; order: ends before it begins. */ readonly problem: 'unreadable' | 'order' };

const DAY = 1440;

/** Empty text is no hours. Overlapping and touching spans become one. Full-width digits, Chinese punctuation and "8" or "0800" are read too. */
export function parseHours(text: string): Hours {
  const folded = text.normalize('NFKC').replace(/[、;]/g, ',').replace(/[–—―~〜至到]|to/gi, '-').trim();
  if (folded === '') return { ok: true, spans: [] };
  const spans: Span[] = [];
  for (const part of folded.split(/,|(?<=\d)\s+(?=\d)/).map((p) => p.trim())) {
    if (part === '') continue;
    const [from, to, more] = part.split('-').map(minuteOf);
    if (from == null || to == null || more !== undefined) return { ok: false, problem: 'unreadable' };
    if (to <= from) return { ok: false, problem: 'order' };
    spans.push({ from, to });
  }
  return { ok: true, spans: merged(spans) };
}

function minuteOf(text: string): number | null {
  const match = /^(\d{1,2})(?::?(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const at = hour * 60 + minute;
  return minute < 60 && at <= DAY ? at : null;
}

export function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1);
    if (last && span.from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else out.push(span);
  }
  return out;
}

export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function hoursText(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
}
