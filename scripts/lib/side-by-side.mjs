// Several things at once whose output is read as if they had come one after another.

/**
 * Runs tasks, each { weight?, run(beside) } where beside is { show(text, error), signal }, at most `atOnce` at a time, the heaviest first. What a task
 * writes comes out in the order of the list: the first one's as it comes, another's when all before it are done. begin(index) is called before a task's
 * first word comes out, and before it runs where it is alone. The first task that answers { ok: false } ends those that run, and no other begins.
 * Answers their results in the order of the list; null for what did not run, or was ended.
 */
export async function sideBySide(tasks, atOnce, { begin, write }) {
  const results = tasks.map(() => null);
  const said = tasks.map(() => []);
  const ending = new AbortController();
  let shown = -1;
  const turn = (index) => {
    shown = index;
    begin(index);
    for (const [text, error] of said[index].splice(0)) write(text, error);
  };
  const show = (index) => (text, error) => void (index === shown ? write(text, error) : said[index].push([text, error]));
  const waiting = tasks.map((_, index) => index).sort((a, b) => (tasks[b].weight ?? 0) - (tasks[a].weight ?? 0) || a - b);
  async function work() {
    while (waiting.length > 0 && !ending.signal.aborted) {
      const index = waiting.shift();
      const from = performance.now();
      const result = await tasks[index].run({ show: show(index), signal: ending.signal });
      // Ended by another's failure, it says nothing of itself.
      if (ending.signal.aborted) return;
      results[index] = { ...result, ms: performance.now() - from };
      if (!result.ok) ending.abort();
      while (results[shown] && shown + 1 < tasks.length) turn(shown + 1);
    }
  }
  turn(0);
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, tasks.length)) }, work));
  // Behind one that was ended, or never began, stands what failed.
  tasks.forEach((_, index) => index > shown && results[index] && turn(index));
  return results;
}
