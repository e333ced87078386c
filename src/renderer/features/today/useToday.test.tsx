// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { NOW } from '../../../../test/fakes/bridge.ts';
import { installBridge } from '../../../../test/fakes/render.tsx';
import { sampleLog, samplePeople } from '../../../../test/fakes/site.ts';
import { makeFormat } from '../../base/format.ts';
import { useToday } from './useToday.ts';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
afterEach(cleanup);

const day = '2026-11-24';
const rows = sampleLog(samplePeople(NOW), NOW, 'Asia/Shanghai');
const { isoDay } = makeFormat('en', 'Asia/Shanghai');
const late = { ...rows[0]!, id: rows[0]!.id + 1 };

test('loads the rows of one day, and keeps what was appended while it loaded', async () => {
  const bridge = installBridge({ log: rows });
  const { result } = renderHook(() => useToday(day, isoDay));
  bridge.emit('log.appended', late);
  await waitFor(() => expect(result.current.loaded).toBe(true));
  const ids = result.current.rows.map((r) => r.id);
  expect(ids[0]).toBe(late.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(10);
  expect(result.current.rows.every((r) => r.at > NOW - 12 * 3_600_000)).toBe(true);
});

test('what is appended afterwards stands on top at once; what is of another day does not', async () => {
  const bridge = installBridge({ log: rows });
  const { result } = renderHook(() => useToday(day, isoDay));
  await waitFor(() => expect(result.current.loaded).toBe(true));
  const asked = bridge.calls.length;
  act(() => bridge.emit('log.appended', late));
  act(() => bridge.emit('log.appended', { ...late, id: late.id + 1, at: NOW + 86_400_000 }));
  await waitFor(() => expect(result.current.rows[0]?.id).toBe(late.id));
  expect(bridge.calls).toHaveLength(asked);
});

test('another day begins empty', async () => {
  installBridge({ log: rows });
  const { result, rerender } = renderHook(({ of }) => useToday(of, isoDay), { initialProps: { of: day } });
  await waitFor(() => expect(result.current.rows.length).toBeGreaterThan(0));
  rerender({ of: '2026-11-25' });
  expect(result.current.rows).toEqual([]);
  await waitFor(() => expect(result.current).toMatchObject({ loaded: true, rows: [], truncated: false }));
});
