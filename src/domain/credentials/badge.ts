/**
 * What stands in the QR code of a badge: decimal digits alone, so that the code is small (QR's numeric mode wastes next to nothing) and
 * a scanner that types it can be read through any keyboard layout, by the places of the digits' keys (credentials/wedge.ts). 29 bytes, big-endian, as one number of 70 digits:
 * version (1), person (4), serial (4), issued (4, seconds since the epoch), tag (16: HMAC-SHA256 over the 13 before it, cut to half its
 * length, the least that RFC 2104 section 5 advises). The first digit is always 0 ([Note: code length] in pin.ts), and the version says what the next may be.
 */
export type BadgeFacts = {
  readonly personId: number;
  /** Each badge of the site has its own. */
  readonly serial: number;
  /** Whole seconds since the epoch. */
  readonly issuedAt: number;
};

export const BADGE_VERSION = 1;
export const BADGE_DIGITS = 70;
export const TAG_BYTES = 16;
const FACT_BYTES = 13;

/** The first four digits of every badge of this version: its first byte is the largest part of the number. Nothing else begins so by half-chance: 28 of 10,000 do. */
export const BADGE_PREFIXES: readonly string[] = prefixes(4);
function prefixes(digits: number): string[] {
  const first = (version: number) => Number((BigInt(version) << BigInt(8 * (FACT_BYTES + TAG_BYTES - 1))).toString().padStart(BADGE_DIGITS, '0').slice(0, digits)); // prettier-ignore
  const [from, to] = [first(BADGE_VERSION), first(BADGE_VERSION + 1)];
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(digits, '0'));
}

/** What is signed: 13 bytes. */
export function badgeMessage({ personId, serial, issuedAt }: BadgeFacts): Uint8Array {
  const bytes = new Uint8Array(FACT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, BADGE_VERSION);
  view.setUint32(1, personId);
  view.setUint32(5, serial);
  view.setUint32(9, issuedAt);
  return bytes;
}

/** @param tag 16 bytes */
export function packBadge(facts: BadgeFacts, tag: Uint8Array): string {
  const bytes = [...badgeMessage(facts), ...tag];
  const value = bytes.reduce((sum, b) => (sum << 8n) | BigInt(b), 0n);
  return value.toString().padStart(BADGE_DIGITS, '0');
}

/** null = not a badge of this app. Says nothing of the tag being right. */
export function unpackBadge(text: string): { readonly facts: BadgeFacts; readonly tag: Uint8Array } | null {
  if (!looksLikeBadge(text)) return null;
  const bytes = new Uint8Array(FACT_BYTES + TAG_BYTES);
  let rest = BigInt(text);
  for (let i = bytes.length - 1; i >= 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  // Larger than 29 bytes, or another version's.
  if (rest !== 0n || bytes[0] !== BADGE_VERSION) return null;
  const view = new DataView(bytes.buffer);
  return {
    facts: { personId: view.getUint32(1), serial: view.getUint32(5), issuedAt: view.getUint32(9) },
    tag: bytes.slice(FACT_BYTES),
  };
}

/** Whether it is worth asking: other QR codes (tickets, payments) held up to the camera are none of ours. */
export function looksLikeBadge(text: string): boolean {
  return text.length === BADGE_DIGITS && /^0\d+$/.test(text);
}
