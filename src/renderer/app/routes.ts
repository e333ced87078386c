/** Where an administrator is: the hash of the address, so that back, reload and a typed address work. */
import { useSyncExternalStore } from 'react';

export const SETTINGS_TABS = ['camera', 'recognition', 'kiosk', 'look', 'security', 'about'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export type Route =
  | { readonly screen: 'today' }
  | { readonly screen: 'people'; readonly person?: number }
  /** Of one person, or of one ISO day. */
  | { readonly screen: 'log'; readonly person?: number; readonly day?: string }
  /** With a person: enrols them anew. */
  | { readonly screen: 'enrol'; readonly person?: number }
  | { readonly screen: 'settings'; readonly tab?: SettingsTab };

export type ScreenName = Route['screen'];

export function routeToHash(route: Route): string {
  const rest = 'person' in route ? `/${route.person}` : 'tab' in route ? `/${route.tab}` : 'day' in route ? `/${route.day}` : '';
  return `#/${route.screen}${rest}`;
}

/** The route of a hash; anything unknown is Today. */
export function hashToRoute(hash: string): Route {
  const [screen, rest] = hash.replace(/^#\/?/, '').split('/');
  switch (screen) {
    case 'people':
    case 'log':
    case 'enrol': {
      if (screen === 'log' && rest && /^\d{4}-\d{2}-\d{2}$/.test(rest)) return { screen, day: rest };
      const person = rest && /^\d{1,15}$/.test(rest) ? Number(rest) : 0;
      return person > 0 ? { screen, person } : { screen };
    }
    case 'settings': {
      const tab = SETTINGS_TABS.find((t) => t === rest);
      return tab ? { screen, tab } : { screen };
    }
    default:
      return { screen: 'today' };
  }
}

export function navigate(route: Route): void {
  window.location.hash = routeToHash(route);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function useRoute(): Route {
  return hashToRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}
