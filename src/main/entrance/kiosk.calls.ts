import { eventId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Spell = { readonly light: 'dark' | 'backlit'; readonly eventId: number };

export function kioskHandlers(app: App): Pick<Handlers, 'kiosk.light'> {
  /** The spell of bad light that goes on. A restart ends it without a row: the rows of the start and the end of the app stand there. */
  let spell: Spell | null = null;

  return {
    'kiosk.light': ({ light }) => {
      const site = app.site();
      if (!site.ok) return Promise.resolve(site);
      if (spell && spell.light !== light) {
        const ended = site.value.record({ kind: 'system', reason: 'light-good', about: eventId(spell.eventId) });
        if (!ended.ok) return Promise.resolve(ended);
        spell = null;
      }
      if (light !== 'good' && !spell) {
        const begun = site.value.record({ kind: 'fault', reason: light === 'dark' ? 'light-dark' : 'light-backlit' });
        if (!begun.ok) return Promise.resolve(begun);
        spell = { light, eventId: begun.value.id };
      }
      return Promise.resolve(ok(null));
    },
  };
}
