/** Identifiers are integers of the database; the brand keeps a person's id from being passed where an event's is meant. */
declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

export type PersonId = Id<'person'>;
export type EventId = Id<'event'>;
export type TemplateId = Id<'template'>;
export type SampleId = Id<'sample'>;
export type EnrolmentId = Id<'enrolment'>;

export const personId = (n: number): PersonId => n as PersonId;
export const eventId = (n: number): EventId => n as EventId;
export const templateId = (n: number): TemplateId => n as TemplateId;
export const sampleId = (n: number): SampleId => n as SampleId;
export const enrolmentId = (n: number): EnrolmentId => n as EnrolmentId;
