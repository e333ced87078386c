/** What main knows, as it last said it: one copy for every screen, asked again when a screen opens and when main announces a change (ADR 25). */
import { keepPreviousData, QueryClient, useQuery, type QueryKey } from '@tanstack/react-query';
import type { AppError } from '../../domain/errors.ts';
import type { AppState, CallName, EventName, Input, Output } from '../../shared/contract.ts';
import { call, on } from './api.ts';
import { forgetPhotos } from './photos.ts';
import { useSession } from './session.ts';

/** The one way in which main's error passes through the library, which knows only what is thrown. */
export class Refused extends Error {
  readonly error: AppError;
  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Refused;
  }
}

export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      // Main is on this machine: it is there whatever the network is, and an error of its is an answer.
      networkMode: 'always',
      retry: false,
      refetchOnWindowFocus: false,
    },
  },
});

export const keyOf = <N extends CallName>(name: N, input: Input<N>): QueryKey => [name, input];

/** Asks main; throws what it refuses. */
export async function ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Refused(answer.error);
  return answer.value;
}

/** Which answers are out of date after an announcement. A screen that asks something new names it here. */
const outdated: Partial<Record<EventName, readonly CallName[]>> = {
  'people.changed': ['people.list', 'people.unclear', 'people.get', 'presence.list', 'lookAlikes.list', 'access.try'],
  'faces.changed': ['lookAlikes.list', 'errorRate.basis', 'notHim.state'],
  'lookAlikes.changed': ['lookAlikes.list', 'notHim.state'],
  'credentials.changed': ['credentials.of', 'credentials.pad'],
  // A door that is deleted takes its fire inputs along.
  'access.changed': [
    'access.overview',
    'access.person',
    'access.try',
    'outputs.get',
    'fireInputs.list',
    // The calendar is changed with the doors.
    'shifts.calendar',
    'shifts.onDay',
    'shifts.preview',
  ],
  'days.changed': [
    ...(['hours.person', 'hours.day', 'hours.grid', 'hours.team', 'hours.charts', 'hours.behind'] as const),
    ...(['hours.preview', 'hours.today', 'hours.todayWho'] as const),
  ],
  'log.appended': ['presence.list', 'credentials.pad', 'dataImports.list', 'hours.today', 'hours.todayWho'],
  'hours.changed': [
    'shifts.overview',
    'shifts.calendar',
    'shifts.onDay',
    'shifts.preview',
    'hours.try',
    'hourRequests.inbox',
    'hourRequests.waiting',
    'hourRequests.check',
    'hours.preview',
    'hourRequests.list',
    'hourRequests.quota',
    'hourRequests.kinds',
    'periods.list',
    'periods.differences',
  ],
  'frappe.changed': ['frappe.state'],
  'exports.changed': ['exports.state', 'exports.runs', 'exports.templates', 'exports.schedules', 'exports.missing'],
};

/** Has them asked again. A question that is under way for the first time is not taken back by the library: it is asked once more after it. */
async function askAgain(predicate: (query: { readonly queryKey: QueryKey }) => boolean): Promise<void> {
  const first = answers
    .getQueryCache()
    .findAll({ predicate, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined);
  await answers.invalidateQueries({ predicate });
  if (first.length > 0) await answers.invalidateQueries({ predicate: (query) => first.some((one) => one === query) });
}

/** What is emptied besides, when an administrator has gone. */
const besides = new Set<() => void>([forgetPhotos]);

/** A store that holds what main has said, or names that somebody searched for, is emptied as the cache is. */
export function whenGone(forget: () => void): void {
  besides.add(forget);
}

/** Signed in, or away under a lock, with the screens asleep behind it. */
const isThere = (state: AppState | null): boolean => state !== null && (state.role === 'admin' || state.locked !== null);

/** A shift that comes in together is one question to main, not thirty. */
const LOG_QUIET_MS = 250;

/** Follows main's announcements until the returned function is called. When an administrator has gone, nothing of what they saw is kept. */
export function followChanges(): () => void {
  const waiting = new Map<EventName, ReturnType<typeof setTimeout>>();
  const stops = (Object.keys(outdated) as (keyof typeof outdated)[]).map((event) => {
    const names: readonly string[] = outdated[event] ?? [];
    const quiet = event === 'log.appended' ? LOG_QUIET_MS : 0;
    const after = () => {
      waiting.delete(event);
      void askAgain(({ queryKey }) => names.includes(String(queryKey[0])));
    };
    return on(event, () => {
      if (!waiting.has(event)) waiting.set(event, setTimeout(after, quiet));
    });
  });
  const forget = () => {
    answers.clear();
    for (const empty of besides) empty();
  };
  stops.push(
    on('faces.changed', forgetPhotos),
    on('safety.changed', (safety) => tell('safety.state', null, safety)),
    useSession.subscribe(({ state }, before) => {
      if (isThere(before.state) && !isThere(state)) forget();
    }),
  );
  return () => {
    for (const stop of stops) stop();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}

/** Puts in what main has said besides: its answer to a change, or an announcement. A question that is under way is asked again, since it may be older. */
export function tell<N extends CallName>(name: N, input: Input<N>, value: Output<N>): void {
  const queryKey = keyOf(name, input);
  const asking = answers.isFetching({ queryKey, exact: true }) > 0;
  answers.setQueryData(queryKey, value);
  if (asking) void answers.invalidateQueries({ queryKey, exact: true });
}

export type Answer<T> = {
  /** null until main has answered once. An error leaves what is shown. */
  readonly value: T | null;
  /** Main has answered once, be it with null. */
  readonly answered: boolean;
  /** Why the last question was not answered. */
  readonly error: AppError | null;
  readonly reload: () => Promise<void>;
};

type Options<T> = {
  /** Not asked while false. */
  readonly when?: boolean;
  /** Asked again after so many ms; null = only when something changes. */
  readonly every?: (value: T | undefined) => number | null;
  /** While something else is asked (another search), the answer to what was asked before stays. */
  readonly keep?: boolean;
};

/** Main's answer to a call that only reads. */
export function useAnswer<N extends CallName>(
  name: N,
  input: Input<N>,
  { when = true, every, keep = false }: Options<Output<N>> = {},
): Answer<Output<N>> {
  // The call's name says what its answer is, which the library's types cannot follow.
  const query = useQuery(
    {
      queryKey: keyOf(name, input),
      queryFn: () => ask(name, input),
      enabled: when,
      refetchInterval: every ? ({ state }) => every(state.data as Output<N> | undefined) ?? false : false,
      refetchIntervalInBackground: true,
      ...(keep && { placeholderData: keepPreviousData }),
    },
    answers,
  );
  return {
    value: query.data ?? null,
    answered: query.data !== undefined,
    error: query.error?.error ?? null,
    reload: async () => {
      await query.refetch();
    },
  };
}
