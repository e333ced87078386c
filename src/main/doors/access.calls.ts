/** Doors and the rules at them. Each change and its row in the log are one transaction; then everybody who may hear of it is told. */
import { decide } from '../../domain/access/decide.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { dayOf } from '../../domain/time/instants.ts';
import type { PersonAccess } from '../../shared/access.ts';
import type { Trial } from '../../shared/calls/access.ts';
import type { Language } from '../../shared/settings.ts';
import { accessOverview, getDoor, getHolder, loadAccessModel } from '../../storage/access/model.ts';
import {
  deleteDoor,
  deleteProfile,
  deleteZone,
  saveDoor,
  saveHolidays,
  saveProfile,
  saveZone,
} from '../../storage/access/edit.ts';
import { deleteGroup, groupMembers, saveGroup, savePersonAccess, setMembers } from '../../storage/access/groups.ts';
import { applyAccessChange, lastPassage, loadAccessState } from '../../storage/access/state.ts';
import { guardRead } from '../../storage/file/db.ts';
import { lastPunchOf } from '../entrance/rules.ts';
import type { App } from '../app.ts';
import { booked } from '../site/booked.ts';
import type { OverrideChange } from './modes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = Extract<keyof Handlers, `access.${string}`>;

/** The first door's group; the words of main stay in main. */
const EVERYBODY: Readonly<Record<Language, string>> = { en: 'Everybody', 'zh-CN': '所有人' };

