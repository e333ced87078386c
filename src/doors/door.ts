/** A door output: something that can be told to let a person through. A kind of output is a folder or file of its own. */
import type { Result } from '../domain/result.ts';

export type DoorOutput = {
  readonly kind: 'none' | 'drawn';
  /** Opens for `milliseconds`, then closes by itself. Never throws; the answer is what the device said. */
  pulse(milliseconds: number): Promise<Result<null>>;
  /** Lets go of the device; the door is left closed. */
  close(): void;
};
