/** What a door asks of somebody to say who they are. */
import type { Method } from '../recognition/decision.ts';
import type { Door } from './model.ts';

/** enough; second-factor: a PIN or badge after the face; face-needed: PIN or badge alone is too little. */
export function credential(door: Door, method: Method): 'enough' | 'second-factor' | 'face-needed' {
  if (door.credential === 'any' || method === 'face+pin') return 'enough';
  return method === 'face' ? 'second-factor' : 'face-needed';
}
