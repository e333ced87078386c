// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { NOW } from '../../../../test/fakes/bridge.ts';
import { installBridge } from '../../../../test/fakes/render.tsx';
import { sampleLog, samplePeople } from '../../../../test/fakes/site.ts';
import { useToday } from './store.ts';

const day = '2026-11-24';
const rows = sampleLog(samplePeople(NOW), NOW, 'Asia/Shanghai');

test('loads the rows of one day, and keeps what was appended while it loaded', async () => {
  installBridge({ log: rows });
  const loading = useToday.getState().load(day);
  const late = { ...rows[0]!, id: rows[0]!.id + 1 };
  useToday.getState().append(late);
  await loading;
  const ids = useToday.getState().rows.map((r) => r.id);
  expect(ids[0]).toBe(late.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(10);
  expect(useToday.getState().rows.every((r) => r.at > NOW - 12 * 3_600_000)).toBe(true);
});

test('another day begins empty', async () => {
  installBridge({ log: rows });
  await useToday.getState().load('2026-11-25');
  expect(useToday.getState()).toMatchObject({ day: '2026-11-25', rows: [], truncated: false });
});
