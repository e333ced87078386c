import { Alert, Button, Card, Checkbox, Group, NumberInput, Radio, Slider, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MOST_MISSES,
  STRANGER_KINDS,
  type Advisor,
  type AtThreshold,
  type StrangerKind,
} from '../../../domain/recognition/error-rate-advice.ts';
import type { LookThresholds } from '../../../domain/recognition/looks.ts';
import { FIELDS, rangeOf } from '../../../shared/settings.ts';
import { useAllSettings } from '../../base/session.ts';
import { oneIn } from '../../parts/errorRate.ts';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import classes from './error-rate.module.css';
import { useErrorRate } from './store.ts';

const RANGE = rangeOf(FIELDS.recognition.wrongPersonOneIn);
/** The slider's places: 1, 2, 5 of each decade of the range. */
const STEPS = [1, 2, 3, 4, 5, 6]
  .flatMap((d) => [1, 2, 5].map((m) => m * 10 ** d))
  .filter((n) => n >= RANGE.min && n <= RANGE.max);

function Wish({ value }: { readonly value: number }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const choose = useErrorRate((s) => s.choose);
  const id = useId();
  const at = STEPS.findIndex((s) => s >= value);
  const say = (i: number) => t('oneIn', { n: format.number(i === at ? value : STEPS[i]!) });
  return (
    <div>
      <Group gap="sm" align="center">
        <Text fw={600} size="md" id={id}>
          {t('wish')}
        </Text>
        <NumberInput
          aria-labelledby={id}
          w={150}
          value={value}
          {...RANGE}
          step={value}
          thousandSeparator={format.number(1000).replace(/\d/g, '') || ' '}
          allowDecimal={false}
          clampBehavior="blur"
          onChange={(v) => {
            if (typeof v === 'number' && v >= RANGE.min && v <= RANGE.max) choose({ wrongPersonOneIn: v, threshold: null });
          }}
        />
      </Group>
      <Slider
        aria-labelledby={id}
        mt="md"
        mb={28}
        mr={24}
        min={0}
        max={STEPS.length - 1}
        value={at}
        label={say}
        thumbLabel={t('wish')}
        marks={[0, 3, 6, 9, 12, 15].map((i) => ({ value: i, label: format.number(STEPS[i]!) }))}
        onChange={(i) => choose({ wrongPersonOneIn: STEPS[i]!, threshold: null })}
      />
      <Text size="sm" c="dimmed">
        {t('wishHint')}
      </Text>
    </div>
  );
}

