import type { LogFileWords } from '../words.ts';

const daysOf = (days: number): string => (days === 0 ? '' : `${days} 天 `);

export const logFile: LogFileWords = {
  sheet: '记录',
  columns: {
    id: '事件号',
    date: '日期',
    time: '时间',
    timeZone: '时区',
    utc: 'UTC 时间',
    kind: '类型',
    employeeNumber: '工号',
    name: '姓名',
    direction: '方向',
    reason: '原因',
    score: '相似度',
    about: '关联事件',
    retracted: '已撤回',
    more: '另有次数',
    clock: '时钟',
  },
  directions: { in: '进', out: '出' },
  yes: '是',
  clock: {
    wrong: '时钟有误，并非真实发生时间',
    changed: '此前时钟被改动',
    forward: (days, by) => `此前被拨快 ${daysOf(days)}${by}`,
    back: (days, by) => `此前被拨慢 ${daysOf(days)}${by}`,
  },
};