export function accessHandlers(app: App): Pick<Handlers, Names> {
  const { clock, emit } = app.deps;

  const read = <T>(use: (site: Site) => Result<T>): Result<T> =>
    app.withSite((site) => {
      const answer = guardRead(site.db, () => use(site));
      return answer.ok ? answer.value : answer;
    });

  /** @param facts of the row; null = nothing was changed after all */
  function change<T>(use: (site: Site) => Result<T>, facts: (value: T) => EventFacts | null): Promise<Result<T>> {
    const found = app.site();
    if (!found.ok) return Promise.resolve(found);
    const site = found.value;
    let changed = false as boolean;
    const done = booked(
      site,
      () => use(site),
      (answer) => {
        const row = facts(answer);
        changed = row !== null;
        return row ? [row] : [];
      },
    );
    if (done.ok && changed) emit('access.changed', app.telling.here());
    return Promise.resolve(done);
  }

  const system =
    (reason: string, about: Pick<EventFacts, 'doorId' | 'personId'> = {}) =>
    (): EventFacts => ({ kind: 'system', reason, ...about });
  const removed =
    (reason: string) =>
    (answer: { readonly usedBy: readonly string[] }): EventFacts | null =>
      answer.usedBy.length > 0 ? null : { kind: 'system', reason };
  const usedBy = (answer: Result<readonly string[]>) => (answer.ok ? ok({ usedBy: [...answer.value] }) : answer);
  const onlyId = (answer: Result<{ readonly id: number }>) => (answer.ok ? ok({ id: answer.value.id }) : answer);
  const numbered = (answer: Result<number>) => (answer.ok ? ok({ id: answer.value }) : answer);

  /** Only where that can be read: a disk that is gone must not stand between a press and the doors. */
  function isGone(doorId: number): boolean {
    const site = app.openSite();
    const door = site && guardRead(site.db, () => getDoor(site.db, doorId));
    return door?.ok === true && door.value === null;
  }

  /** Acts, and books as far as the disk takes it. */
  function overrideDoors(made: OverrideChange): Result<{ booked: boolean }> {
    if (made.doorId !== null && isGone(made.doorId)) return err({ code: 'access-gone' });
    // While the panel says that there is a fire, nobody locks the doors from a desk: the panel is reset first, or its input taken away.
    if (made.kind === 'emergency' && !made.on && app.fireInputs.burns(made.doorId)) return err({ code: 'fire-input-on' });
    return ok({ booked: app.safety.change(made, 'administrator') });
  }

  return {
    'access.overview': () =>
      read((site) => {
        const { emergency, lockdown } = app.telling.state();
        return ok({ ...accessOverview(site.db, clock.now(), site.settings().timeZone), emergency, lockdown });
      }),
    'access.override': () => ok(app.telling.here()),

    'access.saveZone': ({ id, fields }) => change((site) => onlyId(saveZone(site.db, id, fields)), system('zones-changed')),
    'access.deleteZone': ({ id }) => change((site) => usedBy(deleteZone(site.db, id)), removed('zones-changed')),

    'access.saveDoor': ({ id, fields, openTo }) =>
      change(
        (site) => saveDoor(site.db, id, fields, openTo, EVERYBODY[site.settings().language]),
        (door) => ({ kind: 'system', reason: id === null ? 'door-added' : 'door-changed', doorId: door.id }),
      ),
    'access.deleteDoor': async ({ id }) => {
      const gone = await change(
        (site) => {
          const deleted = deleteDoor(site.db, id);
          if (!deleted.ok || site.settings().doorId !== id) return deleted;
          const saved = site.saveSettings({ doorId: null });
          return saved.ok ? ok(null) : saved;
        },
        system('door-deleted', { doorId: id }),
      );
      if (!gone.ok) return gone;
      app.safety.forget(id);
      app.fireInputs.changed();
      await app.outputs.changed(id);
      app.changed();
      return gone;
    },

    'access.saveProfile': ({ id, fields }) =>
      change((site) => onlyId(saveProfile(site.db, id, fields)), system('profiles-changed')),
    'access.deleteProfile': ({ id }) => change((site) => usedBy(deleteProfile(site.db, id)), removed('profiles-changed')),
    'access.saveGroup': ({ id, fields }) => change((site) => numbered(saveGroup(site.db, id, fields)), system('groups-changed')),
    'access.deleteGroup': ({ id }) => change((site) => deleteGroup(site.db, id), system('groups-changed')),
    'access.members': ({ id }) => read((site) => ok(groupMembers(site.db, id))),
    'access.saveMembers': ({ id, people }) => change((site) => setMembers(site.db, id, people), system('groups-changed')),

    'access.saveHolidays': ({ save, remove }) =>
      change((site) => saveHolidays(site.db, save, remove), system('holidays-changed')),
    'access.readHolidays': async ({ text }) => {
      const site = app.site();
      if (!site.ok) return site;
      const file = await app.deps.imports.read('holidays', { text, from: dayOf(clock.now(), site.value.settings().timeZone) });
      if (!file.ok) return file;
      const days = file.value.days.map(({ date, name, working }) => ({
        date,
        name,
        kind: working ? ('working-day' as const) : ('off' as const),
      }));
      return ok({ days, skipped: file.value.skipped });
    },

    'access.person': ({ id }) => read((site) => personAccess(site, id)),
    'access.savePerson': ({ id, fields }) =>
      change(
        (site) => {
          const saved = savePersonAccess(site.db, personId(id), fields, { wall: clock.now(), powered: site.time.powered() });
          return saved.ok ? personAccess(site, id) : saved;
        },
        system('person-access-changed', { personId: personId(id) }),
      ),

    'access.lockdown': (input) => overrideDoors({ kind: 'lockdown', ...input }),
    'access.emergency': (input) => overrideDoors({ kind: 'emergency', ...input }),
    'access.reset': ({ personId: id, zoneId }) =>
      change(
        (site) => {
          if (id !== null && !getHolder(site.db, personId(id))) return err({ code: 'person-gone' });
          return applyAccessChange(site.db, id === null ? { kind: 'reset', zoneId } : { kind: 'reset-person', personId: id });
        },
        system('anti-passback-reset', { personId: id === null ? null : personId(id) }),
      ),

    'access.try': ({ personId: id, doorId, at, method }) =>
      read((site): Result<Trial> => {
        const holder = getHolder(site.db, personId(id), site.time.powered());
        if (!holder) return err({ code: 'person-gone' });
        const model = loadAccessModel(site.db, site.settings().timeZone);
        const door = model.doors.find((d) => d.id === doorId);
        if (!door) return err({ code: 'access-gone' });
        const last = lastPunchOf(site, id);
        // Alone: whoever waits at the door this moment is no part of the question.
        const state = {
          ...loadAccessState(site.db, [id], site.time.onThisClock()),
          ...app.safety.overrides(),
          waiting: new Map(),
        };
        const verdict = decide({ holder, door, at, method, last, partner: null }, state, model);
        switch (verdict.kind) {
          case 'granted':
            return ok({ kind: 'granted', direction: verdict.direction, zoneId: verdict.zoneId, note: verdict.note });
          case 'refused':
            return ok({ kind: 'refused', reason: verdict.reason, from: verdict.from });
          case 'second-factor':
            return ok({ kind: 'second-factor' });
          case 'wait-for-second':
            return ok({ kind: 'wait-for-second', seconds: Math.round((verdict.until - at) / 1000) });
        }
      }),
  };
}

function personAccess(site: Site, id: number): Result<PersonAccess> {
  const holder = getHolder(site.db, personId(id));
  if (!holder) return err({ code: 'person-gone' });
  const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = holder;
  const last = lastPassage(site.db, id);
  const place = last && { zoneId: last.zoneId, doorId: last.doorId, at: last.at };
  return ok({ groups: [...groups], validFrom, validTo, visitorUntil, antiPassbackExempt, place });
}
