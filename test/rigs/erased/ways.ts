/** Every way in which something of a person, or a secret, is to be gone; and what has to go by it, or the way did nothing. */
import { reembedLeft } from '../../../src/storage/gallery/reembed.ts';
import { Database } from '../../../src/storage/file/sqlite.ts';
import { setKey } from '../../../src/storage/file/cipher.ts';
import { copyProfile, SETUP } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { addDoor, addPerson, enrol, newFace, open, wire, type Person, type Site } from './site.ts';

export type Way = {
  readonly name: string;
  /** table.column of what must be gone afterwards, among others. */
  readonly goes: readonly string[];
  /** What is there before, if it is not there anyway. */
  readonly prepare?: (site: Site) => Promise<void>;
  readonly run: (site: Site) => Promise<void>;
};

const FACE = ['templates.embedding', 'codes.code', 'crops.webp'];
const PERSON = [...FACE, 'people.department', 'people.folded', 'pins.hash', 'pins.salt', 'probes.embedding'];
const DAY = 86_400_000;

const db = ({ t }: Site) => value(t.app.site()).own;
/** The newest, of whom all is kept. */
function take(site: Site): Person {
  const person = site.people.pop();
  if (!person) throw new Error('nobody is left');
  return person;
}
async function again(site: Site): Promise<void> {
  await addPerson(site);
}
async function pin({ t, people }: Site): Promise<void> {
  value(await t.call('credentials.setPin', { personId: people[0]!.id, pin: null }));
}
const later = async ({ t }: Site, ms: number): Promise<void> => {
  t.clock.at += ms;
  t.clock.monotonic += ms;
  value(t.app.retention.run());
  // Nobody was there for so long, and somebody signs in again.
  t.app.setRole('admin');
  await Promise.resolve();
};

async function deleteOne(site: Site): Promise<void> {
  value(await site.t.call('people.delete', { id: take(site).id }));
  await later(site, 31_000);
}

async function restart(site: Site, profile: string, modelId: string): Promise<void> {
  const { clock } = site.t;
  clock.at += 5_000;
  clock.monotonic += 5_000;
  site.t = await open(profile, modelId, clock);
}

/** Somebody reads the file from outside, so that the log cannot be emptied. */
function reader(site: Site): () => void {
  const raw = new Database(value(site.t.app.site()).open.file, { readonly: true });
  setKey(raw, site.key);
  raw.exec('BEGIN');
  raw.prepare('SELECT count(*) FROM people').get();
  return () => raw.close();
}

export const WAYS: readonly Way[] = [
  { name: 'deleted, and the time to undo is over', goes: PERSON, prepare: again, run: deleteOne },
  {
    name: 'deleted while somebody reads the file',
    goes: PERSON,
    prepare: again,
    async run(site) {
      const end = reader(site);
      await deleteOne(site);
      // Or nothing was in the way, and this shows nothing.
      if (!db(site).owesCheckpoint()) throw new Error('the reader was in nobody’s way');
      end();
      await later(site, 20_000);
    },
  },
  {
    name: 'deleted, and the power is gone before the log is emptied',
    goes: PERSON,
    prepare: again,
    async run(site) {
      const end = reader(site);
      await deleteOne(site);
      const cut = copyProfile(site.profiles.at(-1)!);
      end();
      await site.t.app.stop();
      site.profiles.push(cut);
      await restart(site, cut, site.t.app.deps.model.id());
    },
  },
  {
    name: 'comes without a face',
    goes: [...FACE, 'probes.embedding'],
    prepare: again,
    async run(site) {
      value(await site.t.call('credentials.setWithoutFace', { personId: take(site).id, withoutFace: true }));
    },
  },
  {
    name: 'enrolled again with another face',
    goes: FACE,
    prepare: again,
    async run(site) {
      const person = take(site);
      const face = newFace(site);
      await enrol(site, person.id, face, `Zebulon ${site.faces} again`, `Elsewhere ${site.faces}, right wing`);
      site.people.push({ id: person.id, face });
    },
  },
  {
    name: 'name, number and department changed',
    goes: ['people.department', 'people.folded'],
    async run(site) {
      const { id } = site.people[0]!;
      const person = {
        employeeNumber: `NEW-${++site.faces}`,
        name: `Other ${site.faces} by name`,
        department: `Nowhere ${site.faces}, attic`,
      };
      value(await site.t.call('people.update', { id, person }));
    },
  },
  {
    name: 'a new PIN',
    goes: ['pins.hash', 'pins.salt'],
    prepare: pin,
    run: pin,
  },
  {
    name: 'the PIN removed',
    goes: ['pins.hash', 'pins.salt'],
    prepare: pin,
    async run({ t, people }) {
      value(await t.call('credentials.removePin', { personId: people[0]!.id }));
    },
  },
  {
    name: 'a visit’s probe, two weeks later',
    goes: ['probes.embedding'],
    prepare: again,
    run: (site) => later(site, 15 * DAY),
  },
  {
    name: '“not him”, two weeks later, and undone',
    goes: ['counter_examples.embedding'],
    async prepare(site) {
      const { t } = site;
      await again(site);
      const [row] = db(site).all<{ id: number }>('SELECT event_id AS id FROM probes ORDER BY event_id DESC LIMIT 1');
      value(await t.call('notHim.say', { eventId: row!.id }));
      await later(site, 15 * DAY);
    },
    async run(site) {
      const [row] = db(site).all<{ id: number }>('SELECT event_id AS id FROM counter_examples LIMIT 1');
      value(await site.t.call('notHim.undo', { eventId: row!.id }));
    },
  },
  {
    name: 'pictures are kept no more',
    goes: ['crops.webp'],
    prepare: again,
    async run({ t }) {
      value(await t.call('settings.save', { recognition: { keepCrops: false } }));
      value(await t.call('settings.save', { recognition: { keepCrops: true } }));
    },
  },
  {
    name: 'another model',
    goes: ['templates.embedding', 'codes.code', 'probes.embedding'],
    prepare: again,
    async run(site) {
      await site.t.app.stop();
      const model = `fake-${++site.faces}`;
      await restart(site, site.profiles.at(-1)!, model);
      const left = (): number => reembedLeft(db(site), model).people;
      for (let i = 0; left() > 0 && i < 3_000; i++) await new Promise((resolve) => setTimeout(resolve, 10));
      await later(site, 20_000);
    },
  },
  {
    name: 'another output at a door',
    goes: ['outputs.key', 'outputs.config'],
    async run(site) {
      const [door] = db(site).all<{ id: number }>('SELECT door_id AS id FROM outputs ORDER BY door_id DESC LIMIT 1');
      await wire(site, door!.id);
    },
  },
  {
    name: 'a door removed',
    // Its name stays in the row that says what was removed.
    goes: ['outputs.key', 'outputs.config'],
    async prepare(site) {
      await addDoor(site, ++site.faces + 100);
    },
    async run(site) {
      const [door] = db(site).all<{ id: number }>('SELECT door_id AS id FROM outputs ORDER BY door_id DESC LIMIT 1');
      value(await site.t.call('access.deleteDoor', { id: door!.id }));
    },
  },
  {
    name: 'another password and kiosk PIN',
    goes: ['secrets.hash', 'secrets.salt'],
    async run(site) {
      const { password, kioskPin } = SETUP;
      value(await site.t.call('settings.changeSecrets', { currentPassword: password, password, kioskPin }));
    },
  },
];
