// One way of telling what is being done and how long it took. Node 20 built-ins only, as everything in scripts/lib.

export const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

export function say(text) {
  console.log(`lintel: ${text}`);
}

/** A failure with a sentence for the person, and no stack. */
export class Stop extends Error {}

/** Says `doing` at once, a sign of life every 15 s, and what became of it. `work` may answer a sentence to add. */
export async function step(doing, work) {
  const from = performance.now();
  say(`${doing} ...`);
  const alive = setInterval(() => say(`${doing}: still at it (${seconds(from)})`), 15_000);
  try {
    const result = await work();
    say(`${doing}: done in ${seconds(from)}${typeof result === 'string' ? `; ${result}` : ''}`);
    return result;
  } catch (error) {
    say(`${doing}: FAILED after ${seconds(from)}`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}
