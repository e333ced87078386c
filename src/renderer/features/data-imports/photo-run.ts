/** Enrols people from photographs, one picture in flight: nothing of a picture is kept once main has looked at its face. */
import type { AppError } from '../../../domain/errors.ts';
import type { FaceObservation } from '../../../domain/recognition/face.ts';
import { faceReasons } from '../../../domain/recognition/quality.ts';
import type { Result } from '../../../domain/result.ts';
import type { call } from '../../base/api.ts';
import type { Named, Photos } from './photo-names.ts';

export type PhotoRefusal = Named & { readonly error: AppError };
export type PhotoProgress = {
  readonly done: number;
  readonly total: number;
  /** People who have a face now. */
  readonly enrolled: number;
  /** Pictures that were taken. */
  readonly taken: number;
  readonly refused: readonly PhotoRefusal[];
};

export type PhotoWorld<F> = {
  readonly ask: typeof call;
  readonly readPhoto: (file: F) => Promise<Result<readonly FaceObservation[]>>;
  readonly onProgress: (progress: PhotoProgress) => void;
  readonly signal: AbortSignal;
};

/** Ends early where it is cancelled, or main takes nothing any more; whoever was enrolled by then stays so. */
export async function importPhotos<F extends Named>(
  { of }: Pick<Photos<F>, 'of'>,
  { ask, readPhoto, onProgress, signal }: PhotoWorld<F>,
): Promise<{ readonly progress: PhotoProgress; readonly error: AppError | null }> {
  let progress: PhotoProgress = {
    done: 0,
    total: of.reduce((n, { files }) => n + files.length, 0),
    enrolled: 0,
    taken: 0,
    refused: [],
  };
  const tell = (more: Partial<PhotoProgress>): void => {
    progress = { ...progress, ...more };
    onProgress(progress);
  };
  const refuse = ({ name, path }: Named, error: AppError): void =>
    tell({ refused: [...progress.refused, { name, path, error }] });

  /** Why it was not taken; null = it was. */
  const offer = async (enrolmentId: number, file: F): Promise<AppError | null> => {
    const faces = await readPhoto(file);
    if (!faces.ok) return faces.error;
    const [face, another] = faces.value;
    if (!face) return { code: 'face-none' };
    if (another && face.quality.SingleFacePresent < 1) return { code: 'face-several' };
    const reason = faceReasons(face, 'enrol')[0];
    if (reason) return { code: 'face-poor', reason };
    const sample = await ask('enrol.sample', { enrolmentId, face });
    return sample.ok ? null : sample.error;
  };

  for (const { person, files } of of) {
    const begun = await ask('enrol.begin', { personId: person.id });
    if (!begun.ok) return { progress, error: begun.error };
    const { enrolmentId } = begun.value;
    let taken = 0;
    for (const file of files) {
      if (signal.aborted) break;
      const error = await offer(enrolmentId, file);
      // Somebody enrols at the camera: theirs goes first.
      if (error?.code === 'enrolment-ended' || error?.code === 'engine-down') return { progress, error };
      if (error) refuse(file, error);
      else taken++;
      tell({ done: progress.done + 1 });
    }
    if (taken > 0 && !signal.aborted) {
      const { employeeNumber, name, department } = person;
      const stored = await ask('enrol.commit', { enrolmentId, person: { employeeNumber, name, department } });
      if (stored.ok) tell({ enrolled: progress.enrolled + 1, taken: progress.taken + taken });
      else if (stored.error.code === 'person-gone') for (const file of files) refuse(file, stored.error);
      else return { progress, error: stored.error };
    } else await ask('enrol.cancel', { enrolmentId });
    if (signal.aborted) break;
  }
  return { progress, error: null };
}
