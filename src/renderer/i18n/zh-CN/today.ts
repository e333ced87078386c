import type { today as en } from '../en/today.ts';
import type { Wording } from '../wording.ts';

export const today = { title: '今天' } satisfies Wording<typeof en>;
