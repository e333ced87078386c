// @vitest-environment happy-dom
/** Every screen, over answers whose instants and days are whatever a column may hold: it is drawn, and nothing of it breaks. */
import { describe, expect, test } from 'vitest';
import { withoutCamera } from '../../../test/fakes/no-camera.ts';
import { draw, installBridge, until } from '../../../test/fakes/render.tsx';
import { LANGUAGES } from '../../domain/language.ts';
import { App } from './App.tsx';
import { DOORS_TABS, HOURS_TABS, routeToHash, SETTINGS_TABS, type Route } from '../base/routes.ts';

withoutCamera();

const ODD = [0, -1, 8.64e15, 8.64e15 + 1, -8.64e15, -1e300, Number.MAX_SAFE_INTEGER, -62_135_596_800_000, 13_569_465_600_000];
/** A table may hold any of them, and each once: different days of an answer stay different. */
const DAYS = ['2026-19-39', '0000-00-00', '9999-12-31', ...Array.from({ length: 60 }, (_, i) => `00${10 + i}-00-39`)];
const oddDays = new Map<string, string>();
const oddDay = (day: string): string => {
  const known = oddDays.get(day) ?? DAYS[oddDays.size % DAYS.length]!;
  oddDays.set(day, known);
  return known;
};
/** Above this a number of an answer is an instant (1973 and later). */
const INSTANT = 1e11;

/** The same answer, its instants and ISO days odd ones. */
function odd(turn: { n: number }, value: unknown): unknown {
  if (typeof value === 'number' && value > INSTANT) return ODD[turn.n++ % ODD.length];
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return oddDay(value);
  if (Array.isArray(value)) return value.map((v) => odd(turn, v));
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, odd(turn, v)]));
  }
  return value;
}

const routes: Route[] = [
  { screen: 'today' },
  { screen: 'people' },
  { screen: 'people', person: 3 },
  { screen: 'look-alikes' },
  { screen: 'presence' },
  ...HOURS_TABS.map((tab): Route => ({ screen: 'hours', tab })),
  { screen: 'hours', tab: 'person', person: 3, at: '2026-11-20' },
  { screen: 'log' },
  { screen: 'log', person: 3 },
  ...DOORS_TABS.map((tab): Route => ({ screen: 'doors', tab })),
  { screen: 'doors', door: 1 },
  { screen: 'credentials' },
  { screen: 'error-rate' },
  ...SETTINGS_TABS.map((tab): Route => ({ screen: 'settings', tab })),
];

describe.each(LANGUAGES)('%s', (language) => {
  test.each(routes.map((route) => [routeToHash(route)] as const))('%s', async (hash) => {
    const bridge = installBridge({ settings: { appearance: { language } }, clock: 'wrong' });
    const turn = { n: 0 };
    const asked: string[] = [];
    const call = bridge.call;
    Object.defineProperty(bridge, 'call', {
      value: async (name: never, input: never) => {
        asked.push(name);
        return odd(turn, await call(name, input));
      },
    });
    window.location.hash = hash;
    const d = await draw(<App />);
    await until(d, () => document.querySelector('h1, h2') !== null);
    for (let i = 0; i < 5; i++) await d.settle();
    // The first rows are opened as well: their panels show more instants.
    for (const row of [...document.querySelectorAll<HTMLElement>('[role=row][aria-selected], tbody tr')].slice(0, 3)) {
      await d.settle(() => row.click());
    }
    expect(d.text()).not.toContain('E-APP-03');
    expect(asked.length).toBeGreaterThan(0);
  });
});
