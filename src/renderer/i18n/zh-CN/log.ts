import type { log as en } from '../en/log.ts';
import type { Wording } from '../wording.ts';

export const log = { title: '记录' } satisfies Wording<typeof en>;
