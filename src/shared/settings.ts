/** The site's settings: one object, parsed whenever it crosses a boundary. Secrets (password, PIN) are not here. */
import { z } from 'zod';
import { LANGUAGES } from '../domain/language.ts';
import { STRANGER_KINDS } from '../domain/recognition/error-rate-advice.ts';
import type { Role } from './schemas.ts';

/** Bounds of `longestPresenceHours`: a working day, and three duties of 24 hours on end. */
export const LONGEST_PRESENCE_HOURS = { min: 8, max: 72 } as const;

export const Settings = z.strictObject({
  language: z.enum(LANGUAGES),
  theme: z.enum(['auto', 'light', 'dark']),
  siteName: z.string().trim().min(1).max(60),
  /** What opens at start: the door's kiosk, or the front desk's sign-in. */
  mode: z.enum(['kiosk', 'desk']),
  /** MediaDeviceInfo.deviceId; null = the system's first camera. */
  cameraId: z.string().max(200).nullable(),
  /** At most one wrong person in so many attempts by strangers (FPIR = 1 / this): the threshold follows, while `threshold` is null. */
  wrongPersonOneIn: z.int().min(10).max(1_000_000),
  /** Whom `wrongPersonOneIn` is kept for (error-rate-advice.ts). */
  strangers: z.enum(STRANGER_KINDS),
  /** Cosine from which a face counts as a match, set by hand; null = it follows from `wrongPersonOneIn`. */
  threshold: z.number().min(0).max(1).nullable(),
  /** How far the best person must be ahead of the runner-up. */
  margin: z.number().min(0).max(0.5),
  /** Frames of one face whose embeddings are averaged before a decision. */
  voteFrames: z.int().min(1).max(5),
  /** One visit, one event: the same person is not booked again within this time. */
  cooldownSeconds: z.int().min(0).max(3600),
  /** Passive check that a face is no photo or screen. */
  liveness: z.enum(['off', 'standard', 'strict']),
  /** What two known look-alikes need when they come: a larger lead over each other, or their PIN. */
  lookAlikes: z.enum(['margin', 'pin']),
  /** What somebody types or shows after the face: nothing unless a rule asks, a PIN where the face alone cannot keep `wrongPersonOneIn`, or always. */
  secondFactor: z.enum(['by-rule', 'when-needed', 'always']),
  /** A badge that is shown is enough, or asks for its person's PIN as well (a photo of a badge is a badge). */
  badge: z.enum(['alone', 'with-pin']),
  /** The door that this kiosk stands at; null = attendance only, no rules of access. */
  doorId: z.int().positive().nullable(),
  sound: z.boolean(),
  /** An administrator's session ends after so many minutes without input. */
  idleMinutes: z.int().min(1).max(60),
  /** Keep aligned crops, so that a new model can enrol everybody again by itself. */
  keepCrops: z.boolean(),
  /** IANA time zone of the site. */
  timeZone: z.string().min(1).max(60),
  /** Who came in and did not go out within this time is taken to have left unnoticed: their next punch is an IN again. */
  longestPresenceHours: z.int().min(LONGEST_PRESENCE_HOURS.min).max(LONGEST_PRESENCE_HOURS.max),
});
export type Settings = z.infer<typeof Settings>;

/** Where a face is let through, and how a photograph is told from a person: whoever stands at the sign-in page is not told. */
const GUARDED = {
  wrongPersonOneIn: true,
  strangers: true,
  threshold: true,
  margin: true,
  voteFrames: true,
  cooldownSeconds: true,
  liveness: true,
  lookAlikes: true,
  secondFactor: true,
  badge: true,
  keepCrops: true,
} as const satisfies Partial<Record<keyof Settings, true>>;

/** The settings as a page is told them: the guarded ones are there for whom `seenBy` says. */
export const SeenSettings = Settings.partial(GUARDED);
export type SeenSettings = z.infer<typeof SeenSettings>;

/** What a role may see of the settings. A kiosk's page looks for signs of life and so knows whether it must, and no more. */
export function seenBy(role: Role, settings: Settings): SeenSettings {
  if (role === 'admin') return settings;
  const kept = Object.entries(settings).filter(([key]) => !(key in GUARDED) || (role === 'kiosk' && key === 'liveness'));
  return Object.fromEntries(kept) as SeenSettings;
}

export const DEFAULT_SETTINGS: Settings = {
  language: 'zh-CN',
  theme: 'auto',
  siteName: 'Lintel',
  mode: 'desk',
  cameraId: null,
  wrongPersonOneIn: 1000,
  strangers: 'like-here',
  threshold: null,
  margin: 0.03,
  voteFrames: 3,
  cooldownSeconds: 60,
  liveness: 'standard',
  lookAlikes: 'margin',
  secondFactor: 'by-rule',
  badge: 'alone',
  doorId: null,
  sound: true,
  idleMinutes: 10,
  keepCrops: true,
  timeZone: 'UTC',
  longestPresenceHours: 16,
};

/** The site's longest presence, ms. */
export function longestPresenceMs({ longestPresenceHours }: Pick<Settings, 'longestPresenceHours'>): number {
  return longestPresenceHours * 3_600_000;
}

/** How long a deleted person can be brought back, seconds: main keeps it, the dialog says it. */
export const UNDO_SECONDS = 30;
