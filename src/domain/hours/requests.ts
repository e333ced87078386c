/** What may follow when somebody has asked for something about their hours. */
export const REQUEST_STATES = ['waiting', 'granted', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export type Decision = Exclude<RequestState, 'waiting'>;

/** What was granted may be withdrawn, what was refused may be granted after all; what was withdrawn is asked for anew. */
const THEN: Readonly<Record<RequestState, readonly Decision[]>> = {
  waiting: ['granted', 'refused', 'withdrawn'],
  granted: ['withdrawn'],
  refused: ['granted'],
  withdrawn: [],
};

export const mayBecome = (state: RequestState, decision: Decision): boolean => THEN[state].includes(decision);

/** Whether a decision changes what is reckoned: such a one needs an open month. */
export const changesDays = (state: RequestState, decision: Decision): boolean => state === 'granted' || decision === 'granted';

/** Kinds of absence that counted as present before a request said so itself. */
export const PRESENT_KINDS: readonly string[] = ['trip', 'outside'];

/** The smallest piece that a kind of absence is taken in. */
export const ABSENCE_UNITS = ['minute', 'half', 'day'] as const;
export type AbsenceUnit = (typeof ABSENCE_UNITS)[number];

/** The piece that a request for leave is. */
const PIECE = { 'leave-span': 'minute', 'leave-half': 'half', 'leave-days': 'day' } as const satisfies Record<
  string,
  AbsenceUnit
>;

/** Whether a kind that is taken in such pieces may be asked for so. */
export const isTakenSo = (unit: AbsenceUnit, request: keyof typeof PIECE): boolean =>
  ABSENCE_UNITS.indexOf(PIECE[request]) >= ABSENCE_UNITS.indexOf(unit);
