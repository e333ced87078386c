/** An absence as somebody types it, as a request. */
import type { Day } from '../../../domain/hours/days.ts';
import { isTakenSo, type AbsenceUnit } from '../../../domain/hours/requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { spanOf } from './times.ts';

export const PIECES = ['days', 'first', 'second', 'hours'] as const;
export type Piece = (typeof PIECES)[number];

const TAKEN = { days: 'leave-days', first: 'leave-half', second: 'leave-half', hours: 'leave-span' } as const;

/** The pieces in which a kind of absence may be taken. */
export const piecesOf = (unit: AbsenceUnit): readonly Piece[] => PIECES.filter((piece) => isTakenSo(unit, TAKEN[piece]));

export type Absence = {
  readonly kind: string;
  readonly piece: Piece;
  readonly from: Day;
  readonly to: Day;
  /** 'HH:MM' on the site's wall; of hours. */
  readonly start: string;
  readonly end: string;
};

/** Whether it is paid, and counts as present, main writes down as the kind says. */
export function absenceBody({ kind, piece, from, to, start, end }: Absence, zone: string): RequestBody {
  const what = { leaveKind: kind, paid: false };
  if (piece === 'days') return { kind: 'leave-days', ...what, from, to };
  if (piece === 'hours') return { kind: 'leave-span', ...what, ...spanOf(zone, from, start, end) };
  return { kind: 'leave-half', ...what, day: from, half: piece };
}
