// @vitest-environment happy-dom
import { useState } from 'react';
import { expect, test } from 'vitest';
import { draw } from '../../../test/fakes/render.tsx';
import { leaveFor, navigate, useLeaveGuard, useRoute, type Route } from './routes.ts';

let asked: Route | null;
function Screen({ unsaved }: { readonly unsaved: boolean }) {
  const route = useRoute();
  const [to, setTo] = useState<Route | null>(null);
  useLeaveGuard(unsaved, setTo);
  asked = to;
  return <p>{route.screen}</p>;
}

test('a screen with something unsaved stays until the person has decided', async () => {
  window.location.hash = '#/enrol';
  const d = await draw(<Screen unsaved />);
  await d.settle(() => navigate({ screen: 'log' }));
  expect(d.text()).toContain('enrol');
  expect(asked).toEqual({ screen: 'log' });
  expect(window.location.hash).toBe('#/enrol');
  await d.settle(() => leaveFor({ screen: 'log' }));
  expect(d.text()).toContain('log');
});

test('a screen without anything unsaved is left at once', async () => {
  window.location.hash = '#/enrol';
  const d = await draw(<Screen unsaved={false} />);
  await d.settle(() => navigate({ screen: 'people', person: 3 }));
  expect(d.text()).toContain('people');
  expect(asked).toBeNull();
});
