import type { signIn as en } from '../en/signIn.ts';
import type { Wording } from '../wording.ts';

export const signIn = {
  title: '登录',
  password: '管理员密码',
  submit: '登录',
  locked: '尝试次数过多，请在 {{time}} 后再试。',
  unlock: {
    title: '解锁数据',
    text: '数据文件已加密。',
    lost: '本机保存的密钥已丢失。请用首次设置时的恢复密钥打开数据，并重新生成密钥。',
    passphrase: '口令',
    recoveryKey: '恢复密钥',
    submit: '解锁',
  },
  fault: {
    title: '门楣无法启动',
    data: '数据在这里，没有改动：',
    retry: '重试',
    again: '问题依旧。',
  },
} satisfies Wording<typeof en>;
