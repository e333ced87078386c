/**
 * A line of a calendar: NAME;PARAM=value;PARAM="quoted":VALUE (RFC 5545, 3.1). The grammar is this small; what a program gets wrong in it is
 * told by `null`, and a test compares what comes out with ical.js.
 */
export type Property = {
  /** Upper case. */
  readonly name: string;
  /** Names in upper case; of one that is there twice, the first; of quoted ones, too. */
  readonly params: ReadonlyMap<string, string>;
  /** As it stands in the file. */
  readonly value: string;
};

const NAME = /^\s*([\w-]+)\s*(?=[;:])/;
const PARAM = /;\s*([\w-]+)\s*(?:=((?:"[^"]*"|[^";:])*))?/y;

/** The name alone, of any line; null = it has none. */
export function nameOfLine(text: string): string | null {
  return NAME.exec(text.slice(0, 60))?.[1]?.toUpperCase() ?? null;
}

/** null = it does not parse. */
export function propertyOf(line: string): Property | null {
  const [head = '', name] = NAME.exec(line) ?? [];
  if (name === undefined) return null;
  const params = new Map<string, string>();
  let at = head.length;
  while (line[at] === ';') {
    PARAM.lastIndex = at;
    const found = PARAM.exec(line);
    // vCalendar 1.0 and a stray semicolon: a parameter without a name says nothing.
    if (!found) {
      if (!/^;\s*[;:]/.test(line.slice(at, at + 20))) return null;
      at += 1;
      continue;
    }
    const [whole, key = '', raw = ''] = found;
    if (!params.has(key.toUpperCase())) params.set(key.toUpperCase(), raw.replace(/^"([^"]*)".*/s, '$1'));
    at += whole.length;
  }
  const colon = line.slice(at).search(/\S/) + at;
  return line[colon] === ':' ? { name: name.toUpperCase(), params, value: line.slice(colon + 1).trim() } : null;
}

/** Of a text: \n, \, and their like. */
export function unescaped(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_all, one: string) => (/n/i.test(one) ? '\n' : one));
}

/** Of a list of texts: parted by the commas that are not escaped. */
export function listOf(text: string): string[] {
  return (text.match(/(?:\\.|[^\\,])+/gs) ?? []).map((one) => unescaped(one).trim()).filter((one) => one !== '');
}
