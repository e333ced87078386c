/** A site with people of whom everything is kept that Lintel keeps: faces, pictures, PINs, badges, probes, a counter-example, doors with their outputs. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { ok } from '../../../src/domain/result.ts';
import type { EngineProcess } from '../../../src/main/gallery/engine-process.ts';
import { createLog } from '../../../src/main/base/log.ts';
import { NEW_DOOR } from '../../../src/shared/access.ts';
import { openKey } from '../../../src/storage/keys/key-file.ts';
import { fakeEngine } from '../../fakes/engine.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../fakes/app.ts';
import type { Random } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';

export type Person = { readonly id: number; readonly face: [number, number, number] };
/** `profiles`: the last is the one that is open. */
export type Site = {
  t: TestApp;
  readonly profiles: string[];
  readonly key: Uint8Array;
  readonly next: Random;
  readonly people: Person[];
  faces: number;
};

const DEPARTMENTS = ['Thaumaturgy', 'Quagmire survey', 'Zymurgy', 'Oneiromancy'];

export const exportOf = (profile: string): string => join(profile, 'export.csv');

/** No two captures of a face are the same: a probe that is erased is not in somebody's template all the same. */
function unsteady(modelId: string): EngineProcess {
  const engine = fakeEngine(modelId);
  return {
    ...engine,
    async embed(crop) {
      const embedded = await engine.embed(crop);
      if (!embedded.ok) return embedded;
      const { vector, ...rest } = embedded.value;
      const noisy = vector.map((x) => x + (Math.random() - 0.5) * 0.01);
      const length = Math.hypot(...noisy);
      return ok({ ...rest, vector: noisy.map((x) => x / length) });
    },
  };
}

export async function open(profile: string, modelId = 'fake-1', clock?: TestApp['clock']): Promise<TestApp> {
  const log = createLog(join(profile, 'logs', 'lintel.log'));
  const t = await startTestApp({
    userData: profile,
    saveTo: exportOf(profile),
    log,
    modelId,
    overrides: { engine: unsteady(modelId) },
    ...(clock && { clock }),
  });
  t.app.setRole('admin');
  return t;
}

/** A face that nobody had, whose picture is noise: no two share a piece. */
export function newFace(site: Pick<Site, 'next'> & { faces: number }): Person['face'] {
  const n = ++site.faces;
  return [(n * 37) % 251, (n * 101 + 13) % 241, 1 + Math.floor(site.next() * 250)];
}

function picture(face: Person['face'], next: Random) {
  const observed = fakeFace(face);
  const crop = new Uint8Array(observed.crop);
  for (let i = 3; i < crop.length; i++) crop[i] = Math.floor(next() * 256);
  return { ...observed, crop };
}

/** @param id null = somebody new */
export async function enrol(
  site: Site,
  id: number | null,
  face: Person['face'],
  name: string,
  department: string,
): Promise<number> {
  const { t } = site;
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: id }));
  value(await t.call('enrol.sample', { enrolmentId, face: { ...picture(face, site.next), capturedAt: t.clock.at } }));
  const person = { employeeNumber: `EMP-${10_000 + site.faces}`, name, department };
  return value(await t.call('enrol.commit', { enrolmentId, person })).id;
}

/** Somebody stands before the camera until they are known; their visit leaves a probe. */
export async function visit({ t }: Site, face: Person['face']): Promise<void> {
  t.app.setRole('kiosk');
  t.clock.at += 60_000;
  t.clock.monotonic += 60_000;
  const track = randomInt(1, 1_000_000);
  for (let frame = 1; frame <= 5; frame++) {
    const { state } = value(await t.call('recognition.face', { ...fakeFace(face, track), frame, capturedAt: t.clock.at }));
    if (state === 'welcome') break;
  }
  t.app.setRole('admin');
  // It is written after the answer.
  const { own: db } = value(t.app.site());
  const kept = () =>
    db.get("SELECT 1 FROM probes p WHERE p.event_id = (SELECT max(id) FROM events WHERE kind = 'recognised')") !== undefined;
  for (let i = 0; !kept(); i++) {
    if (i > 2_000) throw new Error('the visit left no probe');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function build(profile: string, count: number, next: Random): Promise<Site> {
  const t = await open(profile);
  value(await t.call('setup.complete', SETUP));
  value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
  const key = value(await openKey(join(profile, 'keys'), { kind: 'key-file' }));
  const site: Site = { t, profiles: [profile], key, next, people: [], faces: 0 };
  for (let i = 0; i < count; i++) await addPerson(site);
  for (let i = 1; i <= 3; i++) await addDoor(site, i);
  return site;
}

export async function addPerson(site: Site): Promise<Person> {
  const { t, next } = site;
  const face = newFace(site);
  // No one's is the beginning of another's, which would be looked for in vain.
  const department = `${DEPARTMENTS[Math.floor(next() * DEPARTMENTS.length)]!} ${site.faces}, left wing`;
  const id = await enrol(site, null, face, `Zebulon ${site.faces} Quixote`, department);
  const person = { id, face };
  site.people.push(person);
  value(await t.call('credentials.setPin', { personId: id, pin: null }));
  value(await t.call('credentials.print', { personIds: [id], renew: false }));
  await visit(site, face);
  return person;
}

export async function addDoor(site: Site, n: number): Promise<number> {
  const { t } = site;
  const door = value(
    await t.call('access.saveDoor', {
      id: null,
      fields: { ...NEW_DOOR, name: `Wolkenkuckuck ${n}, east` },
      openTo: null,
    }),
  );
  await wire(site, door.id);
  return door.id;
}

/** A new key, of a receiver that is nowhere. */
export async function wire({ t, next }: Site, doorId: number): Promise<void> {
  const key = Array.from({ length: 64 }, () => Math.floor(next() * 16).toString(16)).join('');
  const port = 1024 + Math.floor(next() * 60_000);
  value(
    await t.call('outputs.save', {
      doorId,
      config: { kind: 'http', url: `http://127.0.0.1:${port}/sesame-${doorId}`, signature: 2 },
      secrets: { password: null, key },
    }),
  );
}
