// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDrawn, until } from '../../../../test/fakes/render.tsx';
import { openApp } from '../../../../test/fakes/screen.tsx';
import { value } from '../../../../tools/value.ts';
import { ok } from '../../../domain/result.ts';
import { fakeBridge, type FakeOptions } from '../../../../test/fakes/bridge.ts';
import { NO_FILTER } from './filter.ts';
import { useLog } from './store.ts';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 1000, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
});
afterEach(async () => {
  await closeDrawn();
  useLog.setState({ rows: [], loaded: false, selected: null, panel: false, filter: NO_FILTER });
});

/** The log with its first recognised event by face opened. */
async function open(answers: FakeOptions['answers'] = {}) {
  const { bridge, d } = await openApp('#/log', () => useLog.getState().rows.length > 0, { answers });
  const row = useLog.getState().rows.find((r) => r.kind === 'recognised' && !r.retracted)!;
  await d.settle(() => {
    useLog.getState().select(row.id);
    useLog.getState().openPanel(true);
  });
  await until(d, () => d.text().includes('Not them'));
  return { bridge, d, row };
}
const button = (text: RegExp) =>
  [...document.querySelectorAll<HTMLButtonElement>('aside button, .mantine-Notification-root button')].find((b) =>
    text.test(b.textContent),
  );

test('one tap takes a wrong match back, and undo lets it stand again', async () => {
  const { bridge, d, row } = await open();
  await d.settle(() => button(/^This was not/)?.click());
  await until(d, () => d.text().includes(`Taken back, and told apart from ${row.name}`));
  expect(bridge.calls.filter((c) => c.name === 'notHim.say')).toEqual([{ name: 'notHim.say', input: { eventId: row.id } }]);
  await until(d, () => useLog.getState().rows.find((r) => r.id === row.id)?.retracted === true);
  await until(d, () => button(/after all$/) !== undefined);
  await d.settle(() => button(/^Undo$/)?.click());
  await until(d, () => useLog.getState().rows.find((r) => r.id === row.id)?.retracted === false);
  await until(d, () => button(/^This was not/)?.disabled === false);
});

test.each([
  [0.61, true],
  [0.59, false],
])('with a threshold of 0.5, a score of %d is pointed out as hardly a stranger’s: %s', async (score, certain) => {
  const sample = fakeBridge();
  const { rows } = value(await sample.call('log.list', { filter: NO_FILTER, before: null, limit: 500 }));
  const record = value(await sample.call('log.decision', { eventId: rows.find((r) => r.score !== null)!.id }));
  if (!record) throw new Error('the sample log has no decision');
  const { d } = await open({ 'log.decision': () => ok({ ...record, threshold: 0.5, first: { personId: 1, score } }) });
  await until(d, () => d.text().includes(`Best ${score.toFixed(3)}`));
  expect(d.text().includes('strangers hardly ever come so far')).toBe(certain);
});

test('when the probe is gone, the button is greyed and says why', async () => {
  const { d } = await open({ 'notHim.state': () => ok({ state: 'gone', days: 14 }) });
  expect(button(/^This was not/)?.disabled).toBe(true);
  expect(d.text()).toContain('is kept for 14 days');
});

test('what was said at the kiosk says so', async () => {
  const { d } = await open({ 'notHim.state': () => ok({ state: 'said', saidAt: 'kiosk', used: true }) });
  expect(d.text()).toContain('tapped "this is not me"');
  expect(button(/after all$/)).toBeDefined();
});
