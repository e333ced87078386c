import type { firstRun as en } from '../en/firstRun.ts';
import type { Wording } from '../wording.ts';

export const firstRun = { title: '欢迎' } satisfies Wording<typeof en>;
