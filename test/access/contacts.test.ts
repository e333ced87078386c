/** What a door's contact says is asked of the rules, over real SQLite; it is never stored. */
import { beforeEach, expect, test } from 'vitest';
import { NO_REACH } from '../../src/domain/access/model.ts';
import { createRules, type Rules } from '../../src/main/entrance/rules.ts';
import { createSite, type Site } from '../../src/main/site/site.ts';
import { NEW_DOOR } from '../../src/shared/access.ts';
import { saveDoor } from '../../src/storage/access/edit.ts';
import { insertPerson } from '../../src/storage/people/people.ts';
import { quiet } from '../fakes/app.ts';
import { createHooks } from '../../src/main/site/hooks.ts';
import { NOW, openTemp, value } from '../storage/support.ts';

const nothingAbove = { overrides: () => ({ emergency: NO_REACH, lockdown: NO_REACH }), above: () => null };
let site: Site;
let rules: Rules;
let inner: number;
let person: number;

beforeEach(() => {
  const open = openTemp();
  site = createSite(open, 'a-kiosk', { now: () => NOW, monotonic: () => 0, uptime: () => 0 }, createHooks(quiet), quiet, 0);
  person = value(insertPerson(open.db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  const outer = value(saveDoor(open.db, null, { ...NEW_DOOR, name: 'outer', interlock: 1 }, null)).id;
  inner = value(saveDoor(open.db, null, { ...NEW_DOOR, name: 'inner', interlock: 1 }, null)).id;
  value(site.together((tx) => tx.saveSettings({ kiosk: { doorId: outer } })));
  rules = createRules(quiet, nothingAbove);
});

const ask = (r: Rules = rules) => value(r.decide(site, { personId: person, method: 'face', decision: null, waitMs: 0 }, NOW));

test('while the other door is open, nobody; from what its contact says on', () => {
  expect(ask()).toMatchObject({ kind: 'granted' });
  rules.contact(inner, true, NOW - 60_000);
  expect(ask()).toEqual({ kind: 'refused', reason: 'interlock', from: null });
  rules.contact(inner, false, NOW);
  expect(ask()).toMatchObject({ kind: 'granted' });
});

test('a contact that says nothing any more holds nobody up, nor does one from before a restart', () => {
  rules.contact(inner, true, NOW - 60_000);
  expect(ask(createRules(quiet, nothingAbove))).toMatchObject({ kind: 'granted' });
  rules.contact(inner, null, NOW);
  expect(ask()).toMatchObject({ kind: 'granted' });
});

test('a kiosk whose door is not there opens to nobody', () => {
  value(site.together((tx) => tx.saveSettings({ kiosk: { doorId: 99 } })));
  expect(ask()).toEqual({ kind: 'refused', reason: 'no-access', from: null });
});

test('whoever is not there is nobody', () => {
  expect(rules.decide(site, { personId: 77, method: 'pin', decision: null, waitMs: 0 }, NOW)).toEqual({
    ok: false,
    error: { code: 'person-gone' },
  });
});
