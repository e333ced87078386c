import type { signIn as en } from '../en/signIn.ts';
import type { Wording } from '../../../words/wording.ts';

export const signIn = {
  title: '登录',
  password: '管理员密码',
  submit: '登录',
  locked: '尝试次数过多，请在 {{time}} 后再试。',
  useKey: '忘了密码？用恢复密钥',
  usePassword: '改用密码',
  byKey: '恢复密钥在首次设置结束时显示过。无论之前输错多少次都能用它登录，登录后请设置新密码。',
  backToKiosk: '返回门口机',
  ended: {
    idle_other: '{{count}} 分钟没有操作，已自动退出登录。正在填写的内容还在。',
    screen: '电脑锁屏或休眠，已自动退出登录。正在填写的内容还在。',
    hidden: '窗口隐藏超过一分钟，已自动退出登录。正在填写的内容还在。',
    'second-start': '门楣被再次启动，已自动退出登录。正在填写的内容还在。',
  },
  ask: {
    title: '请设置新密码',
    'too-short': '现在的密码不足 {{count}} 个字符。仍可登录，但容易被猜到。用一句话作密码，又长又好记。',
    'too-long': '现在的密码超出了允许的长度。仍可登录，请换一个。',
    common: '现在的密码由最先被猜的内容组成：常见密码、场所名称、连续数字。仍可登录，但请换一个。',
    recovered: '您用恢复密钥登录。请现在设置新密码，不需要旧密码。',
    later: '以后再说',
  },
  unlock: {
    title: '解锁数据',
    text: '数据文件已加密。',
    lost: '本机保存的密钥已丢失。请用首次设置时的恢复密钥打开数据，并重新生成密钥。',
    passphrase: '口令',
    recoveryKey: '恢复密钥',
    submit: '解锁',
  },
  updating: {
    title: '正在升级数据',
    text: '每次更新后只做一次。升级前的数据会另存一份，放在原数据旁边。即使此时断电也不会丢失，下次启动会重新开始。',
    copying: '先备份数据',
    done: '{{percent}} %',
  },
  fault: {
    title: '门楣无法启动',
    data: '数据在这里，没有改动：',
    retry: '重试',
    again: '问题依旧。',
    byItself: '门楣每隔几秒会再试，恢复后自动继续。',
  },
} satisfies Wording<typeof en>;
