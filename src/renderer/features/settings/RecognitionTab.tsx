import { Anchor, Card, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIVENESS_MODES } from '../../../domain/recognition/presentation.ts';
import { routeToHash } from '../../base/routes.ts';
import { eachOf, FIELDS, rangeOf } from '../../../shared/settings.ts';
import { useAllSettings } from '../../base/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { sentenceOf, useAdvisor, useErrorRateBasis } from '../../parts/errorRate.ts';
import { useFormat } from '../../base/format.ts';
import { SavedNumber } from './controls.tsx';
import { Row } from './Row.tsx';
import { useSave } from './useSave.ts';

/** What the error rate comes to, in one sentence; it is changed on a screen of its own, where its price is seen first. */
function ErrorRate() {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const settings = useAllSettings();
  const { wrongPersonOneIn, threshold } = settings.recognition;
  const { value: basis } = useErrorRateBasis();
  const advisor = useAdvisor(basis, settings.recognition, settings.recognition.voteFrames);
  const at = useMemo(
    () => advisor && (threshold === null ? advisor.advise(wrongPersonOneIn) : advisor.at(threshold)),
    [advisor, threshold, wrongPersonOneIn],
  );
  return (
    <Row label={t('row.label')} hint={t('row.hint')}>
      {(ids) => (
        <Stack gap={6} {...ids} role="group">
          <Text fw={600}>
            {threshold === null ? `${t('wish')} ${format.number(wrongPersonOneIn)}` : `${t('row.own')}: ${threshold.toFixed(3)}`}
          </Text>
          {basis && at && <Text size="sm">{sentenceOf(t, basis.gallery.people, at)}</Text>}
          <Anchor href={routeToHash({ screen: 'error-rate' })} size="sm">
            {t('row.open')}
          </Anchor>
        </Stack>
      )}
    </Row>
  );
}

/** Each choice says what it stops and what it does not. */
function Liveness() {
  const { t } = useTranslation('settings');
  const { liveness } = useAllSettings().recognition;
  const save = useSave();
  return (
    <Row label={t('recognition.liveness')} hint={t('recognition.livenessHint')}>
      {(ids) => (
        <Stack gap="xs">
          <SegmentedControl
            {...ids}
            fullWidth
            value={liveness}
            data={LIVENESS_MODES.map((mode) => ({ value: mode, label: t(`recognition.livenessModes.${mode}`) }))}
            onChange={(value) => {
              const chosen = LIVENESS_MODES.find((mode) => mode === value);
              if (chosen) void save({ recognition: { liveness: chosen } });
            }}
          />
          <Text size="sm" c="dimmed">
            {t(`recognition.livenessWhat.${liveness}`)}
          </Text>
        </Stack>
      )}
    </Row>
  );
}

/** Switching off erases what is kept, so it is asked, with what it costs. */
function KeepCrops() {
  const { t } = useTranslation(['settings', 'common']);
  const { keepCrops } = useAllSettings().recognition;
  const save = useSave();
  const [asking, setAsking] = useState(false);
  return (
    <Row label={t('recognition.crops')} hint={t('recognition.cropsHint')}>
      {(ids) => (
        <>
          <Switch
            {...ids}
            size="md"
            checked={keepCrops}
            onChange={(e) => {
              if (e.currentTarget.checked) void save({ recognition: { keepCrops: true } });
              else setAsking(true);
            }}
          />
          {asking && (
            <ConfirmDialog
              title={t('recognition.cropsOffTitle')}
              text={t('recognition.cropsOff')}
              go={t('recognition.cropsOffConfirm')}
              onGo={() => void save({ recognition: { keepCrops: false } }, { undo: false })}
              onClose={() => setAsking(false)}
            />
          )}
        </>
      )}
    </Row>
  );
}

export function RecognitionTab() {
  const { t } = useTranslation('settings');
  const { margin, voteFrames, cooldownSeconds } = useAllSettings().recognition;
  const save = useSave();
  return (
    <Card padding={0}>
      <ErrorRate />
      <Row label={t('recognition.margin')} hint={t('recognition.marginHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            value={margin}
            {...rangeOf(FIELDS.recognition.margin)}
            step={0.005}
            decimalScale={3}
            onSave={(value) => void save({ recognition: { margin: value } })}
          />
        )}
      </Row>
      <Row label={t('recognition.frames')} hint={t('recognition.framesHint')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={String(voteFrames)}
            data={eachOf(FIELDS.recognition.voteFrames).map(String)}
            onChange={(value) => void save({ recognition: { voteFrames: Number(value) } })}
          />
        )}
      </Row>
      <Row label={t('recognition.cooldown')} hint={t('recognition.cooldownHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            value={cooldownSeconds}
            {...rangeOf(FIELDS.recognition.cooldownSeconds)}
            step={10}
            allowDecimal={false}
            onSave={(value) => void save({ recognition: { cooldownSeconds: value } })}
          />
        )}
      </Row>
      <Liveness />
      <KeepCrops />
    </Card>
  );
}
