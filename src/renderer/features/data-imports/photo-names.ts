/** Whose photographs the files of a folder are, by their names: 1001.jpg, 1001-2.jpg, 1001 (1).jpg, 1002_张伟.JPG. */
import { sameKey } from '../../../domain/text.ts';
import type { Unopened } from '../../../shared/photo-archive.ts';
import type { Person } from '../../../shared/schemas.ts';

export type Named = {
  readonly name: string;
  /** With the folders it lies in; '' where it is not known. */ readonly path: string;
};
/** What an archive says of one is such that it is never opened. */
export type Unfit = Named & { readonly why: Unopened };
/** Each file is in one of these lists, once. */
export type Photos<F> = {
  /** One a person, in the order of the list of people. */
  readonly of: readonly { readonly person: Person; readonly files: readonly F[] }[];
  /** Pictures whose name begins with nobody's number. */
  readonly nobody: readonly F[];
  /** Pictures of people whose face is here already; from these or others (photo-here.ts). */
  readonly enrolled: readonly (F & Of)[];
  /** More pictures of one person than an enrolment takes. */
  readonly beyond: readonly F[];
  /** What no picture is: lists of thumbnails, notes of systems, other files. */
  readonly passedOver: readonly F[];
  readonly unfit: readonly Unfit[];
};
export type Of = { readonly personId: number };

const PICTURE = /\.(jpe?g|png|webp|heic|heif|bmp|gif|avif)$/i;
/** What systems put beside pictures, and what a name begins with that hides. */
const OF_SYSTEMS = /^(\.|Thumbs\.db$|desktop\.ini$)/i;
/** What stands between a number and the rest of a name. */
const PARTS = /^[\s_\-–—.,()（）]/;
/** As many as an enrolment takes (main/gallery/enrolment.ts). */
const MOST_OF_ONE = 10;

export function sortPhotos<F extends Named>(
  files: readonly F[],
  people: readonly Person[],
  unfit: readonly Unfit[] = [],
): Photos<F> {
  const byKey = new Map(people.map((person) => [sameKey(person.employeeNumber), person]));
  const of = new Map<Person, F[]>();
  const [nobody, enrolled, passedOver]: [F[], (F & Of)[], F[]] = [[], [], []];
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (OF_SYSTEMS.test(file.name) || /(^|\/)__MACOSX\//.test(file.path) || !PICTURE.test(file.name)) {
      passedOver.push(file);
      continue;
    }
    const person = personOf(file.name.replace(PICTURE, ''), byKey);
    if (!person) nobody.push(file);
    else if (person.templates > 0) enrolled.push({ ...file, personId: person.id });
    else of.set(person, [...(of.get(person) ?? []), file]);
  }
  const inOrder = people.flatMap((person) => {
    const own = of.get(person);
    return own ? [{ person, files: own.slice(0, MOST_OF_ONE) }] : [];
  });
  const beyond = [...of.values()].flatMap((own) => own.slice(MOST_OF_ONE));
  return { of: inOrder, nobody, enrolled, beyond, passedOver, unfit };
}

/** The longest beginning that is somebody's number, with the end of the name or what parts it behind: 1001-2 may be a number itself. */
function personOf(stem: string, byKey: ReadonlyMap<string, Person>): Person | null {
  const whole = stem.normalize('NFC').trim();
  for (let end = whole.length; end > 0; end--) {
    if (end < whole.length && !PARTS.test(whole.slice(end))) continue;
    const person = byKey.get(sameKey(whole.slice(0, end)));
    if (person) return person;
  }
  return null;
}
