/** What became of every file, with what is still to come of a run that goes on or was stopped. */
import type { ImportCounts } from '../../../shared/data-imports.ts';
import type { Named, Photos } from './photo-names.ts';
import type { PhotoProgress } from './photo-run.ts';

/** rows = added + known + left out + waiting. @param here how many of `enrolled` are here from the very file */
export function photoCounts(
  { of, nobody, enrolled, beyond, passedOver, unfit }: Photos<Named>,
  here: number,
  progress: PhotoProgress | null,
): ImportCounts & { readonly waiting: number } {
  const pictures = of.reduce((n, { files }) => n + files.length, 0);
  const { taken = 0, twice = 0, refused = [] } = progress ?? {};
  const aside = nobody.length + enrolled.length - here + beyond.length + passedOver.length + unfit.length;
  return {
    rows: pictures + aside + here,
    ...{ added: taken, changed: 0, known: here + twice, leftOut: aside + refused.length },
    waiting: pictures - taken - twice - refused.length,
  };
}
