/**
 * `window.lintel` on in-memory data, for component tests and for looking at screens without main. It follows the contract's
 * rules that a screen can notice (roles, lock-out, filters, paging, undo), and recognises nobody.
 */
import type { AppError } from '../../src/domain/errors.ts';
import type { DecisionRecord } from '../../src/domain/recognition/decision.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import type { AccessOverview } from '../../src/shared/access.ts';
import type { SafetyState } from '../../src/shared/calls/safety.ts';
import type { FireInputView } from '../../src/shared/fire-inputs.ts';
import type { AppState, Bridge, CallName, EventName, EventPayload, Input, KeyKind, Output } from '../../src/shared/contract.ts';
import type { LogFilter, LogRow, Person } from '../../src/shared/schemas.ts';
import { DEFAULT_SETTINGS, merged, seenBy, type GivenSettings, type Settings } from '../../src/shared/settings.ts';
import { accessAnswers, sampleAccess } from './bridge/access.ts';
import { credentialsAnswers } from './bridge/credentials.ts';
import { errorRateAnswers } from './bridge/error-rate.ts';
import { fireInputsAnswers } from './bridge/fire-inputs.ts';
import { shiftsAnswers, type Planned } from './bridge/shifts.ts';
import { hoursAnswers } from './bridge/hours.ts';
import { hourRequestsAnswers } from './bridge/hour-requests.ts';
import { kioskAnswers } from './bridge/kiosk.ts';
import { outputsAnswers } from './bridge/outputs.ts';
import { exportsAnswers } from './bridge/exports.ts';
import { frappeAnswers } from './bridge/frappe.ts';
import { presenceAnswers } from './bridge/presence.ts';
import { safetyAnswers } from './bridge/safety.ts';
import { lookAlikesAnswers } from './bridge/look-alikes.ts';
import { RECOVERY_KEY, sessionAnswers, type FakeChange } from './bridge/session.ts';
import { PASSWORD, PIN } from '../../tools/secrets.ts';
import { sampleLog, samplePeople } from './site.ts';

export { PASSWORD, PIN, RECOVERY_KEY };

export type FakeOptions = {
  readonly stage?: AppState['stage'];
  readonly role?: AppState['role'];
  readonly locked?: AppState['locked'];
  readonly settings?: GivenSettings;
  readonly updating?: number;
  readonly fault?: AppError;
  readonly keyKinds?: readonly KeyKind[];
  readonly engine?: AppState['engine'];
  readonly clock?: AppState['clock'];
  readonly history?: AppState['history'];
  readonly people?: readonly Person[];
  readonly log?: readonly LogRow[];
  readonly zone?: string;
  readonly access?: AccessOverview;
  readonly safety?: Partial<SafetyState>;
  readonly fireInputs?: readonly FireInputView[];
  readonly planned?: Planned;
  /** Answers that a test wants instead of the usual ones. */
  readonly answers?: Partial<{ [N in CallName]: (input: Input<N>) => Result<Output<N>> }>;
};

export type FakeBridge = Bridge & {
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  readonly calls: { readonly name: CallName; readonly input: unknown }[];
  readonly state: () => AppState;
};

/** Noon of the day that the sample log ends in. */
export const NOW = Date.UTC(2026, 10, 24, 4, 12, 30);

type Handlers = { [N in CallName]: (input: Input<N>) => Result<Output<N>> };

