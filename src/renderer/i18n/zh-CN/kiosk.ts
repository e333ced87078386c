import type { kiosk as en } from '../en/kiosk.ts';
import type { Wording } from '../wording.ts';

export const kiosk = {
  title: '门口机',
  look: '请看镜头签到',
  checking: '请稍候…',
  starting: '正在启动，请稍候…',
  restarting: '请稍候…',
  restartingNext: '识别正在重新启动，几秒钟就好。',
  welcome: { in: '欢迎', out: '再见' },
  in: '进',
  out: '出',
  last: { in: '上次进门 {{when}}', out: '上次出门 {{when}}' },
  first: '首次签到',
  again: { in: '已签到 {{time}}', out: '已签退 {{time}}' },
  notMe: '不是我',
  takenBack: '已撤回',
  takenBackNext: '不会记在他人名下。请再试一次，或找前台。',
  refused: {
    'not-recognised': '没能认出您',
    ambiguous: '还不能确认是您',
  },
  refusedNext: '请摘下帽子、口罩，正对镜头再试一次。',
  tryAgain: '再试一次',
  otherWay: '其他方式',
  other: {
    title: '请找前台帮忙',
    text: '前台会协助您，也可以为您重新录入，下次就能认出。',
    close: '返回',
  },
  /** One sentence after another. */
  both: '{{first}}{{then}}',
  tell: '请告知前台。',
  notRecorded: '本次没有记录。',
  code: '代码 {{code}}',
  language: '语言：{{name}}',
  leave: '离开门口机',
  door: { open: '门已开', closed: '门已关', note: '模拟' },
  pin: {
    title: '门口机 PIN',
    text: '仅供管理员：输入 PIN 离开门口机。',
    digits_other: '已输入 {{count}} 位',
    delete: '删除最后一位',
    enter: '离开',
    wrong: 'PIN 不对。',
    wait_other: '尝试次数过多，请等 {{count}} 秒。',
  },
} satisfies Wording<typeof en>;
