import { Button, Card, Group, Modal, Radio, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../app/session.ts';
import { SavedNumber } from './controls.tsx';
import { Row } from './Row.tsx';
import { useSettingsStore } from './store.ts';
import { useSave } from './useSave.ts';

/** Where no model is loaded to give advice, an own value starts here. */
const FALLBACK_THRESHOLD = 0.4;

function Threshold() {
  const { t } = useTranslation('settings');
  const { threshold } = useSettings();
  const advised = useSettingsStore((s) => s.about?.model?.advisedThreshold ?? null);
  const save = useSave();
  return (
    <Row label={t('recognition.threshold')} hint={t('recognition.thresholdHint')}>
      {(ids) => (
        <Radio.Group
          {...ids}
          value={threshold === null ? 'advised' : 'own'}
          onChange={(value) => void save({ threshold: value === 'advised' ? null : (advised ?? FALLBACK_THRESHOLD) })}
        >
          <Stack gap="sm">
            <Radio
              value="advised"
              label={advised === null ? t('recognition.advisedUnknown') : t('recognition.advised', { value: advised.toFixed(3) })}
            />
            <Radio value="own" label={t('recognition.own')} />
            {threshold !== null && (
              <SavedNumber
                aria-label={t('recognition.value')}
                value={threshold}
                min={0}
                max={1}
                step={0.005}
                decimalScale={3}
                ml={32}
                onSave={(value) => void save({ threshold: value })}
              />
            )}
          </Stack>
        </Radio.Group>
      )}
    </Row>
  );
}

/** Switching off erases what is kept, so it is asked, with what it costs. */
function KeepCrops() {
  const { t } = useTranslation(['settings', 'common']);
  const { keepCrops } = useSettings();
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
              if (e.currentTarget.checked) void save({ keepCrops: true });
              else setAsking(true);
            }}
          />
          <Modal
            opened={asking}
            onClose={() => setAsking(false)}
            title={t('recognition.cropsOffTitle')}
            closeButtonProps={{ 'aria-label': t('common:close') }}
          >
            <Text mb="lg">{t('recognition.cropsOff')}</Text>
            <Group justify="flex-end">
              <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
                {t('common:cancel')}
              </Button>
              <Button
                color="red"
                onClick={() => {
                  setAsking(false);
                  void save({ keepCrops: false }, { undo: false });
                }}
              >
                {t('recognition.cropsOffConfirm')}
              </Button>
            </Group>
          </Modal>
        </>
      )}
    </Row>
  );
}

export function RecognitionTab() {
  const { t } = useTranslation('settings');
  const { margin, voteFrames, cooldownSeconds } = useSettings();
  const loadAbout = useSettingsStore((s) => s.loadAbout);
  const save = useSave();
  useEffect(() => {
    void loadAbout();
  }, [loadAbout]);
  return (
    <Card padding={0}>
      <Threshold />
      <Row label={t('recognition.margin')} hint={t('recognition.marginHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            value={margin}
            min={0}
            max={0.5}
            step={0.005}
            decimalScale={3}
            onSave={(value) => void save({ margin: value })}
          />
        )}
      </Row>
      <Row label={t('recognition.frames')} hint={t('recognition.framesHint')}>
        {(ids) => (
          <SegmentedControl
            {...ids}
            fullWidth
            value={String(voteFrames)}
            data={['1', '2', '3', '4', '5']}
            onChange={(value) => void save({ voteFrames: Number(value) })}
          />
        )}
      </Row>
      <Row label={t('recognition.cooldown')} hint={t('recognition.cooldownHint')}>
        {(ids) => (
          <SavedNumber
            {...ids}
            value={cooldownSeconds}
            min={0}
            max={3600}
            step={10}
            allowDecimal={false}
            onSave={(value) => void save({ cooldownSeconds: value })}
          />
        )}
      </Row>
      <KeepCrops />
    </Card>
  );
}
