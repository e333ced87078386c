import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../test/fakes/app.ts';
import { N } from '../../../test/hours/fixtures.ts';
import { ALL, bodyOf, close as end, MONDAY, ms, OCTOBER, open, out, TODAY, YESTERDAY } from '../../../test/hours/asked-site.ts';
import { value } from '../../../tools/value.ts';
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import type { Quota } from '../../domain/hours/model.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { saveShift } from '../../storage/hours/plan.ts';
import { grantedOf } from '../../storage/hours/requests.ts';

afterEach(end);

describe('a missing OUT', () => {
  test('stands in the inbox with its proposal; granted the day is whole, withdrawn it is back; each step is a row', async () => {
    const { t, ana, punch, day, rows } = await open();
    punch(ana, `${YESTERDAY}T09:00`);
    const inbox = () => t.call('hourRequests.inbox', { ...ALL, from: MONDAY, to: TODAY }).then((a) => value(a));
    const { entries, causes } = await inbox();
    expect(entries).toMatchObject([
      { name: 'Ana', day: MONDAY, causes: ['missing-out'], shift: 'Day', punches: [{ direction: 'in' }] },
      { name: 'Ben', day: MONDAY, causes: ['absent'] },
    ]);
    expect(entries[0]!.proposals).toEqual([{ kind: 'add', direction: 'out', at: ms(`${YESTERDAY}T18:00`) / 60_000 }]);
    expect(causes).toEqual([
      { cause: 'missing-out', days: 1 },
      { cause: 'absent', days: 1 },
    ]);
    const { ids } = value(
      await t.call('hourRequests.ask', { personIds: [ana], bodies: [out(YESTERDAY)], reason: 'forgot', grant: true }),
    );
    expect(day(ana, MONDAY)).toMatchObject({ verdict: 'present', inPlan: 480 });
    expect((await inbox()).entries.map((e) => e.name)).toEqual(['Ben']);
    value(await t.call('hourRequests.decide', { ids, decision: 'withdrawn', part: null }));
    expect(day(ana, MONDAY).verdict).toBe('missing');
    expect((await inbox()).total).toBe(2);
    expect(rows()).toEqual([
      ['hours-entered', ana],
      ['hours-withdrawn', ana],
    ]);
    expect(await t.call('hourRequests.decide', { ids, decision: 'granted', part: null })).toEqual({
      ok: false,
      error: { code: 'request-decided' },
    });
  });

  test('of many after an outage is added in one go, with one reason on record', async () => {
    const { t, ana, ben, punch, day, rows } = await open();
    for (const who of [ana, ben]) punch(who, `${YESTERDAY}T09:00`);
    value(await t.call('hourRequests.ask', { personIds: [ana, ben], bodies: [out(YESTERDAY)], reason: 'no power', grant: true }));
    expect([ana, ben].map((who) => day(who, MONDAY).inPlan)).toEqual([480, 480]);
    expect(rows()).toEqual([
      ['hours-entered', ana],
      ['hours-entered', ben],
    ]);
    const { requests } = value(await t.call('hourRequests.list', { personId: null, day: null, before: null, limit: 10 }));
    expect(requests.map((r) => [r.name, r.reason, r.entered, r.decided?.self])).toEqual([
      ['Ben', 'no power', true, true],
      ['Ana', 'no power', true, true],
    ]);
  });

  test('one of them who is not there any more: nobody got it', async () => {
    const { t, ana } = await open();
    const answer = await t.call('hourRequests.ask', { personIds: [ana, 99], bodies: [out(YESTERDAY)], reason: '', grant: true });
    expect(answer).toEqual({ ok: false, error: { code: 'person-gone' } });
    expect(value(await t.call('hourRequests.list', { personId: null, day: null, before: null, limit: 10 })).requests).toEqual([]);
  });
});

test('what may stay as it is asks for nothing any more, until that is withdrawn', async () => {
  const { t, ana, ben, punch } = await open();
  for (const who of [ana, ben]) punch(who, `${YESTERDAY}T09:00`);
  const accept: RequestBody = { kind: 'accept', day: MONDAY, causes: ['missing-out'] };
  value(await t.call('hourRequests.ask', { personIds: [ana], bodies: [accept], reason: '', grant: true }));
  const names = async () =>
    value(await t.call('hourRequests.inbox', { ...ALL, from: MONDAY, to: MONDAY })).entries.map(
      (e) => `${e.name} ${e.causes.join()}`,
    );
  expect(await names()).toEqual(['Ben missing-out']);
  value(await t.call('hourRequests.decide', { ids: [1], decision: 'withdrawn', part: null }));
  expect(await names()).toEqual(['Ana missing-out', 'Ben missing-out']);
});

