/** A Frappe HR server that punches are sent to: what is said of it, and what it may answer. */
import { z } from 'zod';
import { isZone } from '../domain/time/instants.ts';
import { hostIn, origin, url } from './outputs.ts';

/** Where the method is: HRMS has had it since ERPNext 14. */
export const FRAPPE_APIS = ['hrms', 'erpnext'] as const;

/**
 * By what the server finds an employee. number: "Attendance Device ID" is the employee number here; device: it is an id that is kept here under
 * `frappe-device`; employee: its own id (HR-EMP-…), kept under `frappe` as for the CSV file.
 */
export const FRAPPE_PEOPLE = ['number', 'device', 'employee'] as const;
export type FrappePeople = (typeof FRAPPE_PEOPLE)[number];

/** The name under which ids are kept; '' = the employee number. */
export const FRAPPE_PROGRAM: Readonly<Record<FrappePeople, string>> = { number: '', device: 'frappe-device', employee: 'frappe' };
/** The server's field. */
export const FRAPPE_FIELD: Readonly<Record<FrappePeople, string>> = {
  number: 'attendance_device_id',
  device: 'attendance_device_id',
  employee: 'name',
};

const PRIVATE = [
  /^(?:127|10)\.\d+\.\d+\.\d+$/,
  /^192\.168\.\d+\.\d+$/,
  /^172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^169\.254\.\d+\.\d+$/,
  /^\[(?:::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/,
  // A name of this network: without a dot, or under an ending that no public name has.
  /^\p{L}[^.[\]]*$/u,
  /\.(?:local|lan|internal|home\.arpa|localhost)$/,
];
/** Whether an address is one of this network, where nobody between reads what is sent without encryption. @param host in small letters */
export const isPrivate = (host: string): boolean => PRIVATE.some((own) => own.test(host));

/** Key and secret go unencrypted: allowed within a network of one's own, and said. */
export const isUnencrypted = (address: string): boolean => /^http:/i.test(address);

const Address = url('http', 'https').refine(
  (address) => !isUnencrypted(address) || isPrivate(hostIn(address)),
  'https, or http to a private address',
);

const FrappeFields = {
  api: z.enum(FRAPPE_APIS),
  person: z.enum(FRAPPE_PEOPLE),
  /** IANA: of the Frappe site, whose times have no offset. */
  zone: z.string().min(1).max(60).refine(isZone),
};
const secret = z
  .string()
  .max(400)
  .regex(/^[\x21-\x39\x3b-\x7e]*$/);
/** null leaves the key or secret that is stored; another address asks for both anew. */
export const FrappeGiven = z.strictObject({ url: Address, ...FrappeFields, key: secret.nullable(), secret: secret.nullable() });
export type FrappeGiven = z.infer<typeof FrappeGiven>;

/** Never the key or the secret themselves. */
export const FrappeView = z.strictObject({ url: z.string(), ...FrappeFields, zone: z.string() });
export type FrappeView = z.infer<typeof FrappeView>;

/** What the queue's rows belong to. */
export const serverOf = (address: string): string => origin(address);

/** Why sending stopped by itself. */
export const FRAPPE_PROBLEMS = ['token', 'not-frappe'] as const;
export type FrappeProblem = (typeof FRAPPE_PROBLEMS)[number];

/** What came of a punch. The first two: it is there. Then those that somebody has to put right; then those that are tried again by themselves. */
export const FRAPPE_DONE = ['stored', 'duplicate'] as const;
/** `no-id`: nobody has said what the person is called there. `not-counted`: a correction leaves the punch out. Neither was sent. */
export const FRAPPE_REFUSED = ['no-employee', 'inactive', 'log-type', 'other', 'no-id', 'not-counted'] as const;
export const FRAPPE_AGAIN = ['server', 'no-answer'] as const;
export const FRAPPE_ANSWERS = [...FRAPPE_DONE, ...FRAPPE_REFUSED, ...FRAPPE_AGAIN] as const;
export type FrappeAnswer = (typeof FRAPPE_ANSWERS)[number];
