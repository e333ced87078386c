import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DOORS_TABS, hashToRoute, HOURS_TABS, routeToHash, SETTINGS_TABS, type Route } from './routes.ts';

const person = fc.integer({ min: 1, max: 2 ** 40 });
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ screen: 'today' }),
  fc.constant<Route>({ screen: 'presence' }),
  fc.constant<Route>({ screen: 'look-alikes' }),
  fc.record({ screen: fc.constantFrom('people' as const, 'log' as const, 'enrol' as const) }),
  fc.record({ screen: fc.constantFrom('people' as const, 'log' as const, 'enrol' as const), person }),
  fc.constantFrom<Route>({ screen: 'settings' }, { screen: 'log', day: '2026-11-24' }),
  fc.record({ screen: fc.constant('settings' as const), tab: fc.constantFrom(...SETTINGS_TABS) }),
  fc.constant<Route>({ screen: 'doors' }),
  fc.record({ screen: fc.constant('doors' as const), tab: fc.constantFrom(...DOORS_TABS) }),
  fc.record({ screen: fc.constant('doors' as const), door: person }),
  fc.constant<Route>({ screen: 'credentials' }),
  fc.constant<Route>({ screen: 'error-rate' }),
  fc.constant<Route>({ screen: 'hours' }),
  fc.record(
    {
      screen: fc.constant('hours' as const),
      tab: fc.constantFrom(...HOURS_TABS),
      person,
      at: fc.constantFrom('2026-11', '2026-11-24'),
      department: fc.oneof(
        fc.constantFrom('', 'R&D / 研发', 'a?b=c#d+e', '100 %'),
        fc.string({ maxLength: 60, unit: 'grapheme' }).filter((d) => d.length <= 60),
      ),
      problems: fc.constant(true as const),
    },
    { requiredKeys: ['screen', 'tab'] },
  ),
  fc.record({ screen: fc.constant('log' as const), day: fc.constant('2026-11-24'), event: person }),
);

test('every route comes back from its hash', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(hashToRoute(routeToHash(route))).toEqual(route);
    }),
  );
});

test.each(['', '#', '#/', '#/nowhere', '#/../x', '#%'])('%j is Today', (hash) =>
  expect(hashToRoute(hash)).toEqual({ screen: 'today' }),
);
test.each(['#/log/0', '#/log/-3', '#/log/abc', '#/log/1e9'])('%j is the log of everybody', (hash) =>
  expect(hashToRoute(hash)).toEqual({ screen: 'log' }),
);

test('any text is a route that comes back as it is: what cannot be read is left out, and nothing else', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'people',
      'log',
      'enrol',
      'settings',
      'doors',
      'presence',
      'credentials',
      'error-rate',
      'look-alikes',
      'hours',
    ),
    fc.constantFrom(
      ...SETTINGS_TABS,
      ...DOORS_TABS,
      ...HOURS_TABS,
      '2026-11',
      '2026-11-24',
      '0',
      '7',
      '007',
      '-1',
      '999999999999999999',
      '%2F',
      '2026-11?department=R%26D&problems',
      '?department=%',
      '?problems',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 4 }).map((parts) => `#/${parts.join('/')}`),
  );
  fc.assert(
    fc.property(text, (hash) => {
      const route = hashToRoute(hash);
      expect(hashToRoute(routeToHash(route))).toEqual(route);
    }),
  );
});
