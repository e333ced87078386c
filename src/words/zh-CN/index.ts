import { faultReasons } from '../reasons.ts';
import type { Words } from '../words.ts';
import { errors } from './errors.ts';
import { hoursFile } from './hours-file.ts';
import { logFile } from './log-file.ts';
import { reasons } from './reasons.ts';

export const zhCN = {
  kinds: { recognised: '已识别', refused: '未通过', retracted: '撤回', door: '门', fault: '故障', system: '系统' },
  reasons: { ...reasons, ...faultReasons(errors) },
  unknownReason: '此版本不认识的原因：{{reason}}',
  hoursFile,
  logFile,
} as const satisfies Words;