describe('the form of four fields', () => {
  test('adds what is missing, and puts another time in the place of one that is there', async () => {
    const { t, ana, punch, day } = await open();
    punch(ana, `${YESTERDAY}T09:20`);
    const form = { personId: ana, day: MONDAY, in: '09:00', out: '18:00', reason: 'badge left at home', grant: true };
    expect(value(await t.call('hourRequests.correct', form)).ids).toHaveLength(3);
    expect(day(ana, MONDAY)).toMatchObject({ verdict: 'present', late: 0, inPlan: 480 });
    expect(await t.call('hourRequests.correct', form)).toEqual({ ok: false, error: { code: 'bad-input', field: 'in' } });
  });

  test('an OUT before the IN is the next day’s', async () => {
    const { t, ana, day } = await open();
    const form = { personId: ana, day: MONDAY - 1, in: '22:00', out: '05:30', reason: 'stocktaking', grant: true };
    value(await t.call('hourRequests.correct', form));
    const { pairs } = day(ana, MONDAY - 1);
    expect(pairs.map((p) => p.out - p.in)).toEqual([450]);
  });
});

describe('make-up punches', () => {
  const QUOTA: Quota = { count: 3, monthStartsOn: 26, days: 40, kinds: ['missing'] };
  const askOn = (t: TestApp, who: number, on: string) =>
    t.call('hourRequests.ask', { personIds: [who], bodies: [out(on)], reason: '', grant: false });

  test('the fourth of three is refused with words; the month begins on the 26th; what the house enters counts for nobody', async () => {
    const { t, ana } = await open({ quota: QUOTA });
    for (const on of ['2026-10-26', '2026-10-27', '2026-10-28']) value(await askOn(t, ana, on));
    expect(await askOn(t, ana, '2026-11-20')).toEqual({
      ok: false,
      error: { code: 'make-up-used', used: 3, allowed: 3, startsOn: 26, again: '2026-11-26' },
    });
    expect(value(await t.call('hourRequests.quota', { personId: ana, day: TODAY }))).toMatchObject({ used: 3, allowed: 3 });
    // The day before is another month's.
    value(await askOn(t, ana, '2026-10-25'));
    value(await t.call('hourRequests.ask', { personIds: [ana], bodies: [out('2026-11-20')], reason: '', grant: true }));
    // One that was refused is free again.
    value(await t.call('hourRequests.decide', { ids: [1], decision: 'refused', part: null }));
    value(await askOn(t, ana, '2026-11-20'));
  });

  test('so many days back, and no day to come', async () => {
    const { t, ana } = await open({ quota: { ...QUOTA, days: 3 } });
    expect(await askOn(t, ana, '2026-11-21')).toEqual({ ok: false, error: { code: 'make-up-late', days: 3 } });
    value(await askOn(t, ana, '2026-11-22'));
    expect(await askOn(t, ana, '2026-11-25')).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  test('of a day that is not missing anything it is no make-up punch for what is missing', async () => {
    const { t, ana, punch } = await open({ quota: QUOTA });
    punch(ana, '2026-11-20T09:00');
    punch(ana, '2026-11-20T18:00');
    expect(await askOn(t, ana, '2026-11-20')).toEqual({ ok: false, error: { code: 'make-up-kind' } });
  });
});

describe('leave', () => {
  test('is paid or not as its kind says, and taken in pieces that its kind allows', async () => {
    const { t, ana, day } = await open();
    const leave = (body: RequestBody) =>
      t.call('hourRequests.ask', { personIds: [ana], bodies: [body], reason: '', grant: true });
    value(await leave({ kind: 'leave-days', leaveKind: 'unpaid', paid: true, from: MONDAY, to: MONDAY }));
    expect(day(ana, MONDAY)).toMatchObject({ verdict: 'leave', leave: 480 });
    const { requests } = value(await t.call('hourRequests.list', { personId: ana, day: null, before: null, limit: 1 }));
    expect(requests[0]!.body).toMatchObject({ paid: false });
    const hour = { from: ms('2026-11-25T09:00') / 60_000, to: ms('2026-11-25T10:00') / 60_000 };
    expect(await leave({ kind: 'leave-span', leaveKind: 'annual', paid: true, ...hour })).toMatchObject({ ok: false });
    value(await leave({ kind: 'leave-span', leaveKind: 'outside', paid: true, ...hour }));
    expect(await leave({ kind: 'leave-days', leaveKind: 'gone', paid: true, from: MONDAY, to: MONDAY })).toMatchObject({
      ok: false,
    });
    expect(await leave({ kind: 'leave-days', leaveKind: 'sick', paid: true, from: MONDAY, to: MONDAY - 1 })).toMatchObject({
      ok: false,
    });
  });

  test('a trip counts as present, as its kind says when it is granted, and stays so', async () => {
    const { t, site, ana } = await open();
    const body: RequestBody = { kind: 'leave-days', leaveKind: 'trip', paid: true, present: false, from: MONDAY, to: MONDAY };
    value(await t.call('hourRequests.ask', { personIds: [ana], bodies: [body], reason: '', grant: true }));
    const fields = { name: '', paid: true, present: false, unit: 'day' as const, used: true };
    value(await t.call('hourRequests.saveKind', { kind: 'trip', fields }));
    const { figures } = value(await t.call('hours.day', { personId: ana, day: MONDAY }));
    expect(figures).toMatchObject({ verdict: 'leave', leaves: [{ kind: 'trip', present: true, minutes: 480 }] });
    // Written by a version that did not say so.
    site.own.run('DROP TRIGGER hour_requests_no_update');
    site.own.run("UPDATE hour_requests SET body = json_remove(body, '$.present')");
    expect(grantedOf(site.db, ana, MONDAY, MONDAY).leaves).toMatchObject([{ kind: 'trip', present: true }]);
  });

  test('a row of the log does not say what it was for', async () => {
    const { t, site, ana } = await open();
    const body: RequestBody = { kind: 'leave-days', leaveKind: 'sick', paid: true, from: MONDAY, to: MONDAY };
    value(await t.call('hourRequests.ask', { personIds: [ana], bodies: [body], reason: 'flu', grant: false }));
    const text = JSON.stringify(site.db.all("SELECT * FROM events WHERE reason = 'hours-asked'"));
    expect(text).toContain('leave-days');
    expect(text).not.toMatch(/sick|flu/);
  });
});

test('overtime is granted in part, by whoever had asked where there is nobody else, and that is marked', async () => {
  const { t, ana } = await open();
  const span = { from: ms(`${YESTERDAY}T18:00`) / 60_000, to: ms(`${YESTERDAY}T21:00`) / 60_000 };
  const { ids } = value(
    await t.call('hourRequests.ask', { personIds: [ana], bodies: [{ kind: 'grant', grant: span }], reason: '', grant: false }),
  );
  const grant = (part: { from: number; to: number }) => t.call('hourRequests.decide', { ids, decision: 'granted', part });
  expect(await grant({ from: span.from - 1, to: span.to })).toEqual({ ok: false, error: { code: 'bad-input', field: 'part' } });
  value(await grant({ from: span.from, to: span.from + 60 }));
  const { requests } = value(await t.call('hourRequests.list', { personId: ana, day: null, before: null, limit: 1 }));
  expect(requests[0]).toMatchObject({ state: 'granted', decided: { self: true, part: { to: span.from + 60 } } });
});

describe('a closed month', () => {
  const close = (t: TestApp, month = '2026-10') => t.call('periods.close', { month, reason: 'paid' });

  test('refuses a correction and names itself; opened again it takes it; one that runs cannot be closed', async () => {
    const { t, ana, rows } = await open();
    expect(await close(t, '2026-11')).toEqual({ ok: false, error: { code: 'month-not-over' } });
    const correct = () =>
      t.call('hourRequests.ask', { personIds: [ana], bodies: [out(isoDay(OCTOBER))], reason: '', grant: true });
    expect(value(await close(t)).people).toBe(2);
    const closed = { ok: false, error: { code: 'hours-closed', period: '2026-10' } };
    expect(await correct()).toEqual(closed);
    expect(await close(t)).toEqual(closed);
    expect(await t.call('periods.finish', { month: '2026-10', personIds: [ana], finished: true })).toEqual(closed);
    value(await t.call('periods.reopen', { month: '2026-10', reason: 'a punch was missing' }));
    value(await correct());
    expect(rows().map(([reason]) => reason)).toEqual(['month-closed', 'month-reopened', 'hours-entered']);
    const [, october] = value(await t.call('periods.list', { months: 2 }));
    expect(october).toMatchObject({
      month: '2026-10',
      state: 'open',
      marks: [{ mark: 'reopened', reason: 'a punch was missing' }, {}],
    });
  });

  test('is not closed while a shift of its last day may still be worked', async () => {
    const { t, site, shift } = await open();
    value(saveShift(site.own, shift, 'Night', dayNumber('2026-10-01'), bodyOf(N), 0));
    t.clock.at = ms('2026-11-01T00:10');
    expect(await close(t)).toEqual({ ok: false, error: { code: 'month-not-over' } });
    t.clock.at = ms('2026-11-02T12:00');
    value(await close(t));
  });

  test('does not lock the week that it ends in', async () => {
    const { t, ana } = await open();
    value(await close(t));
    // 31 October 2026 is a Saturday, 1 November the Sunday of the same week.
    value(await t.call('hourRequests.ask', { personIds: [ana], bodies: [out('2026-11-01')], reason: '', grant: true }));
  });

  test('refuses a punch of the night after it that belongs to its last day, whoever asks, decides or takes back', async () => {
    const { t, ana, punch } = await open();
    punch(ana, '2026-10-31T09:00');
    const ask = (body: RequestBody, grant: boolean) =>
      t.call('hourRequests.ask', { personIds: [ana], bodies: [body], reason: '', grant });
    const late = out('2026-11-01', '00:30');
    const waiting = value(await ask(late, false)).ids;
    const held = value(await ask(out('2026-11-01', '00:40'), true)).ids;
    value(await close(t));
    const closed = { ok: false, error: { code: 'hours-closed', period: '2026-10' } };
    expect(await ask(late, true)).toEqual(closed);
    expect(await ask({ kind: 'ignore', punch: `c${held[0]}` }, true)).toEqual(closed);
    expect(await t.call('hourRequests.decide', { ids: waiting, decision: 'granted', part: null })).toEqual(closed);
    expect(await t.call('hourRequests.decide', { ids: held, decision: 'withdrawn', part: null })).toEqual(closed);
    value(await t.call('hourRequests.decide', { ids: waiting, decision: 'refused', part: null }));
  });

  test('what was asked for before it was closed may be refused, and not granted', async () => {
    const { t, ana } = await open();
    const { ids } = value(
      await t.call('hourRequests.ask', { personIds: [ana], bodies: [out(isoDay(OCTOBER))], reason: '', grant: false }),
    );
    value(await close(t));
    expect(await t.call('hourRequests.decide', { ids, decision: 'granted', part: null })).toMatchObject({
      error: { code: 'hours-closed' },
    });
    value(await t.call('hourRequests.decide', { ids, decision: 'refused', part: null }));
  });

  test('says which days would now differ, with both figures, and whose row is not as it was written', async () => {
    const { t, site, ana, punch } = await open();
    punch(ana, `${isoDay(OCTOBER)}T09:00`);
    value(await close(t));
    const differences = () => t.call('periods.differences', { month: '2026-10' }).then((a) => value(a));
    expect(await differences()).toEqual({ days: [], total: 0, damaged: [] });
    punch(ana, `${isoDay(OCTOBER)}T18:00`);
    expect((await differences()).days).toMatchObject([
      { name: 'Ana', day: OCTOBER, was: { verdict: 'missing', inPlan: 0 }, now: { verdict: 'present', inPlan: 480 } },
    ]);
    site.own.run('DROP TRIGGER closed_days_no_update');
    const { days } = site.db.get<{ days: Uint8Array }>('SELECT days FROM closed_days WHERE person_id = :ana', { ana })!;
    const other = deflateRawSync(inflateRawSync(days).toString().replace('"late":0', '"late":1'));
    site.own.run('UPDATE closed_days SET days = :other WHERE person_id = :ana', { ana, other });
    expect((await differences()).damaged).toEqual(['Ana']);
    expect(await t.call('periods.differences', { month: '2026-09' })).toMatchObject({ error: { code: 'hours-open' } });
  });

  test('people are finished with one by one', async () => {
    const { t, ana, ben, rows } = await open();
    const finish = (finished: boolean, ...personIds: number[]) =>
      t.call('periods.finish', { month: '2026-10', personIds, finished });
    value(await finish(true, ana, ben));
    value(await finish(true, ana));
    value(await finish(false, ben));
    expect(value(await t.call('periods.list', { months: 2 }))[1]!.finished).toEqual([ana]);
    expect(rows()).toEqual([
      ['month-finished', ana],
      ['month-finished', ben],
      ['month-unfinished', ben],
    ]);
  });
});

test('a punch of somebody else cannot be moved, nor to a shift that is not there', async () => {
  const { t, ana, ben, punch } = await open();
  const id = punch(ben, `${YESTERDAY}T09:00`);
  const move = (bodies: RequestBody[]) => t.call('hourRequests.ask', { personIds: [ana], bodies, reason: '', grant: true });
  expect(await move([{ kind: 'give', punch: `e${id}`, day: MONDAY }])).toMatchObject({ error: { code: 'bad-input' } });
  expect(await move([{ kind: 'shift', day: MONDAY, shift: 99 }])).toMatchObject({ error: { code: 'access-gone' } });
  value(await move([{ kind: 'shift', day: MONDAY, shift: null }]));
});
