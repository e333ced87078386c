// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FakeBridge } from '../../../test/fakes/bridge.ts';
import { installBridge } from '../../../test/fakes/render.tsx';
import { err } from '../../domain/result.ts';
import { answers, followChanges, useAnswer, whenGone } from './answers.ts';
import { useSession } from './session.ts';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
let bridge: FakeBridge;
let stop: (() => void) | null = null;
function start(): void {
  stop?.();
  bridge = installBridge();
  stop = followChanges();
}
beforeEach(start);
afterEach(() => {
  cleanup();
  stop?.();
});

const asked = (name: string) => bridge.calls.filter((c) => c.name === name).length;
/** As a screen of people with one opened: everything that a change of a PIN used to load anew. */
const usePanel = () => ({
  people: useAnswer('people.list', { search: '' }).value,
  own: useAnswer('credentials.of', { personId: 2 }).value,
  pairs: useAnswer('lookAlikes.list', null).value,
  basis: useAnswer('errorRate.basis', null).value,
  access: useAnswer('access.overview', null).value,
});

test('a PIN that is set asks for that person’s credentials again, and for nothing else', async () => {
  const { result } = renderHook(usePanel);
  await waitFor(() => expect(Object.values(result.current).every((value) => value !== null)).toBe(true));
  const before = bridge.calls.length;
  const old = result.current.own?.pin;
  await act(() => bridge.call('credentials.removePin', { personId: 2 }));
  await waitFor(() => expect(result.current.own?.pin).toBeNull());
  expect(old).not.toBeNull();
  expect(bridge.calls.slice(before).map((c) => c.name)).toEqual(['credentials.removePin', 'credentials.of']);
});

test('a name asks for people, a face for what follows from faces', async () => {
  renderHook(usePanel);
  await waitFor(() => expect(asked('errorRate.basis')).toBe(1));
  act(() => bridge.emit('people.changed', null));
  await waitFor(() => expect(asked('people.list')).toBe(2));
  expect(asked('errorRate.basis')).toBe(1);
  act(() => bridge.emit('faces.changed', null));
  await waitFor(() => expect(asked('errorRate.basis')).toBe(2));
  expect(asked('people.list')).toBe(2);
  expect(asked('access.overview')).toBe(1);
});

test('what changes while the first answer is under way is asked for again', async () => {
  const slow: (() => void)[] = [];
  const { call } = bridge;
  Object.assign(bridge, {
    call: async (name: 'people.list', input: { search: string }) => {
      const said = await call(name, input);
      await new Promise<void>((done) => slow.push(done));
      return said;
    },
  });
  const { result } = renderHook(() => useAnswer('people.list', { search: '' }).value?.find((p) => p.id === 1)?.name);
  await waitFor(() => expect(slow).toHaveLength(1));
  await call('people.update', { id: 1, person: { employeeNumber: 'E-1', name: 'New', department: '' } });
  await new Promise((done) => setTimeout(done, 5));
  slow[0]?.();
  await waitFor(() => expect(slow).toHaveLength(2));
  slow[1]?.();
  await waitFor(() => expect(result.current).toBe('New'));
});

test('a shift that comes in together is one question', async () => {
  renderHook(() => useAnswer('presence.list', null));
  await waitFor(() => expect(asked('presence.list')).toBe(1));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const row = { id: 1 } as never;
  for (let i = 0; i < 30; i++) bridge.emit('log.appended', row);
  await act(() => vi.advanceTimersByTimeAsync(1000));
  vi.useRealTimers();
  expect(asked('presence.list')).toBe(2);
});

test('an error is told and leaves what is shown; the next answer takes it away', async () => {
  const { result } = renderHook(() => useAnswer('lookAlikes.list', null));
  await waitFor(() => expect(result.current.value).not.toBeNull());
  const shown = result.current.value;
  const { call } = bridge;
  Object.assign(bridge, { call: () => Promise.resolve(err({ code: 'database-busy' })) });
  await act(() => result.current.reload());
  await waitFor(() => expect(result.current.error).toEqual({ code: 'database-busy' }));
  expect(result.current.value).toBe(shown);
  Object.assign(bridge, { call });
  await act(() => result.current.reload());
  await waitFor(() => expect(result.current.error).toBeNull());
});

test('what safety says by itself is not overtaken by an older answer', async () => {
  const { result } = renderHook(() => useAnswer('safety.state', null).value?.unbooked);
  await waitFor(() => expect(result.current).toBe(0));
  const said = await bridge.call('safety.state', null);
  if (!said.ok) throw new Error('no answer');
  act(() => bridge.emit('safety.changed', { ...said.value, unbooked: 3 }));
  await waitFor(() => expect(result.current).toBe(3));
});

test('when the administrator has gone nothing is kept; under a lock it is', () => {
  let emptied = 0;
  whenGone(() => emptied++);
  answers.setQueryData(['people.list', { search: '' }], []);
  const { state } = useSession.getState();
  if (!state) throw new Error('no session');
  useSession.setState({ state: { ...state, role: 'anyone', locked: 'idle' } });
  expect(answers.getQueryCache().getAll()).toHaveLength(1);
  expect(emptied).toBe(0);
  useSession.setState({ state });
  useSession.setState({ state: { ...state, role: 'kiosk', locked: null } });
  expect(answers.getQueryCache().getAll()).toEqual([]);
  expect(emptied).toBe(1);
});

test('nor when they went under a lock that somebody else ended', () => {
  answers.setQueryData(['people.list', { search: '' }], []);
  const { state } = useSession.getState();
  if (!state) throw new Error('no session');
  useSession.setState({ state: { ...state, role: 'anyone', locked: 'idle' } });
  useSession.setState({ state: { ...state, role: 'kiosk', locked: null } });
  expect(answers.getQueryCache().getAll()).toEqual([]);
});

test('a question waits until it may be asked', async () => {
  const { rerender } = renderHook(({ when }) => useAnswer('people.get', { id: 1 }, { when }), { initialProps: { when: false } });
  await new Promise((done) => setTimeout(done, 5));
  expect(asked('people.get')).toBe(0);
  rerender({ when: true });
  await waitFor(() => expect(asked('people.get')).toBe(1));
});
