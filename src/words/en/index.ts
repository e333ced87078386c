import { faultReasons } from '../reasons.ts';
import type { Words } from '../words.ts';
import { errors } from './errors.ts';
import { hoursFile } from './hours-file.ts';
import { logFile } from './log-file.ts';
import { reasons } from './reasons.ts';

export const en = {
  kinds: {
    recognised: 'Recognised',
    refused: 'Refused',
    retracted: 'Taken back',
    door: 'Door',
    fault: 'Fault',
    system: 'System',
  },
  reasons: { ...reasons, ...faultReasons(errors) },
  unknownReason: 'A reason that this version does not know: {{reason}}',
  hoursFile,
  logFile,
} as const satisfies Words;
