/** Where an administrator is: the hash of the address, so that back, reload and a typed address work. */
import { useEffect, useSyncExternalStore } from 'react';

export const SETTINGS_TABS = ['camera', 'recognition', 'kiosk', 'look', 'security', 'about'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** The tabs of Doors; the first is the list of doors itself. */
export const DOORS_TABS = ['doors', 'zones', 'groups', 'profiles', 'holidays', 'fire'] as const;
export type DoorsTab = (typeof DOORS_TABS)[number];

/** The tabs of Hours; the first is shown where none is asked for. */
export const HOURS_TABS = ['month', 'person', 'inbox', 'team', 'charts', 'shifts', 'rules', 'exports', 'imports'] as const;
export type HoursTab = (typeof HOURS_TABS)[number];

export type HoursRoute = {
  readonly screen: 'hours';
  readonly tab?: HoursTab;
  readonly person?: number;
  /** A month 'YYYY-MM' or a day 'YYYY-MM-DD'. */
  readonly at?: string;
  /** Of the people of one department; '' = of those without. */
  readonly department?: string;
  /** Only of people with a day that somebody should look at. */
  readonly problems?: true;
};

export type Route =
  | { readonly screen: 'today' }
  | { readonly screen: 'people'; readonly person?: number }
  | { readonly screen: 'look-alikes' }
  | { readonly screen: 'presence' }
  /** Of one person, or of one ISO day and one of its events. */
  | { readonly screen: 'log'; readonly person?: number; readonly day?: string; readonly event?: number }
  /** With a person: enrols them anew. */
  | { readonly screen: 'enrol'; readonly person?: number }
  /** With a door: its panel is open. */
  | { readonly screen: 'doors'; readonly tab?: DoorsTab; readonly door?: number }
  | { readonly screen: 'settings'; readonly tab?: SettingsTab }
  | { readonly screen: 'credentials' }
  | HoursRoute
  | { readonly screen: 'error-rate' };

export type ScreenName = Route['screen'];

export function routeToHash(route: Route): string {
  if (route.screen === 'hours') return hoursHash(route);
  const rest =
    'person' in route
      ? `/${route.person}`
      : 'door' in route
        ? `/${route.door}`
        : 'tab' in route
          ? `/${route.tab}`
          : 'day' in route
            ? `/${route.day}`
            : '';
  const event = 'event' in route ? `/${route.event}` : '';
  return `#/${route.screen}${rest}${event}`;
}

/** So long is a department's name at most. */
const DEPARTMENT = 60;

/** #/hours/<tab>/<person>/<month or day>?<which people>, what is not said left out; a person or a time without a tab is the first tab's. */
function hoursHash({ tab, person, at, department, problems }: HoursRoute): string {
  const which = new URLSearchParams({ ...(department !== undefined && { department }), ...(problems && { problems: '' }) });
  const more = [person, at].filter((part) => part !== undefined);
  const named = tab ?? (more.length > 0 || which.size > 0 ? HOURS_TABS[0] : undefined);
  const path = ['#/hours', ...(named === undefined ? [] : [named]), ...more].join('/');
  return which.size > 0 ? `${path}?${which.toString()}` : path;
}

function hoursRoute(hash: string): Route {
  const [path = '', ...rest] = hash.split('?');
  const parts = path.split('/').slice(2);
  const tab = HOURS_TABS.find((t) => t === parts[0]);
  if (!tab) return { screen: 'hours' };
  const person = parts.find((p) => /^[1-9]\d{0,14}$/.test(p));
  const at = parts.find((p) => /^\d{4}-\d{2}(-\d{2})?$/.test(p));
  const which = new URLSearchParams(rest.join('?'));
  const department = which.get('department');
  return {
    screen: 'hours',
    tab,
    ...(person && { person: Number(person) }),
    ...(at && { at }),
    ...(department !== null && department.length <= DEPARTMENT && { department }),
    ...(which.has('problems') && { problems: true }),
  };
}

/** The route of a hash; anything unknown is Today. */
export function hashToRoute(hash: string): Route {
  const [screen, rest, more] = hash.replace(/^#\/?/, '').split(/[/?]/);
  switch (screen) {
    case 'hours':
      return hoursRoute(hash);
    case 'people':
    case 'log':
    case 'enrol': {
      if (screen === 'log' && rest && /^\d{4}-\d{2}-\d{2}$/.test(rest)) {
        return more && /^[1-9]\d{0,14}$/.test(more) ? { screen, day: rest, event: Number(more) } : { screen, day: rest };
      }
      const person = rest && /^\d{1,15}$/.test(rest) ? Number(rest) : 0;
      return person > 0 ? { screen, person } : { screen };
    }
    case 'doors': {
      const tab = DOORS_TABS.find((t) => t === rest);
      if (tab) return { screen, tab };
      const door = rest && /^\d{1,15}$/.test(rest) ? Number(rest) : 0;
      return door > 0 ? { screen, door } : { screen };
    }
    case 'settings': {
      const tab = SETTINGS_TABS.find((t) => t === rest);
      return tab ? { screen, tab } : { screen };
    }
    case 'credentials':
    case 'error-rate':
    case 'look-alikes':
      return { screen };
    case 'presence':
      return { screen };
    default:
      return { screen: 'today' };
  }
}

/** Asked before the address leaves a screen with something unsaved on it. */
type Guard = (to: Route) => void;

let guard: Guard | null = null;
/** The address that is shown: while a guard asks, not yet the one in the address bar. */
let shown = '';
const listeners = new Set<() => void>();

function onHashChange(event: HashChangeEvent): void {
  const to = window.location.hash;
  if (to === shown) return;
  if (guard) {
    // Back to where we are; the guard goes on by `leaveFor`.
    window.history.replaceState(null, '', new URL(event.oldURL).hash);
    guard(hashToRoute(to));
    return;
  }
  shown = to;
  for (const changed of listeners) changed();
}

function subscribe(changed: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', onHashChange);
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) window.removeEventListener('hashchange', onHashChange);
  };
}

function snapshot(): string {
  if (listeners.size === 0) shown = window.location.hash;
  return shown;
}

/** Goes there, or has the guard ask first. */
export function navigate(route: Route): void {
  window.location.hash = routeToHash(route);
}

/** Goes there whatever the guard would say: the person has decided. */
export function leaveFor(route: Route): void {
  guard = null;
  navigate(route);
}

/** While `unsaved`, every way off this screen (rail, palette, back) asks first. */
export function useLeaveGuard(unsaved: boolean, ask: Guard): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    guard = ask;
    return () => {
      guard = null;
    };
  }, [unsaved, ask]);
}

export function useRoute(): Route {
  return hashToRoute(useSyncExternalStore(subscribe, snapshot));
}
