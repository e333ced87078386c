import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { err, ok, type Result } from '../../domain/result.ts';
import { JUST_BEGUN_MS, keepDoor, LATER_MS, SOON_MS, type KeptDoor } from './keep-door.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NO: Result<null> = err({ code: 'door-unreachable' });

/** A device that answers as it is told to, and what was said to it, with when. */
function door(answer: () => Promise<Result<null>> | Result<null> = () => ok(null)) {
  const said: { readonly open: boolean; readonly lasting: boolean; readonly at: number }[] = [];
  const alarms: string[] = [];
  const began = Date.now();
  const kept = keepDoor({
    output: {
      hold: async (open, lasting = false) => {
        said.push({ open, lasting, at: Date.now() - began });
        return answer();
      },
    },
    monotonic: () => Date.now(),
    alarm: (is, mode, error) => alarms.push([is, mode, error?.code].filter(Boolean).join(' ')),
    changed: () => undefined,
  });
  return { kept, said, alarms };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const gaps = (said: readonly { readonly at: number }[]) => said.slice(1).map(({ at }, i) => at - said[i]!.at);

describe.each([
  ['open', true],
  ['locked', false],
] as const)('%s', (mode, open) => {
  test('said again every 2 s in the first minute, then every 10 s, for ever', async () => {
    const { kept, said } = door();
    kept.set(mode);
    await pass(JUST_BEGUN_MS - 1);
    expect(said).toHaveLength(JUST_BEGUN_MS / SOON_MS);
    expect(new Set(gaps(said))).toEqual(new Set([SOON_MS]));
    expect(said.every((s) => s.open === open && s.lasting)).toBe(true);
    said.length = 0;
    await pass(24 * 3_600_000);
    expect(said.length).toBeGreaterThan((24 * 3_600_000) / LATER_MS - 2);
    expect(new Set(gaps(said))).toEqual(new Set([LATER_MS]));
    kept.stop();
  });

  test('a door that does not answer is asked every 2 s for ever, and is one alarm', async () => {
    const { kept, said, alarms } = door(() => NO);
    kept.set(mode);
    await pass(600_000);
    expect(said.length).toBeGreaterThan(600_000 / SOON_MS - 2);
    expect(alarms).toEqual([`begins ${mode} door-unreachable`]);
    expect(kept.standing()).toEqual({ mode, answered: false, error: { code: 'door-unreachable' } });
    kept.stop();
  });

  test('the alarm ends when it has answered for a while: a device that comes and goes is no flood of rows', async () => {
    let well = false;
    const { kept, alarms } = door(() => (well ? ok(null) : NO));
    kept.set(mode);
    for (let i = 0; i < 50; i += 1) {
      await pass(SOON_MS);
      well = !well;
    }
    expect(alarms).toHaveLength(1);
    well = true;
    await pass(SOON_MS);
    expect(kept.standing().answered).toBe(true);
    await pass(3 * SOON_MS);
    expect(alarms).toEqual([`begins ${mode} door-unreachable`, `ends ${mode}`]);
    kept.stop();
  });

  test('at each press and at each person it is said at once, and no answer is lost by it', async () => {
    const { kept, said, alarms } = door(async () => {
      await new Promise((done) => setTimeout(done, 1_500));
      return NO;
    });
    kept.set(mode);
    for (let i = 0; i < 10; i += 1) {
      await pass(700);
      if (i % 2 === 0) kept.again();
      else kept.set(mode);
    }
    expect(said).toHaveLength(11);
    expect(alarms).toEqual([`begins ${mode} door-unreachable`]);
    kept.stop();
  });

  test('an output that throws is one that does not answer', async () => {
    const { kept, said } = door(() => Promise.reject(new Error('bug')));
    kept.set(mode);
    await pass(SOON_MS + 1);
    expect(said).toHaveLength(2);
    expect(kept.standing()).toMatchObject({ answered: false, error: { code: 'internal' } });
    kept.stop();
  });
});

test('a try that takes its whole time is followed by the next one soon after', async () => {
  const { kept, said } = door(async () => {
    await new Promise((done) => setTimeout(done, 2_000));
    return NO;
  });
  kept.set('open');
  await pass(10_000);
  expect(Math.max(...gaps(said))).toBeLessThan(2_500);
  kept.stop();
});

describe('back to the rules', () => {
  test('locked once, as soon as that is answered; then nothing more is said', async () => {
    let well = false;
    const { kept, said, alarms } = door(() => (well ? ok(null) : NO));
    kept.set('open');
    kept.set('normal');
    await pass(5 * SOON_MS);
    expect(said.at(-1)).toMatchObject({ open: false, lasting: false });
    // What was asked for before is no longer the question.
    expect(alarms.at(-1)).toBe('begins normal door-unreachable');
    well = true;
    await pass(SOON_MS);
    expect(alarms.at(-1)).toBe('ends normal');
    const before = said.length;
    await pass(60_000);
    expect(said).toHaveLength(before);
  });

  test('a door that the rules decide about is left alone', async () => {
    const { kept, said } = door();
    kept.set('normal');
    kept.again();
    await pass(20_000);
    expect(said).toEqual([]);
  });
});

test('stopped, it says nothing any more, also where an answer is still on its way', async () => {
  let kept: KeptDoor | null = null;
  const { kept: made, said } = door(async () => {
    kept?.stop();
    await new Promise((done) => setTimeout(done, 100));
    return ok(null);
  });
  kept = made;
  kept.set('open');
  await pass(60_000);
  expect(said).toHaveLength(1);
});