/** Whose strangers the wish is kept for. */
function Whom({ value }: { readonly value: StrangerKind }) {
  const { t } = useTranslation('errorRate');
  const choose = useErrorRate((s) => s.choose);
  return (
    <Radio.Group label={t('whom.label')} value={value} onChange={(kind) => choose({ strangers: kind, threshold: null })}>
      <Stack gap={6} mt={6}>
        {STRANGER_KINDS.map((kind) => (
          <Radio key={kind} value={kind} label={t(`whom.${kind}`)} description={t(`whom.hint.${kind}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function OwnThreshold({ value, at }: { readonly value: number | null; readonly at: AtThreshold }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const choose = useErrorRate((s) => s.choose);
  return (
    <Stack gap="xs">
      <Checkbox
        label={t('own.label')}
        checked={value !== null}
        onChange={(e) => choose({ threshold: e.currentTarget.checked ? Number(at.threshold.toFixed(3)) : null })}
      />
      {value !== null && (
        <Group gap="sm" ml={32}>
          <NumberInput
            aria-label={t('own.value')}
            w={120}
            value={value}
            {...rangeOf(FIELDS.recognition.threshold)}
            step={0.005}
            decimalScale={3}
            clampBehavior="strict"
            onChange={(v) => {
              if (typeof v === 'number') choose({ threshold: v });
            }}
          />
          <Text size="sm">{at.fpir > 0.5 ? t('own.resultAll') : t('own.result', { n: format.number(oneIn(at.fpir)) })}</Text>
        </Group>
      )}
    </Stack>
  );
}

type VerdictProps = { readonly advisor: Advisor; readonly at: AtThreshold; readonly wish: number; readonly own: boolean };

/** Says kindly what cannot be, and what then. */
function Verdict({ advisor, at, wish, own }: VerdictProps) {
  const { t } = useTranslation(['errorRate', 'common']);
  const format = useFormat();
  const notify = useNotify();
  const { secondFactor } = useAllSettings().recognition;
  const { save, choose } = useErrorRate();
  const tooMany = at.misses.high > MOST_MISSES;
  const tooLow = at.fpir > 1.001 / wish;
  const strict = advisor.advise(wish).threshold;
  const asked = own ? at.threshold : advisor.askFrom(wish);
  if (!tooMany && !tooLow) return null;
  const reachable = advisor.reachable();
  const rounded =
    reachable === null
      ? null
      : Math.max(
          RANGE.min,
          Number(reachable.toPrecision(1)) > reachable
            ? Number((reachable * 0.9).toPrecision(1))
            : Number(reachable.toPrecision(1)),
        );
  const ask = async () => {
    const error = await save({ secondFactor: 'when-needed' });
    if (error) notify.error(error);
    else
      notify.done(t('common:saved'), {
        undo: () =>
          void save({ secondFactor }).then((undone) => {
            if (undone) notify.error(undone);
          }),
      });
  };
  return (
    <Alert
      color="amber"
      icon={<IconAlertTriangle size={20} stroke={1.75} />}
      title={own && tooLow ? t('verdict.ownTooLow') : t('verdict.cannot')}
    >
      <Stack gap="sm" align="flex-start">
        {tooMany && <Text size="sm">{t('verdict.cannotWhy')}</Text>}
        {secondFactor === 'by-rule' ? (
          <>
            <Text size="sm">{t('verdict.offerPin')}</Text>
            <Button variant="light" leftSection={<IconKey size={18} stroke={1.75} />} onClick={() => void ask()}>
              {t('verdict.switchPin')}
            </Button>
          </>
        ) : (
          // A threshold by hand that is strict enough asks nobody.
          (secondFactor === 'always' || asked < strict) && (
            <Text size="sm">
              {t(secondFactor === 'always' ? 'verdict.pinAlways' : 'verdict.pinIsOn', {
                threshold: asked.toFixed(2),
                alone: strict.toFixed(2),
              })}
            </Text>
          )
        )}
        {tooMany && (
          <Text size="sm">
            {rounded === null ? t('verdict.notReachable') : t('verdict.reachable', { n: format.number(rounded) })}
          </Text>
        )}
        {tooMany && rounded !== null && rounded < wish && (
          <Button variant="default" onClick={() => choose({ wrongPersonOneIn: rounded, threshold: null })}>
            {t('verdict.take', { n: format.number(rounded) })}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** The wish is one visit's, and a visit is looked at several times. */
function OverLooks({ looks, frames }: { readonly looks: LookThresholds; readonly frames: number }) {
  const { t } = useTranslation('errorRate');
  const score = (threshold: number): string => threshold.toFixed(2);
  const values = { early: score(looks.early), vote: score(looks.vote), late: score(looks.late), frames };
  return (
    <Text size="sm" c="dimmed">
      {frames === 1 ? t('looks.one', values) : t('looks.several', values)}
    </Text>
  );
}

type Props = {
  readonly advisor: Advisor;
  readonly at: AtThreshold;
  readonly wish: number;
  readonly strangers: StrangerKind;
  readonly own: number | null;
  readonly looks: LookThresholds | null;
  readonly frames: number;
  readonly sentence: string;
};

/** The wish, what follows from it in one sentence, and what to do where it cannot be kept. */
export function Choice({ advisor, at, wish, strangers, own, looks, frames, sentence }: Props) {
  return (
    <Card>
      <Stack gap="md">
        <Wish value={wish} />
        <Title order={2} className={classes.sentence ?? ''} aria-live="polite">
          {sentence}
        </Title>
        {looks && <OverLooks looks={looks} frames={frames} />}
        <Verdict advisor={advisor} at={at} wish={wish} own={own !== null} />
        <Whom value={strangers} />
        <OwnThreshold value={own} at={at} />
      </Stack>
    </Card>
  );
}
