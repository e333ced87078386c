/** How an event of the log is named and drawn, the same wherever it appears. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconDoor,
  IconFaceId,
  IconFaceIdError,
  IconInfoCircle,
  IconLogin2,
  IconLogout2,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { lengthOf } from '../../domain/time/instants.ts';
import { isReason, type EventKind } from '../../domain/log/events.ts';
import type { LogRow } from '../../shared/schemas.ts';

type IconType = ComponentType<{ size?: number; stroke?: number; color?: string }>;
const looks: Readonly<Record<EventKind, { readonly Icon: IconType; readonly color: string }>> = {
  recognised: { Icon: IconFaceId, color: 'var(--teal-text)' },
  refused: { Icon: IconFaceIdError, color: 'var(--amber-text)' },
  retracted: { Icon: IconArrowBackUp, color: 'var(--amber-text)' },
  door: { Icon: IconDoor, color: 'var(--mantine-color-dimmed)' },
  fault: { Icon: IconAlertTriangle, color: 'var(--red-text)' },
  system: { Icon: IconInfoCircle, color: 'var(--mantine-color-dimmed)' },
};

/** The icon beside an event; its word always stands next to it. */
export function EventIcon({ kind, size = 20 }: { readonly kind: EventKind; readonly size?: number }) {
  const { Icon, color } = looks[kind];
  return <Icon size={size} stroke={1.75} color={color} />;
}

/** The sentence of a reason; another version may have written one that this one does not know. */
export function reasonText(t: TFunction<['log', 'errors']>, reason: string | null): string {
  if (reason === null) return '';
  return isReason(reason) ? t(`log:reasons.${reason}`) : t('log:unknownReason', { reason });
}

/** The same of a row, which may stand for many. */
export function rowReason(t: TFunction<['log', 'errors']>, { reason, more }: Pick<LogRow, 'reason' | 'more'>): string {
  const text = reasonText(t, reason);
  return more === null ? text : t('log:more', { reason: text, count: more });
}

/** How many events a row stands for. */
export const eventsOf = ({ more }: Pick<LogRow, 'more'>): number => more ?? 1;
/** How far a clock was set, without its direction. */
export function lengthText(t: TFunction<['log', 'errors']>, ms: number): string {
  const { days, clock } = lengthOf(ms);
  return days === 0 ? clock : t('log:clock.days', { count: days, clock });
}

/** What is to be said of the clock beside an event; null = nothing. */
export function clockText(t: TFunction<['log', 'errors']>, { clockJumped, clockStepMs, clockWrong }: LogRow): string | null {
  if (clockWrong) return t('log:clock.wrong');
  if (!clockJumped) return null;
  if (clockStepMs === null) return t('log:clock.changed');
  const by = lengthText(t, clockStepMs);
  return clockStepMs > 0 ? t('log:clock.forward', { by }) : t('log:clock.back', { by });
}

/** IN or OUT: an arrow and a word. */
export function Direction({ direction }: { readonly direction: LogRow['direction'] }) {
  const { t } = useTranslation();
  if (direction === null) return null;
  const Icon = direction === 'in' ? IconLogin2 : IconLogout2;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
      <Icon size={18} stroke={1.75} color={direction === 'in' ? 'var(--teal-text)' : 'var(--mantine-color-dimmed)'} />
      {t(direction)}
    </span>
  );
}
