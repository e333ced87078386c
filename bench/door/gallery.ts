/** The site of the bench: people in the encrypted database, the threshold that follows from the wished error rate, and who looks like whom. */
import { personId } from '../../src/domain/ids.ts';
import { createAdvisor, ratePolicy, type RatePolicy } from '../../src/domain/recognition/error-rate-advice.ts';
import { ok } from '../../src/domain/result.ts';
import type { VisitGuard } from '../../src/main/entrance/visit.ts';
import type { Model } from '../../src/main/gallery/model-card.ts';
import { refreshCentre } from '../../src/storage/gallery/centre.ts';
import { guardRead, type WritableDb } from '../../src/storage/file/db.ts';
import { useModel } from '../../src/storage/gallery/gallery.ts';
import { nearestOthers, rivalsOf, setLookAlikes, vectorsOf } from '../../src/storage/gallery/look-alikes.ts';
import { gallerySize, listScores, measure, prepareScores } from '../../src/storage/gallery/scores.ts';
import { enrolPerson } from '../../src/storage/gallery/templates.ts';
import { value } from '../../tools/value.ts';
import type { Look } from './look.ts';

/** One person's captures at the front desk. */
export type Captured = { readonly person: string; readonly looks: readonly Look[] };

/** @returns the person's number in the gallery, by name; people of whom the detector found no face are not in it */
export function enrolAll(db: WritableDb, enrolled: readonly Captured[], modelId: string): Map<string, number> {
  value(useModel(db, modelId));
  const ids = new Map<string, number>();
  db.transaction(() => {
    for (const { person, looks } of enrolled) {
      const samples = looks.map(({ observation, vector, mirrorCosine }) => ({
        embedding: vector,
        modelId,
        mirrorCosine,
        quality: observation.quality,
        capturedAt: observation.capturedAt,
        crop: null,
      }));
      if (samples.length === 0) continue;
      ids.set(person, value(enrolPerson(db, { employeeNumber: person, name: person, department: '' }, samples, Date.now())));
    }
  });
  return ids;
}

/** The thresholds that the app would set for "at most one wrong person in `oneIn`": from the model's card and this gallery's own scores. */
export function ratesFor(db: WritableDb, model: Model, oneIn: number, frames: number, margin: number): RatePolicy {
  value(refreshCentre(db, model.id()));
  const { left } = value(prepareScores(db, model.id(), frames));
  for (const id of left) value(measure(db, model.id(), id, frames));
  const advisor = createAdvisor({
    strangers: model.strangers(),
    misses: model.misses(),
    gallery: gallerySize(db, model.id()),
    scores: listScores(db, model.id(), frames),
    frames,
    margin,
    kind: 'like-here',
  });
  if (!advisor) throw new Error('the card says nothing of error rates');
  return ratePolicy(advisor, { wrongPersonOneIn: oneIn, threshold: null, secondFactor: 'by-rule' });
}

/** As the app does it at night; then what a visit asks of it. No probe is kept: nobody here says "not him". */
export function guardAt(db: WritableDb, modelId: string, ids: Iterable<number>, threshold: number): VisitGuard {
  for (const n of ids) {
    const id = personId(n);
    const found = vectorsOf(db, modelId, id).flatMap((vector) => nearestOthers(db, modelId, id, vector, threshold));
    value(setLookAlikes(db, modelId, id, found, threshold, Date.now()));
  }
  return {
    rivals: (probe, id) => guardRead(db, () => rivalsOf(db, modelId, threshold, personId(id), probe)),
    counterExample: () => ok(null),
    keepProbe: () => undefined,
  };
}
