/** A small made-up site: people and three days of events, the same on every call. */
import type { LogRow, Person } from '../../src/shared/schemas.ts';

const NAMES: readonly (readonly [name: string, department: string])[] = [
  ['王小明', '装配'],
  ['李静', '质检'],
  ['Ana Kovač', 'Office'],
  ['张伟', '仓储'],
  ['刘洋', '装配'],
  ['Tom Becker', 'Maintenance'],
  ['陈思远', '办公室'],
  ['欧阳海燕', '质检'],
  ['Priya Raman', 'Office'],
  ['赵磊', '装配'],
  ['孙丽', '食堂'],
  ['Miguel Ángel Fernández de la Vega', 'Maintenance'],
];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export function samplePeople(now: number): Person[] {
  return NAMES.map(([name, department], i) => ({
    id: i + 1,
    name,
    department,
    employeeNumber: String(1001 + i * 7),
    active: i !== 10,
    templates: i === 9 ? 0 : 5,
    needsEnrolment: i === 9,
    withoutFace: false,
    enrolledAt: now - (90 - i) * DAY,
    lastSeenAt: i === 10 ? null : now - (i + 1) * 17 * MINUTE,
  }));
}

/** Newest first; ids rise with time. `now` is about noon in `zone`. */
export function sampleLog(people: readonly Person[], now: number, timeZone: string): LogRow[] {
  const rows: Omit<LogRow, 'id'>[] = [];
  const base = {
    timeZone,
    offsetMinutes: 480,
    clockJumped: false,
    clockStepMs: null,
    clockWrong: false,
    about: null,
    retracted: false,
    method: null,
    waitMs: null,
    doorId: null,
    more: null,
  } as const;
  const nobody = { personId: null, name: null, employeeNumber: null, direction: null } as const;
  for (let day = 2; day >= 0; day -= 1) {
    const noon = now - day * DAY;
    rows.push({ ...base, ...nobody, kind: 'system', at: noon - 320 * MINUTE, reason: 'started', score: null });
    for (const [i, p] of people.entries()) {
      if (!p.active || p.needsEnrolment || (i + day) % 6 === 5) continue;
      const at = noon - (228 - ((i * 37 + day * 11) % 71)) * MINUTE - i * 1700;
      const who = { personId: p.id, name: p.name, employeeNumber: p.employeeNumber } as const;
      if (i === 3)
        rows.push({ ...base, ...nobody, kind: 'refused', at: at - 9000, reason: 'not-recognised', score: 0.33 + day / 100 });
      const score = 0.56 + ((i * 13 + day * 5) % 29) / 100;
      rows.push({
        ...base,
        ...who,
        kind: 'recognised',
        direction: 'in',
        at,
        reason: null,
        score,
        retracted: i === 6 && day === 0,
      });
      rows.push({ ...base, ...who, kind: 'door', direction: null, at: at + 400, reason: 'opened', score: null });
      if (i === 6 && day === 0)
        rows.push({ ...base, ...who, kind: 'retracted', direction: 'in', at: at + 6000, reason: 'not-me', score: null });
      if (day > 0 || i % 5 === 1)
        rows.push({
          ...base,
          ...who,
          kind: 'recognised',
          direction: 'out',
          at: at + (day > 0 ? 530 : 190) * MINUTE,
          reason: null,
          score: score - 0.04,
        });
    }
    if (day === 1) {
      rows.push({ ...base, ...nobody, kind: 'fault', at: noon + 95 * MINUTE, reason: 'camera-lost', score: null });
      rows.push({
        ...base,
        ...nobody,
        kind: 'refused',
        at: noon + 130 * MINUTE,
        reason: 'ambiguous',
        score: 0.44,
        clockJumped: true,
        clockStepMs: 89 * MINUTE,
      });
    }
  }
  return rows
    .filter((r) => r.at <= now)
    .sort((a, b) => a.at - b.at)
    .map((r, i) => ({ ...r, id: i + 1 }))
    .reverse();
}
