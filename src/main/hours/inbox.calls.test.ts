import { afterEach, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../test/fakes/app.ts';
import { ALL, close, MONDAY, ms, NOTE, OCTOBER, open, out, TODAY, YESTERDAY } from '../../../test/hours/asked-site.ts';
import { value } from '../../../tools/value.ts';
import { isoDay } from '../../domain/hours/days.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type Quota } from '../../domain/hours/model.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { saveRule } from '../../storage/hours/plan.ts';
import { insertPerson } from '../../storage/people/people.ts';

afterEach(close);

describe('absences that meet', () => {
  const ask = (t: TestApp, who: number, body: RequestBody, grant = true) =>
    t.call('hourRequests.ask', { personIds: [who], bodies: [body], reason: '', grant });
  const days = (from: number, to = from): RequestBody => ({ kind: 'leave-days', leaveKind: 'annual', paid: true, from, to });
  const half = (day: number, which: 'first' | 'second'): RequestBody => ({
    ...{ kind: 'leave-half', leaveKind: 'annual', paid: true, day },
    half: which,
  });
  const span = (from: string, to: string): RequestBody => ({
    ...{ kind: 'leave-span', leaveKind: 'personal', paid: false },
    ...{ from: ms(`${YESTERDAY}T${from}`) / 60_000, to: ms(`${YESTERDAY}T${to}`) / 60_000 },
  });
  const away = (from = MONDAY, to = from) => ({
    ok: false,
    error: { code: 'absence-overlap', name: 'Ana', from: isoDay(from), to: isoDay(to) },
  });

  test('are refused by name and days; two halves, and hours beside each other, are not', async () => {
    const { t, ana, ben, day } = await open();
    value(await ask(t, ana, half(MONDAY, 'first')));
    expect(await ask(t, ana, half(MONDAY, 'first'))).toEqual(away());
    expect(await ask(t, ana, days(MONDAY - 1, MONDAY))).toEqual(away());
    // The first half is 09:00 to 14:00, of which noon to one is the break.
    expect(await ask(t, ana, span('11:00', '15:00'))).toEqual(away());
    value(await ask(t, ana, span('14:00', '15:00')));
    expect(await ask(t, ana, half(MONDAY, 'second'))).toEqual(away());
    value(await ask(t, ana, span('15:00', '18:00')));
    expect(day(ana, MONDAY)).toMatchObject({ verdict: 'leave', leave: 480 });
    value(await ask(t, ben, days(MONDAY)));
  });

  test('are refused when the later one is granted, and one that was withdrawn is in nobody’s way', async () => {
    const { t, ana } = await open();
    const { ids } = value(await ask(t, ana, days(MONDAY), false));
    const held = value(await ask(t, ana, days(MONDAY, TODAY))).ids;
    const grant = () => t.call('hourRequests.decide', { ids, decision: 'granted', part: null });
    expect(await grant()).toEqual(away(MONDAY, TODAY));
    value(await t.call('hourRequests.decide', { ids: held, decision: 'withdrawn', part: null }));
    value(await grant());
  });

  test('on a day of rest hours take nothing of whole days', async () => {
    const { t, ana } = await open();
    value(await ask(t, ana, { kind: 'shift', day: MONDAY, shift: null }));
    value(await ask(t, ana, days(MONDAY - 1, TODAY)));
    value(await ask(t, ana, span('09:00', '10:00')));
  });
});

describe('before it is done', () => {
  test('an outage says whom it leaves out and why, by name, and keeps nothing', async () => {
    const { t, site, ana, ben } = await open();
    const late = value(
      insertPerson(site.own, { employeeNumber: '9', name: 'Cai', department: 'R' }, ms(`${isoDay(TODAY)}T08:00`)),
    );
    const check = async (on: string) =>
      value(await t.call('hourRequests.check', { personIds: [ana, ben, late, 99], bodies: [out(on)], grant: true }));
    expect((await check(YESTERDAY)).map((c) => [c.name, c.error])).toEqual([
      ['Ana', null],
      ['Ben', null],
      ['Cai', { code: 'not-employed', name: 'Cai', from: isoDay(TODAY) }],
      ['', { code: 'person-gone' }],
    ]);
    value(await t.call('periods.close', { month: '2026-10', reason: '' }));
    expect((await check(isoDay(OCTOBER)))[0]!.error).toEqual({ code: 'hours-closed', period: '2026-10' });
    expect(value(await t.call('hourRequests.list', { personId: null, day: null, before: null, limit: 9 })).requests).toEqual([]);
    expect(await t.call('hourRequests.ask', { personIds: [late], bodies: [out(YESTERDAY)], reason: '', grant: true })).toEqual({
      ok: false,
      error: { code: 'not-employed', name: 'Cai', from: isoDay(TODAY) },
    });
  });

  test('who has used up their make-up punches is left out where they ask, and not where the house enters it', async () => {
    const quota: Quota = { count: 0, monthStartsOn: 26, days: 40, kinds: ['missing'] };
    const { t, ana } = await open({ quota });
    const check = async (grant: boolean) =>
      value(await t.call('hourRequests.check', { personIds: [ana], bodies: [out(YESTERDAY)], grant }))[0]!.error;
    expect([await check(false), await check(true)]).toMatchObject([
      { code: 'make-up-used', startsOn: 26, again: '2026-11-26' },
      null,
    ]);
  });

  test('an absence says the days and minutes that it takes: a day of rest takes none, and one already taken none again', async () => {
    const { t, ana, ben } = await open();
    value(
      await t.call('hourRequests.ask', { ...NOTE, personIds: [ana], bodies: [{ kind: 'shift', day: TODAY + 2, shift: null }] }),
    );
    const body: RequestBody = { kind: 'leave-days', leaveKind: 'annual', paid: true, from: TODAY + 1, to: TODAY + 3 };
    const check = async (of: RequestBody) =>
      value(await t.call('hourRequests.check', { personIds: [ana, ben], bodies: [of], grant: true })).map((c) => c.takes);
    expect(await check(body)).toEqual([
      { days: 2, minutes: 960 },
      { days: 3, minutes: 1440 },
    ]);
    const half: RequestBody = { kind: 'leave-half', leaveKind: 'annual', paid: true, day: TODAY + 1, half: 'first' };
    expect((await check(half))[0]).toEqual({ days: 1, minutes: 240 });
    expect(await check(out(YESTERDAY))).toEqual([null, null]);
  });
});

test('the inbox is looked at by cause, by department, by name, and page by page; what waits is counted', async () => {
  const { t, site, ana, ben, punch } = await open();
  site.own.run("UPDATE people SET department = 'Q' WHERE id = :ben", { ben });
  punch(ana, `${YESTERDAY}T09:00`);
  const look = async (more: object, from = MONDAY) => {
    const inbox = value(await t.call('hourRequests.inbox', { ...ALL, ...more, from, to: MONDAY }));
    return `${inbox.entries.map((e) => e.name).join()} ${inbox.total}/${inbox.all} ${inbox.causes.map((c) => c.cause).join()}`;
  };
  expect(await look({})).toBe('Ana,Ben 2/2 missing-out,absent');
  expect(await look({ cause: 'absent' })).toBe('Ben 1/2 missing-out,absent');
  expect(await look({ department: 'R' })).toBe('Ana 1/2 missing-out');
  expect(await look({ search: 'ben' })).toBe('Ben 1/2 absent');
  const { departments } = value(await t.call('hourRequests.inbox', { ...ALL, from: MONDAY, to: MONDAY }));
  expect(departments).toEqual(['Q', 'R']);
  // 120 days of two people: two pages, nothing twice, and beyond the last one is the last.
  const from = MONDAY - 119;
  const pageOf = async (page: number) => value(await t.call('hourRequests.inbox', { ...ALL, page, from, to: MONDAY }));
  const [first, second, beyond] = [await pageOf(0), await pageOf(1), await pageOf(7)];
  expect([first.entries.length, second.entries.length, second.total, beyond.page]).toEqual([200, 40, 240, 1]);
  expect(new Set([...first.entries, ...second.entries].map((e) => `${e.name} ${e.day}`)).size).toBe(240);
  expect(value(await t.call('hourRequests.waiting', { from, to: MONDAY }))).toEqual({ days: 240, requests: 0 });
});

test('overtime that needs a word waits in the inbox until all of it is granted, or the rest is refused', async () => {
  const { t, site, ana, punch } = await open();
  const overtime = [{ ...DEFAULT_OVERTIME, id: 1, name: 'OT', approval: 'needed' as const }];
  value(saveRule(site.own, MONDAY, { ...DEFAULT_RULE, overtime }, MONDAY));
  punch(ana, `${YESTERDAY}T09:00`);
  punch(ana, `${YESTERDAY}T20:00`);
  const causes = async () =>
    value(await t.call('hourRequests.inbox', { ...ALL, search: 'Ana', from: MONDAY, to: MONDAY })).entries.flatMap(
      (e) => e.causes,
    );
  const granted = async () =>
    value(await t.call('hours.day', { personId: ana, day: MONDAY })).figures.overtime.map((o) => [o.minutes, o.approved]);
  expect([await causes(), await granted()]).toEqual([['overtime'], [[120, 0]]]);
  const grant = { from: ms(`${YESTERDAY}T18:00`) / 60_000, to: ms(`${YESTERDAY}T19:00`) / 60_000 };
  const rest: RequestBody = { kind: 'accept', day: MONDAY, causes: ['overtime'] };
  const { ids } = value(
    await t.call('hourRequests.ask', { ...NOTE, personIds: [ana], bodies: [{ kind: 'grant', grant }, rest] }),
  );
  expect([await causes(), await granted()]).toEqual([[], [[120, 60]]]);
  value(await t.call('hourRequests.decide', { ids, decision: 'withdrawn', part: null }));
  expect([await causes(), await granted()]).toEqual([['overtime'], [[120, 0]]]);
});

test('what was decided about a day is found by the day', async () => {
  const { t, ana } = await open();
  for (const on of [YESTERDAY, isoDay(OCTOBER)])
    value(await t.call('hourRequests.ask', { ...NOTE, personIds: [ana], bodies: [out(on)] }));
  const on = async (day: number) =>
    value(await t.call('hourRequests.list', { personId: ana, day, before: null, limit: 9 })).requests.map((r) => r.id);
  expect([await on(MONDAY), await on(OCTOBER), await on(TODAY)]).toEqual([[1], [2], []]);
});
