/** The stage as every window shows it: who is sent away when, and what is said of a fault that stays. */
import { expect, test } from 'vitest';
import type { Role } from '../../shared/schemas.ts';
import { createStage } from './stage.ts';

function staged() {
  const roles: Role[] = [];
  const said: unknown[] = [];
  const stage = createStage({ setRole: (role) => roles.push(role), log: { error: (facts: unknown) => said.push(facts) } });
  return { stage, roles, said };
}
const MISSING = { code: 'database-missing', path: '/usb/lintel.db' } as const;

test('it begins as a first run with nothing in the way, and opening it says nothing of who stands there', () => {
  const { stage, roles, said } = staged();
  expect([stage.at(), stage.fault()]).toEqual(['first-run', null]);
  stage.reachOpen();
  expect([stage.at(), stage.fault(), roles, said]).toEqual(['open', null, [], []]);
});

test('a fault that is tried again and stays the same is said once; another one is said, and so is the same after it was open', () => {
  const { stage, roles, said } = staged();
  stage.reach('fault', MISSING);
  stage.reach('fault', { ...MISSING });
  expect([roles, said]).toEqual([['anyone'], [{ error: MISSING }]]);
  stage.reach('fault', { ...MISSING, path: '/other/lintel.db' });
  expect(said).toHaveLength(2);
  stage.reachOpen();
  expect(stage.fault()).toBeNull();
  stage.reach('fault', MISSING);
  expect([stage.at(), stage.fault(), said.length, roles.length]).toEqual(['fault', MISSING, 3, 3]);
});

test('a stage without a fault takes the last one away, and sends whoever stands there away', () => {
  const { stage, roles, said } = staged();
  stage.reach('fault', MISSING);
  stage.reach('unlock');
  stage.reach('unlock');
  expect([stage.at(), stage.fault(), said.length]).toEqual(['unlock', null, 1]);
  expect(roles).toEqual(['anyone', 'anyone', 'anyone']);
});
