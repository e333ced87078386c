import type { signIn as en } from '../en/signIn.ts';
import type { Wording } from '../wording.ts';

export const signIn = { title: '登录' } satisfies Wording<typeof en>;
