/** So many people between two looks at whoever else waits: the kiosk's answer comes first. */
const AT_ONCE = 20;

export async function inTurns<T, U>(all: readonly T[], work: (some: readonly T[]) => U): Promise<readonly U[]> {
  const out: U[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    if (at > 0) await new Promise<void>((done) => setImmediate(done));
    out.push(work(all.slice(at, at + AT_ONCE)));
  }
  return out;
}
