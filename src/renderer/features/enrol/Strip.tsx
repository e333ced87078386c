import { Button, CloseButton, Group, Text, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './enrol.module.css';
import type { Capture, Refusal } from './enrol.store.ts';
import { BARS, qualityBars } from './quality-bars.ts';
import { refusalWords } from './refusal-words.ts';

function Bars({ capture }: { readonly capture: Capture }) {
  const { t } = useTranslation('enrol');
  const bars = qualityBars(capture.quality);
  return (
    <dl className={classes.bars}>
      {BARS.map((bar) => {
        const percent = Math.round(bars[bar] * 100);
        return (
          <div key={bar}>
            <dt>{t(`bars.${bar}`)}</dt>
            <dd role="meter" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-label={t(`bars.${bar}`)}>
              <i style={{ width: `${percent}%` }} data-low={percent < 40 || undefined} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type StripProps = { readonly captures: readonly Capture[]; readonly needed: number; readonly onDrop: (sampleId: number) => void };

/** The captures so far, each with its bars, and the places that are still empty. */
export function Strip({ captures, needed, onDrop }: StripProps) {
  const { t } = useTranslation('enrol');
  const empty = Array.from({ length: Math.max(0, needed - captures.length) }, (_, i) => captures.length + i + 1);
  return (
    <ol className={classes.strip}>
      {captures.map((capture, i) => (
        <li key={capture.sampleId}>
          <img src={capture.url} alt={t('capture', { n: i + 1 })} />
          <Bars capture={capture} />
          <Tooltip label={t('retake')}>
            <button
              type="button"
              className={classes.retake}
              aria-label={t('retakeN', { n: i + 1 })}
              onClick={() => onDrop(capture.sampleId)}
            >
              <IconRefresh size={20} stroke={1.75} />
            </button>
          </Tooltip>
        </li>
      ))}
      {empty.map((n) => (
        <li key={`empty-${n}`} className={classes.empty} aria-label={t('empty', { n })}>
          <span>{n}</span>
        </li>
      ))}
    </ol>
  );
}

type RefusedProps = { readonly refusals: readonly Refusal[]; readonly onClear: () => void; readonly onStartOver: () => void };

/** What was not taken, newest first, each with its reason. */
export function Refused({ refusals, onClear, onStartOver }: RefusedProps) {
  const { t } = useTranslation(['enrol', 'common']);
  if (refusals.length === 0) return null;
  return (
    <section className={classes.refused} aria-label={t('refused')} aria-live="polite">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {t('refused')}
        </Text>
        <CloseButton size="sm" aria-label={t('refusedClear')} onClick={onClear} />
      </Group>
      <ul>
        {refusals.map((refusal) => {
          const { text, code } = refusalWords(t, refusal);
          return (
            <li key={refusal.id}>
              {refusal.url ? <img src={refusal.url} alt="" /> : <span className={classes.noPicture} aria-hidden="true" />}
              <div>
                {refusal.source.kind === 'photo' && <div className={classes.file}>{refusal.source.name}</div>}
                {text} {code && <span className={classes.code}>{code}</span>}
              </div>
            </li>
          );
        })}
      </ul>
      {refusals.some((r) => r.error.code === 'face-differs') && (
        <Button size="xs" variant="default" onClick={onStartOver}>
          {t('startOver')}
        </Button>
      )}
    </section>
  );
}
