import { useTranslation } from 'react-i18next';
import type { DecisionRecord } from '../../../domain/recognition/decision.ts';

const HEIGHT = 104;
const LINE = 62;
const round = (n: number) => n.toFixed(3);

function anchorAt(percent: number): 'start' | 'middle' | 'end' {
  return percent > 78 ? 'end' : percent < 22 ? 'start' : 'middle';
}

/**
 * The decision as one line from no likeness to the same picture: where the threshold stands, the best person (full dot, label above)
 * and the runner-up (hollow dot, label below). What is accepted lies on the thick part.
 */
export function DecisionPicture({ record }: { readonly record: DecisionRecord }) {
  const { t } = useTranslation('log');
  const { first, second, threshold } = record;
  if (!first) return <p>{t('panel.noCandidate')}</p>;
  const low = Math.min(0, first.score, second?.score ?? 0);
  const at = (score: number) => (100 * (Math.min(1, score) - low)) / (1 - low);
  const [best, limit] = [at(first.score), at(threshold)];
  const accepted = first.score >= threshold;
  const colour = accepted ? 'var(--teal-text)' : 'var(--amber-text)';
  const label = t('panel.picture', {
    score: round(first.score),
    second: second ? round(second.score) : '–',
    threshold: round(threshold),
  });
  return (
    <svg
      width="100%"
      height={HEIGHT}
      role="img"
      aria-label={label}
      fontSize={14}
      fill="var(--mantine-color-text)"
      overflow="visible"
    >
      <line
        x1="0%"
        x2="100%"
        y1={LINE}
        y2={LINE}
        stroke="var(--mantine-color-default-border)"
        strokeWidth={2}
        strokeLinecap="round"
      />
      <line
        x1={`${limit}%`}
        x2="100%"
        y1={LINE}
        y2={LINE}
        stroke="color-mix(in srgb, var(--teal-text) 35%, transparent)"
        strokeWidth={8}
        strokeLinecap="round"
      />
      <line
        x1={`${limit}%`}
        x2={`${limit}%`}
        y1={LINE - 24}
        y2={LINE + 12}
        stroke="var(--mantine-color-dimmed)"
        strokeWidth={2}
      />
      <text
        x={`${limit}%`}
        dx={accepted ? -6 : 6}
        y={LINE - 16}
        textAnchor={accepted ? 'end' : 'start'}
        fill="var(--mantine-color-dimmed)"
      >
        {t('panel.threshold', { score: round(threshold) })}
      </text>
      {second && (
        <>
          <circle
            cx={`${at(second.score)}%`}
            cy={LINE}
            r={6}
            fill="var(--surface)"
            stroke="var(--mantine-color-dimmed)"
            strokeWidth={2}
          />
          <text
            x={`${at(second.score)}%`}
            y={LINE + 30}
            textAnchor={anchorAt(at(second.score))}
            fill="var(--mantine-color-dimmed)"
          >
            {t('panel.score', { who: t('panel.runnerUp'), score: round(second.score) })}
          </text>
        </>
      )}
      <line x1={`${best}%`} x2={`${best}%`} y1={22} y2={LINE} stroke={colour} strokeWidth={1} />
      <circle cx={`${best}%`} cy={LINE} r={8} fill={colour} />
      <text x={`${best}%`} y={14} textAnchor={anchorAt(best)} fontWeight={600}>
        {t('panel.score', { who: t('panel.best'), score: round(first.score) })}
      </text>
    </svg>
  );
}
