import type { enrol as en } from '../en/enrol.ts';
import type { Wording } from '../wording.ts';

export const enrol = { title: '录入' } satisfies Wording<typeof en>;