export function fakeBridge(options: FakeOptions = {}): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const calls: { name: CallName; input: unknown }[] = [];
  let people: Person[] = [...(options.people ?? samplePeople(NOW))];
  let log: LogRow[] = [...(options.log ?? sampleLog(people, NOW, options.zone ?? 'Asia/Shanghai'))];
  const erased = new Map<number, Person>();
  let samples: number[] = [];
  let nextId = 10_000;
  const site = { name: '滨江厂区 Riverside', timeZone: options.zone ?? 'Asia/Shanghai' };
  let settings: Settings = merged(merged(DEFAULT_SETTINGS, { site }), options.settings ?? {});
  let state: AppState = {
    stage: options.stage ?? 'open',
    updating: options.updating ?? null,
    fault: options.fault ?? null,
    role: options.role ?? 'admin',
    locked: options.locked ?? null,
    kioskBehind: false,
    askPassword: null,
    settings: seenBy(options.role ?? 'admin', settings),
    dataFolder: '/home/lin/.config/Lintel',
    clock: options.clock ?? 'good',
    keyKinds: [...(options.keyKinds ?? (['keychain', 'key-file', 'passphrase'] as const))],
    engine: options.engine ?? { status: 'ready', kind: 'onnx', modelId: 'q-2026-11-24', fault: null },
    reembedding: null,
    reckoning: null,
    history: [...(options.history ?? [])],
    demo: false,
    standIn: false,
    pageRestartedAt: null,
  };

  const emit = <N extends EventName>(name: N, payload: EventPayload<N>) => {
    if (name === 'safety.changed') safety.announce(payload as SafetyState);
    for (const listener of listeners.get(name) ?? []) (listener as (p: EventPayload<N>) => void)(payload);
  };
  const change = ({ settings: given = {}, ...part }: FakeChange) => {
    settings = merged(settings, given);
    const role = part.role ?? state.role;
    state = { ...state, ...part, settings: seenBy(role, settings) };
    emit('app.changed', state);
  };
  const person = (id: number, f: (p: Person) => Person): Result<Person> => {
    const found = people.find((p) => p.id === id);
    if (!found) return err({ code: 'person-gone' });
    const made = f(found);
    people = people.map((p) => (p.id === id ? made : p));
    emit('people.changed', null);
    if (made.active !== found.active || made.templates !== found.templates) emit('faces.changed', null);
    return ok(made);
  };
  const isoDay = (at: number) =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: state.settings.site.timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(at);
  const matching = (f: LogFilter) =>
    log.filter(
      (r) =>
        (f.personId === null || r.personId === f.personId) &&
        (f.from === null || isoDay(r.at) >= f.from) &&
        (f.to === null || isoDay(r.at) <= f.to) &&
        (f.kinds.length === 0 || f.kinds.includes(r.kind)) &&
        `${r.name ?? ''} ${r.employeeNumber ?? ''}`.toLowerCase().includes(f.search.toLowerCase()),
    );
  const session = sessionAnswers(() => state, change);
  const access = accessAnswers(options.access ?? sampleAccess(), {
    now: NOW,
    people: () => people,
    settings: () => state.settings,
    changed: () => {
      emit('access.changed', access.override());
      emit('safety.changed', safety.state());
    },
    leaveDoor: () => change({ settings: { kiosk: { doorId: null } } }),
  });
  const fireInputs = fireInputsAnswers(options.fireInputs ?? [], () => emit('safety.changed', safety.state()));
  const safety = safetyAnswers({
    inputs: fireInputs.list,
    access: access.overview,
    extra: options.safety ?? {},
    pinIs: session.pinIs,
    emergency: () => void access.answers['access.emergency']({ doorId: null, on: true }),
  });
  const handlers: Handlers = {
    'app.state': () => ok(state),
    'app.about': () => ok(about),
    'imports.cancel': () => ok(null),
    'dataImports.list': () => ok([]),
    'dataImports.readPunches': () => err({ code: 'attlog-unreadable' }),
    'dataImports.takePunches': () => err({ code: 'attlog-unreadable' }),
    'dataImports.readPeople': () => err({ code: 'people-file-unreadable' }),
    'dataImports.takePeople': () => err({ code: 'people-file-unreadable' }),
    'dataImports.saveLeftOut': () => ok(null),
    'dataImports.undoPunches': () => err({ code: 'import-gone' }),
    'dataImports.undoPeople': () => err({ code: 'import-gone' }),
    'dataImports.openPhotos': () => ok(null),
    'dataImports.readPhoto': () => err({ code: 'photos-closed' }),
    'dataImports.closePhotos': () => ok(null),
    'dataImports.photosOf': () => ok([]),
    'app.alive': () => ok(null),
    'app.retry': () => {
      change({ stage: 'open', fault: null });
      return ok(null);
    },
    'history.acknowledge': () => {
      change({ history: [] });
      return ok(null);
    },
    'setup.chooseFolder': () => ok('/srv/lintel'),
    'settings.save': (i) => {
      change({ settings: i });
      return ok(settings);
    },
    'recognition.face': () => ok({ state: 'checking', progress: 0.5 }),
    'recognition.notMe': (i) => {
      log = log.map((r) => (r.id === i.eventId ? { ...r, retracted: true } : r));
      return ok(null);
    },
    'recognition.reset': () => ok(null),
    'recognition.fault': () => ok(null),
    ...session.answers,
    ...access.answers,
    ...safety.answers,
    ...fireInputs.answers,
    ...shiftsAnswers(options.planned ?? {}, () => emit('hours.changed', null)),
    ...hoursAnswers({ people: () => people, now: NOW, zone: site.timeZone }),
    ...kioskAnswers,
    ...outputsAnswers(),
    ...hourRequestsAnswers({ people: () => people, now: NOW, changed: () => emit('hours.changed', null) }),
    ...exportsAnswers(NOW),
    ...frappeAnswers(NOW, () => emit('frappe.changed', null)),
    ...presenceAnswers(() => people, NOW),
    ...errorRateAnswers(NOW),
    ...lookAlikesAnswers({
      now: NOW,
      people: () => people,
      log: () => log,
      retract: (id, retracted) => {
        log = log.map((r) => (r.id === id ? { ...r, retracted } : r));
      },
      changed: () => emit('lookAlikes.changed', null),
    }),
    ...credentialsAnswers({
      now: NOW,
      people: () => people,
      change: person,
      changed: () => emit('credentials.changed', null),
      add: (fields, more) => {
        const made: Person = {
          id: (nextId += 1),
          ...fields,
          active: true,
          templates: 0,
          needsEnrolment: false,
          withoutFace: false,
          enrolledAt: NOW,
          lastSeenAt: null,
          ...more,
        };
        people = [made, ...people];
        emit('people.changed', null);
        return ok(made);
      },
    }),
    'enrol.begin': () => {
      samples = [];
      return ok({ enrolmentId: (nextId += 1), needed: 5 });
    },
    'enrol.sample': () => {
      samples.push((nextId += 1));
      return ok({ sampleId: nextId, mirrorCosine: 0.91, count: samples.length });
    },
    'enrol.drop': (i) => {
      samples = samples.filter((s) => s !== i.sampleId);
      return ok(null);
    },
    'enrol.distinct': () => ok(null),
    'enrol.commit': (i) => {
      const taken = people.find((p) => p.employeeNumber === i.person.employeeNumber);
      if (taken) return err({ code: 'employee-number-taken', name: taken.name });
      const made: Person = {
        id: (nextId += 1),
        ...i.person,
        active: true,
        templates: samples.length,
        needsEnrolment: false,
        withoutFace: false,
        enrolledAt: NOW,
        lastSeenAt: null,
      };
      people = [made, ...people];
      emit('people.changed', null);
      emit('faces.changed', null);
      return ok(made);
    },
    'enrol.cancel': () => ok(null),
    'people.list': (i) => {
      const wanted = i.search.trim().toLowerCase();
      return ok(people.filter((p) => `${p.name} ${p.employeeNumber} ${p.department}`.toLowerCase().includes(wanted)));
    },
    'people.unclear': () => ok([]),
    'people.get': (i) => {
      const found = people.find((p) => p.id === i.id);
      return found ? ok(found) : err({ code: 'person-gone' });
    },
    'people.photo': () => ok(null),
    'people.update': (i) => {
      const taken = people.find((p) => p.employeeNumber === i.person.employeeNumber && p.id !== i.id);
      return taken ? err({ code: 'employee-number-taken', name: taken.name }) : person(i.id, (p) => ({ ...p, ...i.person }));
    },
    'people.setActive': (i) => person(i.id, (p) => ({ ...p, active: i.active })),
    'people.delete': (i) => {
      const found = people.find((p) => p.id === i.id);
      if (!found) return err({ code: 'person-gone' });
      erased.set(i.id, found);
      people = people.filter((p) => p.id !== i.id);
      emit('people.changed', null);
      emit('faces.changed', null);
      return ok({ undoSeconds: 30 });
    },
    'people.undelete': (i) => {
      const found = erased.get(i.id);
      if (!found) return err({ code: 'person-gone' });
      people = [...people, found];
      emit('people.changed', null);
      emit('faces.changed', null);
      return ok(found);
    },
    'log.list': (i) => {
      const all = matching(i.filter);
      const after = all.filter((r) => i.before === null || r.id < i.before);
      return ok({ rows: after.slice(0, i.limit), more: after.length > i.limit, total: all.length });
    },
    'log.decision': (i) => {
      const row = log.find((r) => r.id === i.eventId);
      return ok(row?.score == null ? null : decisionOf(row));
    },
    'log.export': ({ filter, format }) =>
      ok({ path: `/home/lin/Documents/lintel-2026-11-24.${format}`, rows: matching(filter).length }),
  };

  return {
    platform: 'linux',
    calls,
    emit: (name, payload) => {
      if (name === 'log.appended') log = [payload as LogRow, ...log];
      if (name === 'app.changed') state = payload as AppState;
      emit(name, payload);
    },
    state: () => state,
    call: <N extends CallName>(name: N, input: Input<N>) => {
      calls.push({ name, input });
      const answer = options.answers?.[name] ?? handlers[name];
      return Promise.resolve(answer(input) as Result<Output<N>>);
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
}

function decisionOf(row: LogRow): DecisionRecord {
  const score = row.score ?? 0;
  const second = Math.min(score - 0.02, 0.19 + (row.id % 7) / 60);
  return {
    first: { personId: row.personId ?? 3, score },
    second: { personId: 5, score: second },
    margin: score - second,
    threshold: 0.41,
    marginRequired: 0.03,
    frames: 3,
    quality: {
      InterEyeDistance: 78,
      Sharpness: 212,
      UnderExposurePrevention: 0.96,
      OverExposurePrevention: 0.99,
      LuminanceMean: 0.46,
      IlluminationUniformity: 0.83,
      HeadPoseYaw: -4.2,
      HeadPosePitch: 6.1,
      HeadPoseRoll: 1.3,
      LeftwardCrop: 3.1,
      RightwardCrop: 2.8,
      MarginAbove: 1.2,
      MarginBelow: 0.9,
      SingleFacePresent: 1,
      EyesOpen: 0.88,
      MouthClosed: 0.94,
    },
    mirrorCosine: 0.93,
    liveness: { antispoof: 0.91, liveness: 0.87 },
    presentation: null,
    counterExample: null,
    lookAlike: false,
    modelId: 'q-2026-11-24',
    times: { detect: 54, align: 3, liveness: 41, embed: 29, match: 2, visit: 412 },
  };
}

const about: Output<'app.about'> = {
  version: '0.1.0',
  runtime: { electron: '45.4.1', chrome: '142.0.7444.52', node: '24.9.0', sqlite: '3.51.0', onnxruntime: '1.30.0' },
  databaseFile: '/home/lin/.config/Lintel/lintel.db',
  schemaVersion: 60,
  clock: { now: NOW, uptime: 9 * 3_600_000 + 740_000, step: { ms: 5_340_000, at: NOW - 3 * 3_600_000 } },
  model: {
    id: 'q-2026-11-24',
    network: 'Q',
    bytes: 5_912_344,
    sha256: '9f2c4e0b7a1d53e86c04b2f97d1835ae0c6b4f29d8e7a3150b9cfe62748d1a30',
    accuracy: [
      { falseMatchRate: 0.01, falseNonMatchRate: 0.021 },
      { falseMatchRate: 0.001, falseNonMatchRate: 0.064 },
      { falseMatchRate: 0.0001, falseNonMatchRate: 0.148 },
    ],
    advisedThreshold: 0.41,
    trainedOn: 'Synthetic identities, 112 × 112, aligned by five points',
    imagesSeen: 1_240_000,
  },
};
