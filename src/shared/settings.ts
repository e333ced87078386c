/**
 * The settings, in groups: each field with what it may be, its default and who is told it, here and nowhere else. Storage, handlers and inputs read
 * their ranges from here. They are parsed whenever they cross a boundary. Secrets (password, PIN) are not among them.
 */
import { z } from 'zod';
import { AROUND_MAX, SLOWEST_MS } from '../domain/credentials/learn.ts';
import type { Scanner } from '../domain/credentials/wedge.ts';
import { LANGUAGES } from '../domain/language.ts';
import { LIVENESS_MODES } from '../domain/recognition/presentation.ts';
import { STRANGER_KINDS } from '../domain/recognition/error-rate-advice.ts';
import { ADMIN, ANYONE, KIOSK } from './calls/spec.ts';
import { CAMERA_TURNS } from './camera-turn.ts';
import type { Role } from './schemas.ts';

export type Field<S extends z.ZodType = z.ZodType> = {
  /** What it may be. */
  readonly schema: S;
  /** Until it is set, and where what is stored is none. */
  readonly value: z.output<S>;
  readonly told: readonly Role[];
};

/** What whoever stands at the sign-in page may know as well. */
const open = <S extends z.ZodType>(schema: S, value: z.output<S>): Field<S> => ({ schema, value, told: ANYONE });
/** Where a face is let through, and how a photograph is told from a person: they are not told. */
const guarded = <S extends z.ZodType>(schema: S, value: z.output<S>, told: readonly Role[] = ADMIN): Field<S> => ({
  schema,
  value,
  told,
});

/** A scanner that types what it read, as wedge.ts has it. */
const LearnedScanner = z.strictObject({
  prefix: z.string().max(AROUND_MAX),
  suffix: z.string().max(AROUND_MAX),
  gapMs: z.int().min(0).max(SLOWEST_MS),
  layout: z.enum(['same', 'places']),
  ends: z.boolean(),
}) satisfies z.ZodType<Scanner>;

