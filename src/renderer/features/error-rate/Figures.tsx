import { Card, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Advisor, AtThreshold } from '../../../domain/recognition/error-rate-advice.ts';
import { LEAST_PEOPLE, type Measured } from '../../../domain/recognition/error-rate-site.ts';
import type { ErrorRateBasis } from '../../../shared/calls/error-rate.ts';
import { groupName, oneIn } from '../../parts/errorRate.ts';
import { useFormat } from '../../base/format.ts';
import classes from './error-rate.module.css';

/** Rates under this are said as "less than": nothing of them was ever counted. */
const LEAST_SAID = 1e-7;

type Props = {
  readonly advisor: Advisor;
  readonly at: AtThreshold;
  readonly basis: ErrorRateBasis;
  /** Frames chosen, and those that this site was measured for. */
  readonly frames: number;
  readonly measured: number;
};

/** Both errors, each by the model's test and by this site, each with what it was counted on. */
export function Figures({ advisor, at, basis, frames, measured }: Props) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const { misses } = advisor;
  const { siteFpir, siteFnir, model, group } = at;
  const percent = (p: number) =>
    p > 0 && p < 0.001 ? t('figures.less', { n: 0.1 }) : t('figures.percent', { n: (100 * p).toFixed(p < 0.1 ? 1 : 0) });
  const stranger = (p: number) =>
    p < LEAST_SAID ? t('figures.never', { n: format.number(1 / LEAST_SAID) }) : t('oneIn', { n: format.number(oneIn(p)) });
  const missed = (m: Measured) => Math.round(m.rate * m.trials);
  const other = frames === measured ? null : t('figures.otherVote', { frames });
  return (
    <Card>
      <Title order={3} mb="sm">
        {t('figures.title')}
      </Title>
      <table className={classes.figures}>
        <thead>
          <tr>
            <th />
            <th scope="col">{t('figures.model')}</th>
            <th scope="col">{t('figures.site')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" style={{ paddingTop: 10, verticalAlign: 'top' }}>
              {t('figures.strangers')}
            </th>
            <td>
              <div className={classes.rate}>{stranger(model.fpir)}</div>
              <div className={classes.of}>
                {t('figures.modelStrangers', {
                  count: basis.strangers.faces,
                  people: format.number(basis.strangers.faces),
                  trials: format.number(basis.strangers.pairs),
                  templates: format.number(basis.gallery.templates),
                  frames,
                })}
              </div>
              {model.extrapolated && <div className={classes.of}>{t('verdict.tail')}</div>}
              {group && (
                <div className={classes.of}>
                  {t('figures.group', { group: groupName(t, group.name), rate: stranger(group.fpir) })}
                </div>
              )}
            </td>
            <td>
              {siteFpir ? (
                <>
                  <div className={classes.rate}>{stranger(siteFpir.rate)}</div>
                  <div className={classes.of}>
                    {t('figures.siteStrangers', {
                      n: format.number(siteFpir.counted.trials),
                      least: format.number(oneIn(siteFpir.counted.high)),
                    })}
                  </div>
                </>
              ) : (
                <div className={classes.of}>
                  {other ?? t('figures.siteFew', { n: LEAST_PEOPLE, measured: basis.scores.length })}
                </div>
              )}
            </td>
          </tr>
          <tr>
            <th scope="row" style={{ paddingTop: 10, verticalAlign: 'top' }}>
              {t('figures.misses')}
            </th>
            <td>
              <div className={classes.rate}>
                {model.atLeast ? t('figures.more', { n: Math.round(100 * model.fnmr) }) : percent(model.fnmr)}
              </div>
              <div className={classes.of}>
                {t('figures.modelMisses', {
                  trials: format.number(misses.genuineTrials),
                  frames: misses.frames,
                  templates: misses.templates,
                })}
              </div>
            </td>
            <td>
              {siteFnir ? (
                <>
                  <div className={classes.rate}>{percent(siteFnir.rate)}</div>
                  <div className={classes.of}>
                    {t('figures.siteMisses', { missed: format.number(missed(siteFnir)), n: format.number(siteFnir.trials) })}
                  </div>
                </>
              ) : (
                <div className={classes.of}>{other ?? t('figures.siteNone')}</div>
              )}
            </td>
          </tr>
        </tbody>
      </table>
      <Text size="sm" c="dimmed" mt="xs">
        {t('figures.margin')} {basis.left > 0 && t('figures.measuring', { count: basis.left })}
      </Text>
    </Card>
  );
}
