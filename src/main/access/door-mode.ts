/** What lockdown and emergency mean for a door's output. */
import { override } from '../../domain/access/overrides.ts';
import { loadOverrides } from '../../storage/access-state.ts';
import type { ReadableDb } from '../../storage/db.ts';
import type { DoorMode } from '../outputs.ts';

const MODES = { emergency: 'open', lockdown: 'locked', none: 'normal' } as const;

/** Answers the mode of a door, as the tables say whenever it is asked. */
export function doorModes(db: ReadableDb): (doorId: number) => DoorMode {
  return (doorId) => MODES[override(loadOverrides(db), doorId) ?? 'none'];
}
