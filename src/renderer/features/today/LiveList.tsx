import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '../../../shared/schemas.ts';
import { Direction, EventIcon, rowReason } from '../../parts/event.tsx';
import { useFormat } from '../../base/format.ts';
import classes from './Today.module.css';

const SHOWN = 60;

/** A support code at its end is not broken at its hyphens. */
function Reason({ text }: { readonly text: string }) {
  const [, sentence = text, code] = /^(.*) (E-[A-Z]{3}-\d\d)$/.exec(text) ?? [];
  return (
    <span className={classes.reason}>
      {sentence} {code !== undefined && <span style={{ whiteSpace: 'nowrap' }}>{code}</span>}
    </span>
  );
}

/** The newest events, as they come in. */
export function LiveList({ rows }: { readonly rows: readonly LogRow[] }) {
  const { t } = useTranslation(['log', 'errors', 'today']);
  const format = useFormat();
  if (rows.length === 0) {
    return (
      <Text c="dimmed" px="lg" pb="lg">
        {t('today:emptyLive')}
      </Text>
    );
  }
  return (
    <ol className={classes.live} aria-live="polite" aria-relevant="additions" tabIndex={0}>
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.id} className={classes.event}>
          <span className={classes.time}>{format.seconds(row.at)}</span>
          <EventIcon kind={row.kind} />
          <span className={classes.what}>
            <span className={row.retracted ? classes.struck : undefined}>{row.name ?? t(`log:kinds.${row.kind}`)}</span>
            {row.reason !== null && <Reason text={rowReason(t, row)} />}
          </span>
          <Direction direction={row.direction} />
        </li>
      ))}
    </ol>
  );
}
