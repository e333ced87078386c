import { expect, test } from 'vitest';
import { door } from '../../../test/access/build.ts';
import type { Method } from '../recognition/decision.ts';
import { credential } from './credential.ts';
import type { DoorCredential } from './model.ts';

const cases: [DoorCredential, Method, ReturnType<typeof credential>][] = [
  ['any', 'face', 'enough'],
  ['any', 'pin', 'enough'],
  ['any', 'badge', 'enough'],
  ['any', 'face+pin', 'enough'],
  ['two-factor', 'face', 'second-factor'],
  ['two-factor', 'pin', 'face-needed'],
  ['two-factor', 'badge', 'face-needed'],
  ['two-factor', 'face+pin', 'enough'],
];
test.each(cases)('%s, %s', (asked, method, expected) => {
  expect(credential(door({ credential: asked }), method)).toBe(expected);
});
