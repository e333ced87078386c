/** Doors and the rules at them. Each change and its row in the log are one transaction; then everybody who may hear of it is told. */
import type { ReasonOf } from '../../domain/log/events.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { dayOf } from '../../domain/time/instants.ts';
import type { PersonAccess } from '../../shared/access.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { Language } from '../../domain/language.ts';
import { accessOverview, accessRules, getDoor, getHolder } from '../../storage/access/model.ts';
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
import { applyAccessChange, lastPassage } from '../../storage/access/state.ts';
import { guardRead, type ReadableDb } from '../../storage/file/db.ts';
import { leaveDoor } from '../../storage/site/settings.ts';
import type { Imports } from '../imports/import-process.ts';
import type { FireInputs } from './fire-inputs.ts';
import type { OverrideChange, Safety } from './modes.ts';
import type { Outputs } from './outputs.ts';
import type { Telling } from './telling.ts';
import { tryAtDoor } from './trial.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change, type Facts } from '../site/changes.ts';
import type { EventFacts, Site, Transaction } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = Extract<keyof Handlers, `access.${string}`>;

/** The first door's group; the words of main stay in main. */
const EVERYBODY: Readonly<Record<Language, string>> = { en: 'Everybody', 'zh-CN': '所有人' };

export type AccessCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly imports: Pick<Imports, 'read'>;
  readonly safety: Safety;
  readonly outputs: Pick<Outputs, 'changed'>;
  readonly fireInputs: Pick<FireInputs, 'burns' | 'changed'>;
  readonly telling: Pick<Telling, 'state' | 'here'>;
};

export function accessHandlers(world: AccessCalls): Pick<Handlers, Names> {
  const { clock } = world;

  const { read, changing } = onSite(world);

  return {
    'access.overview': () =>
      read((site) => {
        const { emergency, lockdown } = world.telling.state();
        return ok({ ...accessOverview(site.db, clock.now(), site.settings().site), emergency, lockdown });
      }),
    'access.override': () => ok(world.telling.here()),

    'access.saveZone': ({ id, fields }) => changing(({ db }) => onlyId(saveZone(db, id, fields)), system('zones-changed')),
    'access.deleteZone': ({ id }) => changing(({ db }) => usedBy(deleteZone(db, id)), removed('zones-changed')),

    'access.saveDoor': ({ id, fields, openTo }) =>
      changing(
        ({ db }, site) => saveDoor(db, id, fields, openTo, EVERYBODY[site.settings().appearance.language]),
        (door) => ({ kind: 'system', reason: id === null ? 'door-added' : 'door-changed', doorId: door.id }),
      ),
    'access.deleteDoor': async ({ id }) => {
      const gone = changing<null>(
        (tx, site) => {
          const deleted = deleteDoor(tx.db, id);
          if (!deleted.ok) return deleted;
          leaveDoor(tx.db, id);
          if (site.settings().kiosk.doorId !== id) return deleted;
          const saved = tx.saveSettings({ kiosk: { doorId: null } });
          return saved.ok ? ok(null) : saved;
        },
        system('door-deleted', { doorId: id }),
      );
      if (!gone.ok) return gone;
      world.safety.forget(id);
      world.fireInputs.changed();
      await world.outputs.changed(id);
      return gone;
    },

    'access.saveProfile': ({ id, fields }) =>
      changing(({ db }) => onlyId(saveProfile(db, id, fields)), system('profiles-changed')),
    'access.deleteProfile': ({ id }) => changing(({ db }) => usedBy(deleteProfile(db, id)), removed('profiles-changed')),
    'access.saveGroup': ({ id, fields }) => changing(({ db }) => numbered(saveGroup(db, id, fields)), system('groups-changed')),
    'access.deleteGroup': ({ id }) => changing(({ db }) => deleteGroup(db, id), system('groups-changed')),
    'access.members': ({ id }) => read((site) => ok(groupMembers(site.db, id))),
    'access.saveMembers': ({ id, people }) =>
      changing(
        ({ db }) => setMembers(db, id, people),
        system('groups-changed'),
        (db) => ({
          groups: [{ id, members: groupMembers(db, id) }],
        }),
      ),

    'access.saveHolidays': ({ save, remove }) => changing(({ db }) => saveHolidays(db, save, remove), system('holidays-changed')),
    'access.readHolidays': (file) => readHolidays(world, file),

    'access.person': ({ id }) => read((site) => personAccess(site, id)),
    'access.savePerson': ({ id, fields }) =>
      changing(
        ({ db }, site) => {
          const saved = savePersonAccess(db, personId(id), fields, { wall: clock.now(), powered: site.time.powered() });
          return saved.ok ? personAccess(site, id) : saved;
        },
        system('person-access-changed', { personId: personId(id) }),
        (_, site) => holderRules(site, id),
      ),

    'access.lockdown': (input) => overrideDoors(world, { kind: 'lockdown', ...input }),
    'access.emergency': (input) => overrideDoors(world, { kind: 'emergency', ...input }),
    'access.reset': ({ personId: id, zoneId }) =>
      changing(
        ({ db }) => {
          if (id !== null && !getHolder(db, personId(id))) return err({ code: 'person-gone' });
          return applyAccessChange(db, id === null ? { kind: 'reset', zoneId } : { kind: 'reset-person', personId: id });
        },
        system('anti-passback-reset', { personId: id === null ? null : personId(id) }),
      ),

    'access.try': (asked) => read((site) => tryAtDoor(site, world.safety, asked)),
  };
}

