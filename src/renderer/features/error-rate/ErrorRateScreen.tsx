import { Button, Card, Stack } from '@mantine/core';
import { IconAlertTriangle, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Advisor } from '../../../domain/recognition/error-rate-advice.ts';
import { ratePolicy } from '../../../domain/recognition/error-rate-advice.ts';
import type { ErrorRateBasis } from '../../../shared/calls/error-rate.ts';
import { routeToHash } from '../../base/routes.ts';
import { useAllSettings } from '../../base/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sentenceOf, useAdvisor, useErrorRateBasis } from '../../parts/errorRate.ts';
import { useNotify } from '../../ui/notify.tsx';
import { Page } from '../../ui/Page.tsx';
import { Choice } from './Choice.tsx';
import { DetChart } from './DetChart.tsx';
import classes from './error-rate.module.css';
import { Figures } from './Figures.tsx';
import { chosenOf, useErrorRate, type Draft } from './store.ts';
import { WhatIf } from './WhatIf.tsx';

/** The one primary action. What was there before can be had back. */
function SaveButton({ changed, onSaved }: { readonly changed: Draft; readonly onSaved: () => void }) {
  const { t } = useTranslation(['errorRate', 'common']);
  const notify = useNotify();
  const settings = useAllSettings();
  const { save, forget } = useErrorRate();
  const keys = Object.keys(changed) as (keyof Draft)[];
  const run = async () => {
    const before = Object.fromEntries(keys.map((k) => [k, settings.recognition[k]])) as Draft;
    const error = await save(changed);
    if (error) {
      notify.error(error);
      return;
    }
    forget();
    onSaved();
    const back = async () => {
      const undone = await save(before);
      if (undone) notify.error(undone);
      else notify.done(t('common:undone'));
      onSaved();
    };
    notify.done(t('common:saved'), { undo: () => void back() });
  };
  return (
    <Button disabled={keys.length === 0} onClick={() => void run()}>
      {keys.length === 0 ? t('nothing') : t('save')}
    </Button>
  );
}

type BodyProps = { readonly advisor: Advisor; readonly basis: ErrorRateBasis; readonly draft: Draft };

function Body({ advisor, basis, draft }: BodyProps) {
  const { t } = useTranslation('errorRate');
  const settings = useAllSettings();
  const { chosen } = chosenOf(settings, draft);
  const { wrongPersonOneIn, threshold, margin, voteFrames } = chosen;
  const at = threshold === null ? advisor.advise(wrongPersonOneIn) : advisor.at(threshold);
  const { secondFactor } = settings.recognition;
  const inForce = useMemo(
    () => ratePolicy(advisor, { wrongPersonOneIn, threshold, secondFactor }),
    [advisor, wrongPersonOneIn, threshold, secondFactor],
  );
  const sentence = sentenceOf(t, basis.gallery.people, at);
  const scores = voteFrames === settings.recognition.voteFrames ? basis.scores : [];
  return (
    <Stack gap="md">
      <div className={classes.columns}>
        <Choice
          advisor={advisor}
          at={at}
          wish={wrongPersonOneIn}
          strangers={chosen.strangers}
          own={threshold}
          looks={inForce.looks}
          frames={voteFrames}
          sentence={sentence}
        />
        <DetChart advisor={advisor} scores={scores} at={at} sentence={sentence} />
      </div>
      <Figures advisor={advisor} at={at} basis={basis} frames={voteFrames} measured={settings.recognition.voteFrames} />
      <WhatIf policy={{ threshold: inForce.threshold, looks: inForce.looks, margin, frames: voteFrames }} />
    </Stack>
  );
}

/** "At most one wrong person in N strangers", what follows from it, and who would have been let in. */
export default function ErrorRateScreen() {
  const { t } = useTranslation('errorRate');
  const settings = useAllSettings();
  const { draft, forget } = useErrorRate();
  const { value: basis, error, reload } = useErrorRateBasis();
  const { chosen, changed } = chosenOf(settings, draft);
  const advisor = useAdvisor(basis, chosen, settings.recognition.voteFrames);
  // What was chosen and not saved is not there the next time.
  useEffect(() => forget, [forget]);
  return (
    <Page title={t('title')} sub={t('sub')} action={<SaveButton changed={changed} onSaved={() => void reload()} />}>
      <ErrorNote error={error} />
      {basis && !advisor && (
        <Card>
          {basis.gallery.people === 0 ? (
            <EmptyState
              icon={<IconUserPlus size={44} stroke={1.25} />}
              title={t('nobody.title')}
              text={t('nobody.text')}
              action={
                <Button component="a" href={routeToHash({ screen: 'enrol' })}>
                  {t('nobody.enrol')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconAlertTriangle size={44} stroke={1.25} />}
              title={t('noModel.title')}
              text={t('noModel.text')}
            />
          )}
        </Card>
      )}
      {basis && advisor && <Body advisor={advisor} basis={basis} draft={draft} />}
    </Page>
  );
}
