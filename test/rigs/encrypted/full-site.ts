/**
 * A site in which everything that may be secret has a value that stands nowhere else: names, numbers, faces, pictures, PINs, passwords, keys, doors,
 * addresses. Made by the app's own calls, as a window would make it; profile, data, log and the folder of temporary files are all below one folder.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CROP_BYTES, type FaceObservation } from '../../../src/domain/recognition/face.ts';
import { createLog } from '../../../src/main/base/log.ts';
import { NEW_DOOR } from '../../../src/shared/access.ts';
import type { CallName, Input, Output } from '../../../src/shared/contract.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../fakes/app.ts';
import { seeded } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';

export type FullSite = {
  readonly t: TestApp;
  /** What was typed or drawn and is stored as a hash alone, or not at all. */
  readonly typed: ReadonlyMap<string, string | Uint8Array>;
};

const PASSPHRASE = 'Vexillology pumpernickel 88';
const PASSWORD = 'Xyzzy-plugh-frotz-42';
const KIOSK_PIN = '918273645';
const PEOPLE = ['Zebulon Quixote 张伟明', 'Perpetua Ojiambo-Thwaite', 'Ignatius Wolkenstein'];
const DAY_MS = 86_400_000;

/** A face whose picture is noise, so that no byte of it stands anywhere by chance. */
function noisyFace(who: number, track: number): FaceObservation {
  const next = seeded(1000 + who);
  const crop = Uint8Array.from({ length: CROP_BYTES }, () => Math.floor(next() * 256));
  return { ...fakeFace([0, 0, 0], track), crop };
}

/** @param folder empty; gets `profile`, `temporary` */
export async function fillSite(folder: string): Promise<FullSite> {
  const userData = join(folder, 'profile');
  mkdirSync(userData);
  const t = await startTestApp({ userData, log: createLog(join(userData, 'logs', 'lintel.log')) });
  const must = async <N extends CallName>(name: N, input: Input<N>, role: 'admin' | 'kiosk' = 'admin'): Promise<Output<N>> => {
    t.clock.at += 61_000;
    t.clock.monotonic += 61_000;
    if (t.app.state().stage === 'open') t.app.setRole(role);
    return value(await t.call(name, input), name);
  };
  const { recoveryKey } = await must('setup.complete', {
    ...SETUP,
    siteName: 'Quagmire Works',
    password: PASSWORD,
    kioskPin: KIOSK_PIN,
    keyKind: 'passphrase',
    passphrase: PASSPHRASE,
  });
  await must('settings.save', {
    recognition: { cooldownSeconds: 0, voteFrames: 1 },
    kiosk: { cameraId: 'camera-snollygoster-7' },
  });
  const people = await enrolAll(must);
  const doorId = await wire(must, people);
  await must('settings.save', { kiosk: { doorId } });
  const pin = await must('credentials.setPin', { personId: people[0]!, pin: null });
  const [badge] = await must('credentials.print', { personIds: people, renew: false });
  // People come, are refused, are taken for others; wrong numbers are tried.
  for (const [who] of PEOPLE.entries()) {
    const decision = await must('recognition.face', noisyFace(who, 10 + who), 'kiosk');
    if (decision.state === 'welcome' && who === 1) {
      await new Promise((done) => setImmediate(done));
      await must('notHim.say', { eventId: decision.eventId });
    }
  }
  await must('recognition.face', noisyFace(99, 99), 'kiosk');
  await must('credentials.pin', { code: pin.number + pin.pin, waitedMs: 1 }, 'kiosk');
  await must('credentials.pin', { code: '7391' + '642807', waitedMs: 1 }, 'kiosk');
  await must('credentials.badge', { token: badge!.token, waitedMs: 1 }, 'kiosk');
  t.app.setRole('anyone');
  await t.call('session.signIn', { kind: 'password', secret: 'Wrongly-typed-rutabaga' });
  // Enrolled again, and somebody who is erased.
  await enrol(must, 1, people[1]!);
  await must('people.delete', { id: people[2]! });
  t.clock.at += DAY_MS;
  t.clock.monotonic += DAY_MS;
  value(t.app.retention.run());
  await t.app.freshness.tick();
  return {
    t,
    typed: new Map<string, string | Uint8Array>([
      ['passphrase', PASSPHRASE],
      ['password', PASSWORD],
      ['kiosk PIN', KIOSK_PIN],
      ['wrong password', 'Wrongly-typed-rutabaga'],
      ['PIN', pin.number + pin.pin],
      ['badge', badge!.token],
      ['recovery key', recoveryKey],
      ['recovery key without hyphens', recoveryKey.replaceAll('-', '')],
      ['picture of a face', noisyFace(0, 1).crop.slice(4000, 4048)],
    ]),
  };
}

type Must = <N extends CallName>(name: N, input: Input<N>, role?: 'admin' | 'kiosk') => Promise<Output<N>>;

async function enrol(must: Must, who: number, known: number | null): Promise<number> {
  const { enrolmentId, needed } = await must('enrol.begin', { personId: known });
  for (let i = 0; i < needed; i++) await must('enrol.sample', { enrolmentId, face: noisyFace(who, 1) });
  const person = { employeeNumber: `EMP-55887${who}`, name: PEOPLE[who]!, department: `Thaumaturgy ${who}` };
  return (await must('enrol.commit', { enrolmentId, person })).id;
}

async function enrolAll(must: Must): Promise<number[]> {
  const ids: number[] = [];
  for (const [who] of PEOPLE.entries()) ids.push(await enrol(must, who, null));
  return ids;
}

async function wire(must: Must, people: readonly number[]): Promise<number> {
  const zone = await must('access.saveZone', {
    id: null,
    fields: { name: 'Gallimaufry', antiPassback: 'soft', timedMinutes: 10, resetAt: null, capacity: 50 },
  });
  const door = await must('access.saveDoor', {
    id: null,
    fields: { ...NEW_DOOR, name: 'Wolkenkuckuck', toZone: zone.id },
    openTo: [],
  });
  const hours = [{ from: '00:00', to: '24:00' }];
  const profile = await must('access.saveProfile', {
    id: null,
    fields: {
      name: 'Antediluvian shift',
      week: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours },
      onHolidays: 'own-hours',
      holidayHours: hours,
      makeUpDayAs: 1,
    },
  });
  const group = await must('access.saveGroup', {
    id: null,
    fields: { name: 'Bumbershoot crew', grants: [{ doorId: door.id, profileId: profile.id }], opensDay: true, isDefault: false },
  });
  await must('access.saveMembers', { id: group.id, people: [...people] });
  await must('access.saveHolidays', {
    save: [{ date: '2026-12-24', name: 'Festivus eve', kind: 'off', asWeekday: null }],
    remove: [],
  });
  await must('outputs.save', {
    doorId: door.id,
    config: { kind: 'http', url: 'http://127.0.0.1:9/open-sesame-taradiddle', signature: 2 },
    secrets: { password: null, key: 'c0ffee5eed'.repeat(7).slice(0, 64) },
  });
  const second = await must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'Nudiustertian gate' }, openTo: [] });
  await must('outputs.save', {
    doorId: second.id,
    config: {
      kind: 'shelly',
      host: '127.0.0.1',
      port: 9,
      generation: 2,
      channel: 0,
      username: 'admin',
      lock: 'secure',
      contact: null,
    },
    secrets: { password: 'Relay-brouhaha-1812', key: null },
  });
  return door.id;
}