/** What is set for one person, and not where they are. */
function holderRules(site: Site, id: number): unknown {
  const found = personAccess(site, id);
  return found.ok ? { ...found.value, place: null } : null;
}

async function readHolidays(
  { site, clock, imports }: AccessCalls,
  { bytes, encoding }: Input<'access.readHolidays'>,
): Promise<Result<Output<'access.readHolidays'>>> {
  const open = site();
  if (!open.ok) return open;
  const { appearance, site: of } = open.value.settings();
  const from = dayOf(clock.now(), of.timeZone);
  return imports.read('holidays', { bytes, from, site: { language: appearance.language, timeZone: of.timeZone }, encoding });
}

function personAccess(site: Site, id: number): Result<PersonAccess> {
  const holder = getHolder(site.db, personId(id));
  if (!holder) return err({ code: 'person-gone' });
  const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = holder;
  const last = lastPassage(site.db, id);
  const place = last && { zoneId: last.zoneId, doorId: last.doorId, at: last.at };
  return ok({ groups: [...groups], validFrom, validTo, visitorUntil, antiPassbackExempt, place });
}

const system = (reason: ReasonOf<'system'>, about: Pick<EventFacts, 'doorId' | 'personId'> = {}): EventFacts => ({
  kind: 'system',
  reason,
  ...about,
});
const removed =
  (reason: ReasonOf<'system'>) =>
  (answer: { readonly usedBy: readonly string[] }): EventFacts | null =>
    answer.usedBy.length > 0 ? null : { kind: 'system', reason };
const usedBy = (answer: Result<readonly string[]>) => (answer.ok ? ok({ usedBy: [...answer.value] }) : answer);
const onlyId = (answer: Result<{ readonly id: number }>) => (answer.ok ? ok({ id: answer.value.id }) : answer);
const numbered = (answer: Result<number>) => (answer.ok ? ok({ id: answer.value }) : answer);

/** Only where that can be read: a disk that is gone must not stand between a press and the doors. */
function isGone(world: Pick<AccessCalls, 'openSite'>, doorId: number): boolean {
  const site = world.openSite();
  const door = site && guardRead(site.db, () => getDoor(site.db, doorId));
  return door?.ok === true && door.value === null;
}

/** Acts, and books as far as the disk takes it. */
function overrideDoors(world: AccessCalls, made: OverrideChange): Result<{ booked: boolean }> {
  if (made.doorId !== null && isGone(world, made.doorId)) return err({ code: 'access-gone' });
  // While the panel says that there is a fire, nobody locks the doors from a desk: the panel is reset first, or its input taken away.
  if (made.kind === 'emergency' && !made.on && world.fireInputs.burns(made.doorId)) return err({ code: 'fire-input-on' });
  return ok({ booked: world.safety.change(made, 'administrator') });
}

/** Reads the opened site; changes it, with the row and what was there before and after. */
function onSite(world: Sites) {
  const read = <T>(use: (site: Site) => Result<T>): Result<T> =>
    world.withSite((site) => {
      const answer = guardRead(site.db, () => use(site));
      return answer.ok ? answer.value : answer;
    });

  const changing = <T>(
    work: (tx: Transaction, site: Site) => Result<T>,
    facts: Facts<T>,
    state: (db: ReadableDb, site: Site) => unknown = accessRules,
  ): Result<T> =>
    world.withSite((site) =>
      change(
        site,
        'access',
        facts,
        (tx) => work(tx, site),
        (db) => state(db, site),
      ),
    );

  return { read, changing };
}
