import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DecisionRecord } from '../../../domain/recognition/decision.ts';
import { PRESENTATION_CUES } from '../../../domain/recognition/presentation.ts';
import classes from './Log.module.css';
import { Measure } from './QualityList.tsx';

/** What the passive check said, cue by cue: for the administrator; the kiosk never says which cue it was. */
export function LivenessFacts({ record: { liveness, presentation } }: { readonly record: DecisionRecord }) {
  const { t } = useTranslation('log');
  return (
    <section>
      <h3 className={classes.section}>{t('panel.liveness')}</h3>
      {presentation && <Text size="sm">{t(`panel.presentation.${presentation.mode}.${presentation.verdict}`)}</Text>}
      {presentation ? (
        <dl className={classes.measures}>
          {PRESENTATION_CUES.map((cue) => {
            const value = presentation.cues[cue];
            return value === undefined ? null : <Measure key={cue} name={t(`panel.cues.${cue}`)} value={value} />;
          })}
        </dl>
      ) : liveness ? (
        <dl className={classes.measures}>
          <Measure name={t('panel.cues.antispoof')} value={liveness.antispoof} />
          <Measure name={t('panel.cues.liveness')} value={liveness.liveness} />
        </dl>
      ) : (
        <Text size="sm">{t('panel.noLiveness')}</Text>
      )}
      <Text size="sm" c="dimmed">
        {presentation ? t('panel.cuesNote') : t('panel.livenessNote')}
      </Text>
    </section>
  );
}
