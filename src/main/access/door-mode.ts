/** What lockdown and emergency mean for a door's output. */
import { override } from '../../domain/access/overrides.ts';
import type { AccessState } from '../../domain/access/model.ts';
import { loadOverrides } from '../../storage/access-state.ts';
import type { ReadableDb } from '../../storage/db.ts';
import type { DoorMode } from '../outputs.ts';

const MODES = { emergency: 'open', lockdown: 'locked', none: 'normal' } as const;

/** Answers the mode of each door, as the tables say now. */
export function doorModes(db: ReadableDb): (doorId: number) => DoorMode {
  const overrides = loadOverrides(db);
  return (doorId) => modeOf(overrides, doorId);
}

export function modeOf(overrides: Pick<AccessState, 'lockdown' | 'emergency'>, doorId: number): DoorMode {
  return MODES[override(overrides, doorId) ?? 'none'];
}
