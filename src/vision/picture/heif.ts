/**
 * The boxes of a HEIF file (ISO/IEC 23008-12), of which AVIF and HEIC are two sorts: which of them it is, how large it says it is, and how it lies. There the boxes `irot` and `imir`
 * say that and not Exif, which readers pass over (6.5.10, 6.5.12, and A.2.1). Pure; all of it throws RangeError where the file is cut off.
 */
import { av1Pixels } from './av1.ts';
import { AS_IT_LIES, mirroredAfter, turnedBy, type Orientation } from './orientation.ts';

export type Avif = {
  readonly width: number;
  readonly height: number;
  /** Of all parts that a decoder goes through: tiles, transparency, previews. */
  readonly pixels: number;
  readonly orientation: Orientation;
  /** The same file, saying nothing of turns, mirrors and cuts. */
  readonly plain: () => Uint8Array;
};

type Box = { readonly type: string; readonly start: number; readonly end: number };

/** Brands of still pictures and of their sequences: HEVC, and HEIF of any sort (its letter of registration, and MIAF). */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const HEIF_BRANDS = ['mif1', 'mif2', 'msf1', 'miaf', 'heif', 'avci', 'avcs', 'vvic', 'vvis', 'j2ki', 'j2is', 'jpeg'];
const AVIF_BRANDS = ['avif'];

const textAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** The brands that a file says it is of, its main one first; null where it is no file of boxes. */
export function brandsOf(bytes: Uint8Array): readonly string[] | null {
  if (textAt(bytes, 4) !== 'ftyp') return null;
  const end = Math.min(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), bytes.length);
  const brands = [textAt(bytes, 8)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at));
  return brands;
}

/** What sort of HEIF picture; null for films and for whatever else is made of boxes. */
export function heifSort(brands: readonly string[]): 'avif' | 'heic' | null {
  const [main = ''] = brands;
  const has = (some: readonly string[]): boolean => brands.some((brand) => some.includes(brand));
  if (HEIC_BRANDS.includes(main)) return 'heic';
  if (has(AVIF_BRANDS)) return 'avif';
  return has(HEIC_BRANDS) || HEIF_BRANDS.includes(main) ? 'heic' : null;
}

function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1) {
      size = view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12);
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) throw new RangeError('a box that does not fit');
    boxes.push({
      type: textAt(new Uint8Array(view.buffer, view.byteOffset), at + 4),
      start: at + head,
      end: at + size,
    });
    at += size;
  }
  return boxes;
}

/** Bytes of a full box's version and flags. */
const FULL = 4;

function one(boxes: readonly Box[], type: string): Box {
  const [found, another] = boxes.filter((box) => box.type === type);
  if (!found || another) throw new RangeError(`not one ${type}`);
  return found;
}

/** Reads numbers one after the other. */
function cursor(view: DataView, start: number) {
  let at = start;
  const next = (bytes: number): number => {
    let value = 0;
    for (let i = 0; i < bytes; i++) value = value * 256 + view.getUint8(at++);
    return value;
  };
  return { next, at: () => at };
}

/** The item's sort, by its number (`iinf`). */
function itemTypes(view: DataView, iinf: Box): ReadonlyMap<number, string> {
  const version = view.getUint8(iinf.start);
  const types = new Map<number, string>();
  for (const box of boxesIn(view, iinf.start + FULL + (version === 0 ? 2 : 4), iinf.end)) {
    if (box.type !== 'infe') continue;
    const read = cursor(view, box.start + FULL);
    const item = read.next(view.getUint8(box.start) < 3 ? 2 : 4);
    read.next(2);
    types.set(item, String.fromCharCode(...[0, 0, 0, 0].map(() => read.next(1))));
  }
  return types;
}

type Association = {
  /** Where in the file, and in how many bytes. */ readonly at: number;
  readonly bytes: 1 | 2;
  readonly property: Box;
};

/** The properties of each item, in their order (`ipma`). */
function associations(view: DataView, iprp: Box): ReadonlyMap<number, readonly Association[]> {
  const inside = boxesIn(view, iprp.start, iprp.end);
  const ipco = one(inside, 'ipco');
  const properties = boxesIn(view, ipco.start, ipco.end);
  const all = new Map<number, Association[]>();
  for (const ipma of inside.filter((box) => box.type === 'ipma')) {
    const bytes = (view.getUint8(ipma.start + 3) & 1) === 1 ? 2 : 1;
    const itemBytes = view.getUint8(ipma.start) < 1 ? 2 : 4;
    const read = cursor(view, ipma.start + FULL);
    for (let entries = read.next(4); entries > 0; entries--) {
      const item = read.next(itemBytes);
      const own = all.get(item) ?? [];
      for (let count = read.next(1); count > 0; count--) {
        const at = read.at();
        const property = properties[(read.next(bytes) & (bytes === 1 ? 0x7f : 0x7fff)) - 1];
        if (property) own.push({ at, bytes, property });
      }
      all.set(item, own);
    }
  }
  return all;
}

