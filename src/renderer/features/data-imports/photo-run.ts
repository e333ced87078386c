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
/** done = taken + twice + refused, and those of the person under way. */
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

/** After these no further picture comes: somebody enrols at the camera, nobody can embed, or the archive is closed. */
const ENDS: ReadonlySet<string> = new Set([
  'enrolment-ended',
  'engine-down',
  'photos-closed',
  'import-too-much',
  'import-failed',
  'import-cancelled',
]);

/** Ends early where it is cancelled, or main takes nothing any more; whoever was enrolled by then stays so. */
export async function importPhotos<F extends Named>(
  { of }: Pick<Photos<F>, 'of'>,
  world: PhotoWorld<F>,
): Promise<{ readonly progress: PhotoProgress; readonly error: AppError | null }> {
  const { ask, onProgress, signal } = world;
  let progress: PhotoProgress = {
    ...{ done: 0, enrolled: 0, taken: 0, twice: 0, refused: [] },
    total: of.reduce((n, { files }) => n + files.length, 0),
  };
  const tell = (more: Partial<PhotoProgress>): void => {
    progress = { ...progress, ...more };
    onProgress(progress);
  };
  const refuse = ({ name, path }: Named, error: AppError): void =>
    tell({ refused: [...progress.refused, { name, path, error }] });

  for (const { person, files } of of) {
    const begun = await ask('enrol.begin', { personId: person.id });
    if (!begun.ok) return { progress, error: begun.error };
    const { enrolmentId } = begun.value;
    const taken: F[] = [];
    const seen = new Set<string>();
    for (const file of files) {
      if (signal.aborted) break;
      const offered = await offer(world, enrolmentId, file, seen);
      if (!offered.ok && ENDS.has(offered.error.code)) {
        await ask('enrol.cancel', { enrolmentId });
        return { progress, error: offered.error };
      }
      if (!offered.ok) refuse(file, offered.error);
      else if (offered.value === 'taken') taken.push(file);
      else tell({ twice: progress.twice + 1 });
      tell({ done: progress.done + 1 });
    }
    const error = taken.length > 0 && !signal.aborted ? await commit(ask, enrolmentId, person) : undefined;
    if (error === undefined) await ask('enrol.cancel', { enrolmentId });
    else if (error === null) tell({ enrolled: progress.enrolled + 1, taken: progress.taken + taken.length });
    else if (error.code === 'person-gone') for (const file of taken) refuse(file, error);
    else return { progress, error };
    if (signal.aborted) break;
  }
  return { progress, error: null };
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
