/** Who is at the screen: unlocking, signing in, the kiosk and the way out of it. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { PASSWORD_PROBLEMS } from '../../domain/credentials/password.ts';
import { Role } from '../schemas.ts';
import { ADMIN, ANYONE, KIOSK, type CallSpec } from './spec.ts';

const nothing = z.null();
/** Longer than any that may be: what a policy refuses is a sentence, not a parse error. */
export const Secret = z.string().max(400);

/** What ended an administrator's session that they did not end themselves. */
export const LOCKS = ['idle', 'screen', 'hidden', 'second-start'] as const;
export type Lock = (typeof LOCKS)[number];

export const sessionCalls = {
  'session.unlock': {
    may: ANYONE,
    input: z.strictObject({ secret: Secret.min(1), kind: z.enum(['passphrase', 'recovery-key']) }),
    output: nothing,
  },
  /** Not from a kiosk: that is left by its PIN first. The recovery key signs in whatever the password's waits say. */
  'session.signIn': {
    may: ANYONE,
    input: z.strictObject({ secret: Secret, kind: z.enum(['password', 'recovery-key']) }),
    output: Role,
  },
  'session.signOut': { may: ANYONE, input: nothing, output: nothing },
  /** From administration to the kiosk; the way back needs the PIN and then the password. */
  'session.startKiosk': { may: ADMIN, input: nothing, output: nothing },
  'session.leaveKiosk': { may: KIOSK, input: z.strictObject({ pin: z.string().max(20) }), output: nothing },
  /** From a sign-in screen that the kiosk's PIN, or the end of a session at a kiosk, led to. */
  'session.backToKiosk': { may: ANYONE, input: nothing, output: nothing },
  /** Somebody touched keyboard, mouse or screen. Main decides what it is worth. */
  'session.beat': { may: ANYONE, input: nothing, output: nothing },
  /** Whether this may be a new password or passphrase; `siteName` where none is stored yet. Nothing is kept of it. */
  'session.checkPassword': {
    may: ANYONE,
    input: z.strictObject({ password: Secret, siteName: z.string().max(60) }),
    output: z.strictObject({ problem: z.enum(PASSWORD_PROBLEMS).nullable() }),
  },
} as const satisfies Record<string, CallSpec>;
