// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { NOW, type FakeBridge } from '../../../../test/fakes/bridge.ts';
import { installBridge } from '../../../../test/fakes/render.tsx';
import { ok } from '../../../domain/result.ts';
import type { LogRow } from '../../../shared/schemas.ts';
import { makeFormat } from '../../base/format.ts';
import { matches, NO_FILTER } from './filter.ts';
import { PAGE, useLog } from './store.ts';

const { isoDay } = makeFormat('en', 'Asia/Shanghai');
const row = (id: number, part: Partial<LogRow> = {}): LogRow => ({
  id,
  kind: 'recognised',
  at: NOW - (1000 - id) * 60_000,
  timeZone: 'Asia/Shanghai',
  offsetMinutes: 480,
  clockJumped: false,
  clockStepMs: null,
  clockWrong: false,
  personId: 1 + (id % 3),
  name: 'Ana',
  employeeNumber: '1015',
  direction: 'in',
  reason: null,
  about: null,
  retracted: false,
  score: 0.6,
  method: 'face',
  waitMs: 800,
  doorId: null,
  more: null,
  ...part,
});
const many = Array.from({ length: 2 * PAGE + 30 }, (_, i) => row(2 * PAGE + 30 - i));

let bridge: FakeBridge;
const log = () => useLog.getState();
beforeEach(() => {
  bridge = installBridge({ log: many });
  useLog.setState({
    filter: NO_FILTER,
    rows: [],
    total: 0,
    more: false,
    loading: false,
    loaded: false,
    error: null,
    selected: null,
    panel: false,
  });
});

test('pages are put together without a gap or a double', async () => {
  await log().reload();
  expect(log().rows).toHaveLength(PAGE);
  await log().loadMore();
  await log().loadMore();
  await log().loadMore();
  expect(log().rows.map((r) => r.id)).toEqual(many.map((r) => r.id));
  expect(log()).toMatchObject({ total: many.length, more: false });
  expect(bridge.calls.map((c) => c.name)).toEqual(['log.list', 'log.list', 'log.list']);
});

test('an answer to an older filter is dropped', async () => {
  const slow: (() => void)[] = [];
  bridge = installBridge({ log: many });
  const { call } = bridge;
  Object.assign(bridge, {
    call: (name: 'log.list', input: never) => new Promise((done) => slow.push(() => void call(name, input).then(done))),
  });
  const first = log().setFilter({ personId: 1 });
  const second = log().setFilter({ personId: 2 });
  slow[1]?.();
  await second;
  slow[0]?.();
  await first;
  expect(new Set(log().rows.map((r) => r.personId))).toEqual(new Set([2]));
});

test('a new event goes on top when the filter lets it, and is counted once', async () => {
  await log().setFilter({ personId: 1 });
  const { total } = log();
  log().append(row(9001, { personId: 2, at: NOW }), isoDay);
  log().append(row(9002, { personId: 1, at: NOW }), isoDay);
  log().append(row(9002, { personId: 1, at: NOW }), isoDay);
  expect(log().rows[0]?.id).toBe(9002);
  expect(log().total).toBe(total + 1);
});

test('an event that takes another back marks it, even where the filter hides the new one', async () => {
  await log().setFilter({ kinds: ['recognised'] });
  const target = log().rows[3]!;
  log().append(row(9001, { kind: 'retracted', about: target.id, at: NOW }), isoDay);
  expect(log().rows[3]).toEqual({ ...target, retracted: true });
  expect(log().rows[0]?.id).not.toBe(9001);
});

test('a row that the filter hides is not chosen any more', async () => {
  await log().reload();
  log().select(log().rows[0]!.id);
  log().openPanel(true);
  await log().setFilter({ search: 'nobody' });
  expect(log()).toMatchObject({ rows: [], selected: null, panel: false });
});

test('an error of main is kept beside the rows that were there', async () => {
  installBridge({ answers: { 'log.list': () => ok({ rows: many.slice(0, 2), more: false, total: 2 }) } });
  await log().reload();
  installBridge({ answers: { 'log.list': () => ({ ok: false, error: { code: 'database-busy' } }) } });
  await log().reload();
  expect(log()).toMatchObject({ error: { code: 'database-busy' }, loading: false });
  expect(log().rows).toHaveLength(2);
});

const at = Date.UTC(2026, 10, 23, 16, 30); // 24 November, 00:30 in Shanghai
const filters: [string, Partial<typeof NO_FILTER>, boolean][] = [
  ['no filter', {}, true],
  ['the day of the site, not of Greenwich', { from: '2026-11-24', to: '2026-11-24' }, true],
  ['the day before', { to: '2026-11-23' }, false],
  ['its kind', { kinds: ['recognised', 'fault'] }, true],
  ['another kind', { kinds: ['fault'] }, false],
  ['part of the name', { search: ' aN ' }, true],
  ['part of the number', { search: '101' }, true],
  ['another person', { personId: 77 }, false],
];
test.each(filters)('filter: %s', (_name, part, expected) =>
  expect(matches(row(3, { at }), { ...NO_FILTER, ...part }, isoDay)).toBe(expected),
);
