import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayOpenRemotely, REMOTE_A_MINUTE } from './remote.ts';

test('six in any minute, however they are asked for; the first of a quiet minute is always granted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 }), (gaps) => {
      let now = 0;
      let kept: readonly number[] = [];
      const opened: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const quiet = (opened.at(-1) ?? -Infinity) <= now - 60_000;
        const answer = mayOpenRemotely(kept, now);
        ({ kept } = answer);
        if (answer.may) opened.push(now);
        if (quiet) expect(answer.may).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(REMOTE_A_MINUTE);
      }
      for (const from of opened)
        expect(opened.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(REMOTE_A_MINUTE);
    }),
  );
});
