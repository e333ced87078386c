/** How large the pictures in AV1 data say they are. A box of the container says it too, and a decoder believes the data. Pure. */

const SEQUENCE_HEADER = 1;

/** The most pixels of a frame, over all sequence headers in the data; 0 where there is none that can be read. Throws RangeError where the data are cut off. */
export function av1Pixels(data: Uint8Array): number {
  let most = 0;
  for (let at = 0; at < data.length;) {
    const header = byteAt(data, at);
    at += (header & 4) === 0 ? 1 : 2;
    let length = data.length - at;
    if ((header & 2) !== 0) [length, at] = leb128(data, at);
    if (((header >> 3) & 15) === SEQUENCE_HEADER) {
      const pixels = sequencePixels(data.subarray(at, at + length));
      if (pixels === 0) return 0;
      most = Math.max(most, pixels);
    }
    at += length;
  }
  return most;
}

function byteAt(data: Uint8Array, at: number): number {
  const byte = data[at];
  if (byte === undefined) throw new RangeError('cut off');
  return byte;
}

/** @returns the number, and where it ends (AV1, 4.10.5) */
function leb128(data: Uint8Array, from: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = byteAt(data, from + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, from + i + 1];
  }
  throw new RangeError('cut off');
}

/** Sequence header (AV1, 5.5.1), up to the size. 0: it tells of timing, which no still picture does. */
function sequencePixels(data: Uint8Array): number {
  let position = 0;
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, position++) value = value * 2 + ((byteAt(data, position >> 3) >> (7 - (position & 7))) & 1);
    return value;
  };
  bits(4); // seq_profile, still_picture
  const reduced = bits(1) === 1;
  if (reduced) bits(5);
  else {
    if (bits(1) === 1) return 0;
    const delays = bits(1) === 1;
    const points = bits(5) + 1;
    for (let i = 0; i < points; i++) {
      bits(12);
      if (bits(5) > 7) bits(1);
      if (delays && bits(1) === 1) bits(4);
    }
  }
  const [widthBits, heightBits] = [bits(4) + 1, bits(4) + 1];
  return (bits(widthBits) + 1) * (bits(heightBits) + 1);
}
