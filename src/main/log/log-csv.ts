/** The words of the log's CSV file, in the site's language. (The renderer's dictionaries stay in the renderer.) */
import { zhReasons as sharedReasons } from '../../shared/reasons.zh-CN.ts';
import type { Language } from '../../shared/settings.ts';
import type { LogWords } from '../../exports/log-csv.ts';

const daysEn = (days: number): string => (days === 0 ? '' : days === 1 ? '1 day ' : `${days} days `);
const daysZh = (days: number): string => (days === 0 ? '' : `${days} 天 `);

const en: LogWords = {
  columns: {
    id: 'Event',
    date: 'Date',
    time: 'Time',
    timeZone: 'Time zone',
    utc: 'UTC',
    kind: 'Kind',
    employeeNumber: 'Employee number',
    name: 'Name',
    direction: 'Direction',
    reason: 'Reason',
    score: 'Score',
    about: 'About event',
    retracted: 'Taken back',
    more: 'So many more',
    clock: 'Clock',
  },
  kind: (kind) =>
    ({ recognised: 'Recognised', refused: 'Refused', retracted: 'Taken back', door: 'Door', fault: 'Fault', system: 'System' })[
      kind
    ],
  direction: (direction) => (direction === 'in' ? 'IN' : 'OUT'),
  reason: (reason) => reason,
  yes: 'yes',
  clock: {
    wrong: 'wrong: this is not when it happened',
    changed: 'set before this event',
    forward: (days, by) => `set forward by ${daysEn(days)}${by}`,
    back: (days, by) => `set back by ${daysEn(days)}${by}`,
  },
};

const zhReasons: Readonly<Record<string, string>> = {
  ...sharedReasons,
  'not-recognised': '未识别',
  'presentation-attack': '像是照片或屏幕',
  ambiguous: '与他人过于相似',
  'not-me': '本人否认',
  'accounted-for': '清点已到',
  'not-accounted-for': '清点误勾',
  'light-dark': '光线太暗',
  'light-backlit': '逆光',
  'light-good': '光线恢复',
  'door-unreachable': '门控设备无应答',
  'door-timeout': '门控设备应答超时',
  'door-password': '门控设备拒绝密码或密钥',
  'door-answer': '门控设备应答异常',
  'door-port': '串口不可用',
  'door-locked-down': '门已封锁',
  started: '启动',
  stopped: '关闭',
  'set-up': '首次设置',
  enrolled: '录入',
  'person-changed': '修改人员',
  'person-enabled': '启用人员',
  'person-disabled': '停用人员',
  'person-deleted': '删除人员',
  'person-undeleted': '撤销删除',
  'secrets-changed': '修改密码或 PIN',
  'camera-none': '没有摄像头',
  'camera-refused': '摄像头未授权',
  'camera-busy': '摄像头被占用',
  'camera-lost': '摄像头断开',
  'camera-frozen': '画面停住',
  'camera-black': '画面全黑',
};

const zh: LogWords = {
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
  kind: (kind) =>
    ({ recognised: '识别通过', refused: '未通过', retracted: '撤回', door: '门', fault: '故障', system: '系统' })[kind],
  direction: (direction) => (direction === 'in' ? '进' : '出'),
  reason: (reason) => zhReasons[reason] ?? reason,
  yes: '是',
  clock: {
    wrong: '时钟有误，并非真实发生时间',
    changed: '此前时钟被改动',
    forward: (days, by) => `此前被拨快 ${daysZh(days)}${by}`,
    back: (days, by) => `此前被拨慢 ${daysZh(days)}${by}`,
  },
};

export function logWords(language: Language): LogWords {
  return language === 'zh-CN' ? zh : en;
}
