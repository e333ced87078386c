/** Why an event happened, in words: the log's own, and those of the errors that a camera, a door or our own code may have. */
import { CAMERA_FAULTS, DOOR_FAULTS, supportCode } from '../domain/errors.ts';
import type { EventReason } from '../domain/log/events.ts';

/** Reasons that are errors of the same name: they say what the error says, with its support code. */
const FAULT_REASONS = [...CAMERA_FAULTS, ...DOOR_FAULTS, 'internal'] as const;
type FaultReason = (typeof FAULT_REASONS)[number];
/** All others, each with its own words in `en/reasons.ts` and `zh-CN/reasons.ts`. */
export type OwnReason = Exclude<EventReason, FaultReason>;

export function faultReasons(
  errors: Readonly<Record<FaultReason, { readonly title: string }>>,
): Readonly<Record<FaultReason, string>> {
  const said = FAULT_REASONS.map((code) => [code, `${errors[code].title} ${supportCode[code]}`] as const);
  return Object.fromEntries(said) as Record<FaultReason, string>;
}