/** The data of each item, which may lie in pieces (`iloc`). */
function itemData(bytes: Uint8Array, view: DataView, meta: readonly Box[]): ReadonlyMap<number, Uint8Array> {
  const iloc = one(meta, 'iloc');
  const idat = meta.find((box) => box.type === 'idat');
  const version = view.getUint8(iloc.start);
  const read = cursor(view, iloc.start + FULL);
  const [first, second] = [read.next(1), read.next(1)];
  const [offsetBytes, lengthBytes, baseBytes, indexBytes] = [first >> 4, first & 15, second >> 4, version > 0 ? second & 15 : 0];
  const data = new Map<number, Uint8Array>();
  for (let items = read.next(version < 2 ? 2 : 4); items > 0; items--) {
    const item = read.next(version < 2 ? 2 : 4);
    const method = version > 0 ? read.next(2) & 15 : 0;
    read.next(2);
    const base = read.next(baseBytes) + (method === 1 && idat ? idat.start : 0);
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (let extents = read.next(2); extents > 0; extents--) {
      read.next(indexBytes);
      const from = base + read.next(offsetBytes);
      const piece = bytes.subarray(from, from + read.next(lengthBytes));
      length += piece.length;
      // The same bytes over and over would be more than the file has.
      if (method > 1 || length > bytes.length) throw new RangeError('data that cannot be followed');
      pieces.push(piece);
    }
    const [whole = new Uint8Array()] = pieces;
    data.set(item, pieces.length < 2 ? whole : joined(pieces, length));
  }
  return data;
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Quarters that `irot` says are against the clock; the axis of `imir` is 1 for left to right, 0 for top to bottom. */
function orientationOf(view: DataView, own: readonly Association[]): Orientation {
  return own.reduce((so, { property: { type, start } }) => {
    if (type === 'irot') return turnedBy(so, 4 - (view.getUint8(start) & 3));
    if (type !== 'imir') return so;
    return (view.getUint8(start) & 1) === 1 ? mirroredAfter(so) : turnedBy(mirroredAfter(so), 2);
  }, AS_IT_LIES);
}

const TRANSFORMS = ['irot', 'imir', 'clap'];

/** An AVIF picture; 'heic' where its main item is coded otherwise, null for what is none of both (a film: its frames say a size of their own). */
export function readAvif(bytes: Uint8Array): Avif | 'heic' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = boxesIn(view, 0, bytes.length);
  if (file.some((box) => box.type === 'moov')) return null;
  const whole = one(file, 'meta');
  const meta = boxesIn(view, whole.start + FULL, whole.end);
  const types = itemTypes(view, one(meta, 'iinf'));
  const pitm = one(meta, 'pitm');
  const main = cursor(view, pitm.start + FULL).next(view.getUint8(pitm.start) === 0 ? 2 : 4);
  const coded = [...types].filter(([, type]) => type === 'av01').map(([item]) => item);
  if (coded.length === 0) return [...types.values()].includes('hvc1') ? 'heic' : null;
  const own = associations(view, one(meta, 'iprp')).get(main) ?? [];
  const size = own.find(({ property }) => property.type === 'ispe');
  if (!size) return null;
  const data = itemData(bytes, view, meta);
  const each = coded.map((item) => av1Pixels(data.get(item) ?? new Uint8Array()));
  if (each.includes(0)) return null;
  const [width, height] = [view.getUint32(size.property.start + FULL), view.getUint32(size.property.start + FULL + 4)];
  const transforms = own.filter(({ property }) => TRANSFORMS.includes(property.type));
  return {
    width,
    height,
    pixels: Math.max(
      width * height,
      each.reduce((sum, pixels) => sum + pixels, 0),
    ),
    orientation: orientationOf(view, own),
    plain: () => {
      const copy = Uint8Array.from(bytes);
      // A property numbered 0 is none (8.11.14.3).
      for (const { at, bytes: count } of transforms) copy.fill(0, at, at + count);
      return copy;
    },
  };
}
