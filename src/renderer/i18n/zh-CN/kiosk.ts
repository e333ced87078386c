import type { kiosk as en } from '../en/kiosk.ts';
import type { Wording } from '../wording.ts';

export const kiosk = { title: '门口机' } satisfies Wording<typeof en>;
