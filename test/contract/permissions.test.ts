import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { permissionsPage } from '../../scripts/lib/permissions.ts';
import { calls, type CallName } from '../../src/shared/contract.ts';
import type { Role } from '../../src/shared/schemas.ts';
import { value } from '../../tools/value.ts';
import { SETUP, startTestApp } from '../fakes/app.ts';

const callsOf = (role: Role): CallName[] =>
  (Object.keys(calls) as CallName[]).filter((name) => (calls[name].may as readonly Role[]).includes(role));

test('docs/permissions.md says what the table of calls says; npm run permissions writes it anew', () =>
  expect(readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8')).toBe(permissionsPage()));

test('a front desk exports nothing, and sees neither log nor settings', () => {
  const allowed = callsOf('front-desk');
  expect(allowed).toEqual(expect.arrayContaining(['enrol.commit', 'presence.account']));
  expect(allowed.filter((name) => /^(log|settings|outputs|errorRate|fireInputs)\.|export/i.test(name))).toEqual([]);
});

test('an auditor changes nothing: what is theirs alone or shared with the front desk only reads', () => {
  const anybody = new Set(callsOf('anyone'));
  const reads = callsOf('auditor').filter((name) => !anybody.has(name));
  expect(reads).toContain('log.export');
  expect(
    reads.filter((name) =>
      /\.(save|set|delete|remove|begin|commit|update|end|start|say|undo|reset|print|add|drop|search|account|complete|change|seen|acknowledge|test)/.test(
        name,
      ),
    ),
  ).toEqual([]);
});

test.each(['anyone', 'kiosk', 'front-desk', 'auditor', 'admin'] as const)('what %s is told of the settings', async (role) => {
  const t = await startTestApp();
  onTestFinished(() => t.close());
  value(await t.call('setup.complete', SETUP));
  t.app.setRole(role);
  const state = value(await t.call('app.state', null));
  const said = JSON.stringify(state);
  const guarded = ['threshold', 'margin', 'wrongPersonOneIn', 'strangers', 'secondFactor', 'badge', 'voteFrames', 'lookAlikes'];
  expect(guarded.filter((key) => said.includes(`"${key}"`))).toEqual(role === 'admin' ? guarded : []);
  expect(said.includes('"liveness"')).toBe(role === 'admin' || role === 'kiosk');
  // What is announced when somebody signs out is no more than what is answered.
  for (const { payload } of t.emitted.filter(({ name }) => name === 'app.changed').slice(-1))
    expect(payload).toMatchObject({ settings: state.settings });
});
