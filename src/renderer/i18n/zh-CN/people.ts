import type { people as en } from '../en/people.ts';
import type { Wording } from '../wording.ts';

export const people = { title: '人员' } satisfies Wording<typeof en>;
