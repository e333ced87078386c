// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleBasis, sampleVisits } from '../../../../test/fakes/bridge/error-rate.ts';
import { NOW } from '../../../../test/fakes/bridge.ts';
import { closeDrawn, draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import { button } from '../../../../test/fakes/screen.tsx';
import { err, ok } from '../../../domain/result.ts';
import { App } from '../../app/App.tsx';
import { detOf, FNIR_RANGE, toY } from './det.ts';
import { createAdvisor } from '../../../domain/recognition/error-rate-advice.ts';
import { startI18n } from '../../i18n/index.ts';
import { groupName } from '../../parts/errorRate.ts';
import { useErrorRate } from './store.ts';

beforeEach(() => {
  window.location.hash = '#/error-rate';
});
afterEach(async () => {
  await closeDrawn();
  useErrorRate.setState({ draft: {}, visits: null, done: 0, error: null });
});

type Options = NonNullable<Parameters<typeof installBridge>[0]>;
async function open(options: Options = {}) {
  const bridge = installBridge({ ...options, settings: { appearance: { language: 'en' }, ...options.settings } });
  const d = await draw(<App />);
  await until(d, () => d.text().includes('Error rate'));
  return { bridge, d };
}
const weak = { 'errorRate.basis': () => ok(sampleBasis(214, true)) };

test('one sentence says what the wish costs; saving is possible only once something is chosen, and can be undone', async () => {
  const { bridge, d } = await open();
  await until(d, () => /With 214 people and this model: threshold 0\.\d\d, about \d+ in 100 of your people/.test(d.text()));
  const before = /threshold 0\.(\d\d)/.exec(d.text())![1]!;
  expect(button('Nothing to save').disabled).toBe(true);
  await d.settle(() => useErrorRate.getState().choose({ wrongPersonOneIn: 100_000, threshold: null }));
  await until(d, () => Number(/threshold 0\.(\d\d)/.exec(d.text())![1]) > Number(before));
  await d.settle(() => button('Save').click());
  expect(bridge.calls.find((c) => c.name === 'settings.save')?.input).toEqual({ recognition: { wrongPersonOneIn: 100_000 } });
  await until(d, () => document.querySelector('.mantine-Notification-root') !== null);
  await d.settle(() => button('Undo').click());
  expect(bridge.state().settings.recognition.wrongPersonOneIn).toBe(1000);
});

test('says what each look of a visit needs while the threshold follows from the wish, and not where it is set by hand', async () => {
  const { d } = await open();
  const said = () =>
    /Of a visit: 0\.(\d\d) for its first frame, 0\.(\d\d) for 3 averaged, 0\.(\d\d) for the best of as many more/.exec(d.text());
  await until(d, () => said() !== null);
  const [early, vote, late] = said()!.slice(1).map(Number) as [number, number, number];
  expect(vote).toBeGreaterThanOrEqual(Number(/threshold 0\.(\d\d)/.exec(d.text())![1]));
  expect(Math.min(early, late)).toBeGreaterThan(vote);
  await d.settle(() => useErrorRate.getState().choose({ threshold: 0.5 }));
  await until(d, () => said() === null);
});

test('where the wish cannot be kept it says so, offers a PIN, and says what the model can keep', async () => {
  const { bridge, d } = await open({ answers: weak });
  await until(d, () => d.text().includes('This wish cannot be kept with this model and so many people.'));
  expect(d.text()).toContain('more than a third of your people');
  expect(d.text()).toContain('does not even keep one stranger in 10');
  await d.settle(() => button('Ask for a PIN when needed').click());
  expect(bridge.state().settings.recognition.secondFactor).toBe('when-needed');
  await until(d, () =>
    /From a score of 0\.\d\d on the kiosk asks for a PIN or badge, and that decides; from 0\.\d\d on the face is enough/.test(
      d.text(),
    ),
  );
});

test('for the worst group the threshold is stricter', async () => {
  const { bridge, d } = await open();
  const threshold = () => Number(/threshold 0\.(\d\d)/.exec(d.text())![1]);
  await until(d, () => d.text().includes('People like those enrolled here'));
  const before = threshold();
  await d.settle(() => useErrorRate.getState().choose({ strangers: 'worst-group' }));
  await until(d, () => d.text().includes('Of the worst group, 60 years and older'));
  expect(threshold()).toBeGreaterThan(before);
  await d.settle(() => useErrorRate.getState().choose({ strangers: 'children-too' }));
  await until(d, () => d.text().includes('Of the worst group, 3 to 9 years old'));
  await d.settle(() => button('Save').click());
  expect(bridge.calls.find((c) => c.name === 'settings.save')?.input).toEqual({ recognition: { strangers: 'children-too' } });
});

test("the card's groups have words in both languages; one that it may bring later keeps its own", () => {
  for (const [language, name, words] of [
    ['en', 'Asian women', 'women of East Asian origin'],
    ['zh-CN', 'Asian women', '东亚裔女性'],
    ['zh-CN', 'ages 3 to 9', '3 至 9 岁'],
    ['en', 'ages 60 to 116', '60 years and older'],
    ['en', 'something new', 'something new'],
  ] as const)
    expect(groupName(startI18n(language).getFixedT(language, 'errorRate'), name)).toBe(words);
});

test('a wish that is kept shows no warning', async () => {
  const good = sampleBasis();
  const misses = good.misses.map((r) => ({ ...r, misses: r.misses.map((m) => ({ ...m, fnmr: m.fnmr / 20 })) }));
  const { d } = await open({ answers: { 'errorRate.basis': () => ok({ ...good, misses }) } });
  await until(d, () => d.text().includes('What the figures are of'));
  expect(d.text()).not.toContain('cannot be kept');
});

test('what-if: the month is read page by page, changes are named before saving, with a way to their row', async () => {
  const { bridge, d } = await open();
  await until(d, () => useErrorRate.getState().visits !== null);
  expect(bridge.calls.filter((c) => c.name === 'errorRate.visits').length).toBe(2);
  await d.settle(() => useErrorRate.getState().choose({ threshold: 0.55 }));
  await until(d, () => d.text().includes('let in → turned away'));
  expect(d.text()).toMatch(/Let in\d[\d,]* → \d/);
  const link = [...document.querySelectorAll<HTMLAnchorElement>('a')].find((a) => a.textContent === 'Show in the log');
  expect(link?.getAttribute('href')).toMatch(/^#\/log\/2026-1[01]-\d\d\/\d+$/);
  expect(bridge.calls.some((c) => c.name === 'settings.save')).toBe(false);
});

test('another number of frames: what cannot be known is said, not guessed', async () => {
  const { d } = await open();
  await until(d, () => useErrorRate.getState().visits !== null);
  await d.settle(() => useErrorRate.getState().choose({ voteFrames: 5 }));
  await until(d, () => d.text().includes('visits were decided from another number of frames'));
  expect(d.text()).toContain('Known after saving: it is measured for 5 frames');
});

test('wrong welcomes that were taken back are counted as avoided or not', async () => {
  const visits = sampleVisits(NOW).map((v) => (v.kind === 'recognised' && v.eventId % 90 === 0 ? { ...v, takenBack: true } : v));
  const { d } = await open({ answers: { 'errorRate.visits': () => ok({ visits, more: false, done: 1 }) } });
  await until(d, () => useErrorRate.getState().visits !== null);
  await d.settle(() => useErrorRate.getState().choose({ threshold: 0.95 }));
  await until(d, () => /Wrong welcomes avoided(\d+) of \1/.test(d.text()));
  expect(d.text()).toContain('taken back as "not me"');
});

test('nobody enrolled: what will be here, and the button', async () => {
  const { d } = await open({
    answers: { 'errorRate.basis': () => ok({ ...sampleBasis(0), gallery: { people: 0, templates: 0 } }) },
  });
  await until(d, () => d.text().includes('Nobody is enrolled yet'));
});

test('main does not answer: the error is said, for the figures and for the month', async () => {
  const { d } = await open({
    answers: {
      'errorRate.basis': () => err({ code: 'database-busy' }),
      'errorRate.visits': () => err({ code: 'database-busy' }),
    },
  });
  await until(d, () => d.text().includes('E-DAT-05'));
});

test('Settings, Recognition shows the sentence and the way here', async () => {
  window.location.hash = '#/settings/recognition';
  const { d } = await open();
  await until(d, () => d.text().includes('With 214 people and this model'));
  expect(d.text()).toContain('At most one stranger in 1,000');
  expect(document.querySelector('a[href="#/error-rate"]')).not.toBeNull();
});

test('the curve: fewer strangers means more second tries; the ticks are everybody, thinned', () => {
  const basis = sampleBasis();
  const advisor = createAdvisor({ ...basis, frames: 3, margin: 0.03, kind: 'like-here' })!;
  const { model, modelBeyond, site, ticks } = detOf(advisor, basis.scores);
  const all = [...model, ...modelBeyond];
  expect(model.length).toBeGreaterThan(10);
  for (const curve of [all, site]) {
    expect(curve.every((p, i) => i === 0 || (p.x <= curve[i - 1]!.x + 1e-9 && p.y >= curve[i - 1]!.y - 1e-9))).toBe(true);
    expect(curve.every((p) => p.x >= -6 && p.x <= 0 && p.y >= toY(FNIR_RANGE[0]) && p.y <= toY(FNIR_RANGE[1]))).toBe(true);
  }
  expect(ticks.length).toBeGreaterThan(100);
  expect(ticks.length).toBeLessThanOrEqual(160);
});
