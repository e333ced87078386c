/** Enrols people from photographs, one picture in flight: nothing of a picture is kept once main has looked at its face. */
import type { AppError } from '../../../domain/errors.ts';
import type { FaceObservation } from '../../../domain/recognition/face.ts';
import { faceReasons } from '../../../domain/recognition/quality.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Person } from '../../../shared/schemas.ts';
import type { call } from '../../base/api.ts';
import type { Named, Photos } from './photo-names.ts';
import { hashOf } from './photo-source.ts';

export type PhotoRefusal = Named & { readonly error: AppError };
/** done = taken + twice + refused, and those of the person under way; of a run that ended, none is under way. */
export type PhotoProgress = {
  readonly done: number;
  readonly total: number;
  /** People who have a face now. */
  readonly enrolled: number;
  /** Pictures that were taken. */
  readonly taken: number;
  /** The same file once more, of the same person. */
  readonly twice: number;
  readonly refused: readonly PhotoRefusal[];
};

export type PhotoWorld<F> = {
  readonly ask: typeof call;
  readonly read: (file: F) => Promise<Result<Blob>>;
  readonly observe: (photo: Blob) => Promise<Result<readonly FaceObservation[]>>;
  readonly onProgress: (progress: PhotoProgress) => void;
  readonly signal: AbortSignal;
};

/** After these no further picture comes: the session is over, somebody enrols at the camera, nobody can embed, or the archive is closed. */
const ENDS: ReadonlySet<string> = new Set([
  'not-allowed',
  'enrolment-ended',
  'engine-down',
  'photos-closed',
  'import-too-much',
  'import-failed',
  'import-cancelled',
]);

/** What a run has done, and of whom it is still to come: what it goes on from. */
export type PhotoRun<F> = { readonly progress: PhotoProgress; readonly rest: Photos<F>['of'] };

export function newRun<F>(of: Photos<F>['of']): PhotoRun<F> {
  const total = of.reduce((n, { files }) => n + files.length, 0);
  return { progress: { done: 0, total, enrolled: 0, taken: 0, twice: 0, refused: [] }, rest: of };
}

/**
 * Ends early where it is cancelled, or main takes nothing any more: whoever was enrolled by then stays so, and the person under way is of the rest with
 * all their pictures.
 */
export async function importPhotos<F extends Named>(
  run: PhotoRun<F>,
  world: PhotoWorld<F>,
): Promise<PhotoRun<F> & { readonly error: AppError | null }> {
  let { progress } = run;
  for (const [i, { person, files }] of run.rest.entries()) {
    const rest = run.rest.slice(i);
    if (world.signal.aborted) return { progress, rest, error: null };
    const done = await importPerson(world, progress, person, files);
    if (done.progress === null) {
      world.onProgress(progress);
      return { progress, rest, error: done.error };
    }
    progress = done.progress;
    world.onProgress(progress);
  }
  return { progress, rest: [], error: null };
}

/** Null: nothing is done of them, and no further person comes. */
type OfPerson =
  { readonly progress: PhotoProgress; readonly error: null } | { readonly progress: null; readonly error: AppError | null };

async function importPerson<F extends Named>(
  world: PhotoWorld<F>,
  before: PhotoProgress,
  person: Person,
  files: readonly F[],
): Promise<OfPerson> {
  const { ask, signal, onProgress } = world;
  const all = (error: AppError): OfPerson => ({
    progress: { ...before, done: before.done + files.length, refused: [...before.refused, ...refusedOf(files, error)] },
    error: null,
  });
  const begun = await ask('enrol.begin', { personId: person.id });
  if (!begun.ok) return begun.error.code === 'person-gone' ? all(begun.error) : { progress: null, error: begun.error };
  const { enrolmentId } = begun.value;
  const end = async (error: AppError | null): Promise<OfPerson> => {
    await ask('enrol.cancel', { enrolmentId });
    return { progress: null, error };
  };
  let progress = before;
  const taken: F[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    if (signal.aborted) return end(null);
    const offered = await offer(world, enrolmentId, file, seen);
    if (!offered.ok && ENDS.has(offered.error.code)) return end(offered.error);
    if (!offered.ok) progress = { ...progress, refused: [...progress.refused, ...refusedOf([file], offered.error)] };
    else if (offered.value === 'taken') taken.push(file);
    else progress = { ...progress, twice: progress.twice + 1 };
    progress = { ...progress, done: progress.done + 1 };
    onProgress(progress);
  }
  if (signal.aborted) return end(null);
  if (taken.length === 0) {
    await ask('enrol.cancel', { enrolmentId });
    return { progress, error: null };
  }
  const error = await commit(ask, enrolmentId, person);
  if (error?.code === 'person-gone') return all(error);
  if (error) return end(error);
  return { progress: { ...progress, enrolled: progress.enrolled + 1, taken: progress.taken + taken.length }, error: null };
}

const refusedOf = (files: readonly Named[], error: AppError): PhotoRefusal[] =>
  files.map(({ name, path }) => ({ name, path, error }));

/** Who was enrolled since a run was stopped keeps their face: their pictures are told so, by whose face it is. Errors: as people.list. */
export async function resumed<F extends Named>({ progress, rest }: PhotoRun<F>, ask: typeof call): Promise<Result<PhotoRun<F>>> {
  const people = await ask('people.list', { search: '' });
  if (!people.ok) return people;
  const have = new Set(people.value.filter((person) => person.templates > 0).map((person) => person.id));
  const theirs = rest.filter(({ person }) => have.has(person.id));
  const refused = theirs.flatMap(({ person: { id, name, employeeNumber }, files }) =>
    refusedOf(files, { code: 'face-known', personId: id, name, employeeNumber }),
  );
  const done = progress.done + refused.length;
  return ok({
    progress: { ...progress, done, refused: [...progress.refused, ...refused] },
    rest: rest.filter((one) => !theirs.includes(one)),
  });
}

/** @param seen hashes of this person's files, which this one joins */
async function offer<F>(
  { ask, read, observe }: PhotoWorld<F>,
  enrolmentId: number,
  file: F,
  seen: Set<string>,
): Promise<Result<'taken' | 'twice'>> {
  const photo = await read(file);
  if (!photo.ok) return photo;
  const hash = await hashOf(photo.value);
  if (!hash.ok) return hash;
  if (seen.has(hash.value)) return ok('twice');
  seen.add(hash.value);
  const faces = await observe(photo.value);
  if (!faces.ok) return faces;
  const [face, another] = faces.value;
  if (!face) return { ok: false, error: { code: 'face-none' } };
  if (another && face.quality.SingleFacePresent < 1) return { ok: false, error: { code: 'face-several' } };
  const reason = faceReasons(face, 'enrol')[0];
  if (reason) return { ok: false, error: { code: 'face-poor', reason } };
  const sample = await ask('enrol.sample', { enrolmentId, face, photo: hash.value });
  return sample.ok ? ok('taken') : sample;
}

/** null = stored. */
async function commit(ask: typeof call, enrolmentId: number, person: Person): Promise<AppError | null> {
  const { employeeNumber, name, department } = person;
  const stored = await ask('enrol.commit', { enrolmentId, person: { employeeNumber, name, department } });
  return stored.ok ? null : stored.error;
}