export const FIELDS = {
  /** Of the whole site. */
  site: {
    name: open(z.string().trim().min(1).max(60), 'Lintel'),
    /** IANA time zone of the site. */
    timeZone: open(z.string().min(1).max(60), 'UTC'),
    /** An administrator's session ends after so many minutes without input. */
    idleMinutes: open(z.int().min(1).max(60), 10),
    /**
     * Who came in and did not go out within this time is taken to have left unnoticed: their next punch is an IN again. Between a working day and three
     * duties of 24 hours on end.
     */
    longestPresenceHours: open(z.int().min(8).max(72), 16),
  },
  /** Of one kiosk: two of one site may differ (ADR 29). */
  kiosk: {
    /** What opens at start: the door's kiosk, or the front desk's sign-in. */
    mode: open(z.enum(['kiosk', 'desk']), 'desk'),
    /** MediaDeviceInfo.deviceId; null = the system's first camera. */
    cameraId: open(z.string().max(200).nullable(), null),
    /** How that camera's picture is turned: it may hang on its head. */
    cameraTurn: open(z.literal(CAMERA_TURNS), 0),
    /** The door that this kiosk stands at; null = attendance only, no rules of access. */
    doorId: open(z.int().positive().nullable(), null),
    sound: open(z.boolean(), true),
    /**
     * What somebody who was let in is told of their own hours: nothing, late or not and the day's hours, or their last days as well, with a way to ask for
     * a punch that is missing. Nothing until somebody decides: whoever stands behind them reads it too, and of one in so many it is another's.
     */
    ownHours: open(z.enum(['off', 'today', 'days']), 'off'),
    /** What one scan said of the badge scanner at this kiosk; null = none was learned (ADR 8). */
    scanner: open(LearnedScanner.nullable(), null),
  },
  /** Who is let in, and by what. */
  recognition: {
    /** At most one wrong person in so many attempts by strangers (FPIR = 1 / this): the threshold follows, while `threshold` is null. */
    wrongPersonOneIn: guarded(z.int().min(10).max(1_000_000), 1000),
    /** Whom `wrongPersonOneIn` is kept for (error-rate-advice.ts). */
    strangers: guarded(z.enum(STRANGER_KINDS), 'like-here'),
    /** Cosine from which a face counts as a match, set by hand; null = it follows from `wrongPersonOneIn`. */
    threshold: guarded(z.number().min(0).max(1).nullable(), null),
    /** How far the best person must be ahead of the runner-up. */
    margin: guarded(z.number().min(0).max(0.5), 0.03),
    /** Frames of one face whose embeddings are averaged before a decision. */
    voteFrames: guarded(z.int().min(1).max(5), 3),
    /** One visit, one event: the same person is not booked again within this time. */
    cooldownSeconds: guarded(z.int().min(0).max(3600), 60),
    /** Passive check that a face is no photo or screen. A kiosk's page looks for signs of life and so knows whether it must. */
    liveness: guarded(z.enum(LIVENESS_MODES), 'standard', KIOSK),
    /** What two known look-alikes need when they come: a larger lead over each other, or their PIN. */
    lookAlikes: guarded(z.enum(['margin', 'pin']), 'margin'),
    /** What somebody types or shows after the face: nothing unless a rule asks, a PIN where the face alone cannot keep `wrongPersonOneIn`, or always. */
    secondFactor: guarded(z.enum(['by-rule', 'when-needed', 'always']), 'by-rule'),
    /** A badge that is shown is enough, or asks for its person's PIN as well (a photo of a badge is a badge). */
    badge: guarded(z.enum(['alone', 'with-pin']), 'alone'),
    /** Keep aligned crops, so that a new model can enrol everybody again by itself. */
    keepCrops: guarded(z.boolean(), true),
  },
  appearance: {
    language: open(z.enum(LANGUAGES), 'zh-CN'),
    theme: open(z.enum(['auto', 'light', 'dark']), 'auto'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Field>>>>;

type Fields = Readonly<Record<string, Field>>;
type Shape<F extends Fields> = { [K in keyof F]: F[K]['schema'] };

const shape = <F extends Fields>(fields: F): Shape<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) as Shape<F>;

const site = z.strictObject(shape(FIELDS.site));
const kiosk = z.strictObject(shape(FIELDS.kiosk));
const recognition = z.strictObject(shape(FIELDS.recognition));
const appearance = z.strictObject(shape(FIELDS.appearance));

export const Settings = z.strictObject({ site, kiosk, recognition, appearance });
export type Settings = z.infer<typeof Settings>;
export type SettingsGroup = keyof Settings;
export const SETTINGS_GROUPS = Object.keys(FIELDS) as readonly SettingsGroup[];

/** The settings as a page is told them: what is guarded is there for whom `FIELDS` says. */
export const SeenSettings = Settings.extend({ recognition: recognition.partial() });
export type SeenSettings = z.infer<typeof SeenSettings>;

/** Some fields of some groups, to be saved. */
export type SettingsPatch = { readonly [G in SettingsGroup]?: Partial<Settings[G]> };
export const SettingsPatch = z
  .strictObject({
    site: site.partial(),
    kiosk: kiosk.partial(),
    recognition: recognition.partial(),
    appearance: appearance.partial(),
  })
  .partial();
/** As zod says it: a field that is missing may be there as `undefined`. */
export type GivenSettings = z.infer<typeof SettingsPatch>;

const mapGroups = (map: (group: SettingsGroup) => readonly (readonly [string, unknown])[]): Record<string, object> =>
  Object.fromEntries(SETTINGS_GROUPS.map((group) => [group, Object.fromEntries(map(group))]));

export const DEFAULT_SETTINGS = mapGroups((group) =>
  Object.entries<Field>(FIELDS[group]).map(([name, { value }]) => [name, value]),
) as Settings;

/** What a role may see of the settings. */
export const seenBy = (role: Role, settings: Settings): SeenSettings =>
  mapGroups((group) =>
    Object.entries<Field>(FIELDS[group])
      .filter(([, { told }]) => told.includes(role))
      .map(([name]) => [name, settings[group][name as never]]),
  ) as SeenSettings;

/** What of a patch is another value than in `now`; a group of which nothing is has no place in the answer. */
export function differing(now: SeenSettings, patch: GivenSettings): SettingsPatch {
  const groups = SETTINGS_GROUPS.map((group) => {
    const [before, given]: readonly Readonly<Record<string, unknown>>[] = [now[group], patch[group] ?? {}];
    return [group, Object.entries(given!).filter(([name, value]) => value !== undefined && value !== before![name])] as const;
  });
  return Object.fromEntries(
    groups.filter(([, fields]) => fields.length > 0).map(([group, fields]) => [group, Object.fromEntries(fields)]),
  );
}

/** The values that `settings` have where `patch` has any. */
export const valuesAt = (patch: SettingsPatch, settings: SeenSettings): SettingsPatch =>
  Object.fromEntries(
    Object.entries(patch).map(([group, fields]) => [
      group,
      Object.fromEntries(Object.keys(fields).map((name) => [name, settings[group as SettingsGroup][name as never]])),
    ]),
  );

/** `patch` over `settings`. */
export const merged = (settings: Settings, patch: GivenSettings): Settings =>
  mapGroups((group) => [
    ...Object.entries(settings[group]),
    ...Object.entries(patch[group] ?? {}).filter(([, value]) => value !== undefined),
  ]) as Settings;

/** The ends of a number's range, for whoever asks somebody for one. */
export function rangeOf({ schema }: Field<z.ZodNumber | z.ZodNullable<z.ZodNumber>>): {
  readonly min: number;
  readonly max: number;
} {
  const { minValue, maxValue } = schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  return { min: minValue ?? -Infinity, max: maxValue ?? Infinity };
}

/** Every whole number of a short range. */
export function eachOf(field: Field<z.ZodNumber>): readonly number[] {
  const { min, max } = rangeOf(field);
  return Array.from({ length: max - min + 1 }, (_, i) => min + i);
}

/** The most characters that a text may have. */
export const longestOf = ({ schema }: Field<z.ZodString>): number => schema.maxLength ?? Infinity;

/** The site's longest presence, ms. */
export function longestPresenceMs({ longestPresenceHours }: Pick<Settings['site'], 'longestPresenceHours'>): number {
  return longestPresenceHours * 3_600_000;
}

/** How long a deleted person can be brought back, seconds: main keeps it, the dialog says it. */
export const UNDO_SECONDS = 30;
