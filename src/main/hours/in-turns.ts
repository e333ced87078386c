/** So many people between two looks at whoever else waits: the kiosk's answer comes first. */
const AT_ONCE = 20;

export async function inTurns<T, U>(all: readonly T[], work: (some: readonly T[]) => U, atOnce = AT_ONCE): Promise<readonly U[]> {
  const out: U[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    if (at > 0) await new Promise<void>((done) => setImmediate(done));
    out.push(work(all.slice(at, at + atOnce)));
  }
  return out;
}
