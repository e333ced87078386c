import { Button, Group, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleBody } from '../../../../shared/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useChange } from '../../../parts/useChange.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { versionOn } from '../draft.ts';
import { PlanImpact } from '../../../parts/PlanImpact.tsx';
import { ruleOf } from './rule-presets.ts';
import { RuleDialog } from './RuleDialog.tsx';
import { useDateText } from '../../../parts/useDateText.ts';
import { lengthText } from '../wall.ts';
import classes from '../shifts.module.css';
import layout from '../../../ui/layout.module.css';

type Open = { readonly kind: 'edit'; readonly from: number } | { readonly kind: 'drop'; readonly from: number };

/** By which rules days are judged, from which day on. */
export function RulesTab() {
  const { t } = useTranslation(['shifts', 'common']);
  const { value: plan, error } = useAnswer('shifts.overview', null);
  const change = useChange();
  const dayText = useDateText();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const usual = ruleOf('usual', () => '');
  if (!plan) return <ErrorNote error={error} />;
  const holds = plan.rules.findLast((r) => r.from <= plan.today);
  return (
    <>
      <ErrorNote error={error} />
      <div className={layout.bar}>
        <Text c="dimmed">{t('rules.lead')}</Text>
        <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => setOpen({ kind: 'edit', from: plan.today })}>
          {t('rules.change')}
        </Button>
      </div>
      <div className={layout.cards}>
        {[...(holds ? [] : [{ from: 0, body: usual }]), ...plan.rules].map(({ from, body }) => {
          const now = holds ? holds.from === from : from === 0;
          return (
            <section key={from} className={layout.card} aria-label={from <= 0 ? t('rules.always') : dayText(from)}>
              <div className={layout.cardHead}>
                <Title order={3}>
                  {from <= 0 ? t('rules.always') : t('assignment.since', { from: dayText(from) })}
                  {now && ` · ${t('rules.now')}`}
                </Title>
                {from > plan.today && (
                  <Group gap="xs">
                    <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'edit', from })}>
                      {t('rules.edit')}
                    </Button>
                    <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'drop', from })}>
                      {t('shift.dropVersion')}
                    </Button>
                  </Group>
                )}
              </div>
              <Summary body={body} />
            </section>
          );
        })}
      </div>
      {open?.kind === 'edit' && (
        <RuleDialog
          plan={plan}
          initial={{
            from: open.from,
            body: structuredClone(
              versionOn(
                plan.rules.filter((r) => r.from <= open.from),
                open.from,
              )?.body ?? usual,
            ),
          }}
          onClose={close}
        />
      )}
      {open?.kind === 'drop' && (
        <ConfirmDialog
          title={t('rules.dropTitle', { from: dayText(open.from) })}
          text={<PlanImpact change={{ kind: 'drop-rule', from: open.from }} />}
          go={t('shift.dropVersion')}
          onGo={() => change('rules.delete', { from: open.from })}
          onClose={close}
        />
      )}
    </>
  );
}

/** What of the rules is not as usual, in a few figures. */
function Summary({ body }: { readonly body: RuleBody }) {
  const { t } = useTranslation('shifts');
  const { limits, balance, nightBonus, correctionQuota } = body;
  const facts: (readonly [string, string])[] = [
    [t('rules.graceIn'), t('rules.minutes', { n: body.graceIn.minutes })],
    [t('rules.graceOut'), t('rules.minutes', { n: body.graceOut.minutes })],
    [t('rules.pairing'), t(`pairings.${body.pairing}`)],
    ...body.overtime.map((o) => [o.name === '' ? t('rules.overtimeRule') : o.name, `${o.rate} %`] as const),
    ...(balance ? [[t('rules.balance'), t(`units.${balance.unit}`)] as const] : []),
    ...(limits.overtimePerMonth === null ? [] : [[t('rules.overtimePerMonth'), lengthText(limits.overtimePerMonth)] as const]),
    ...(limits.restBetween === null ? [] : [[t('rules.restBetween'), lengthText(limits.restBetween)] as const]),
    ...(nightBonus ? [[t('rules.nightBonus'), t('rules.on')] as const] : []),
    ...(correctionQuota ? [[t('rules.quota'), String(correctionQuota.count)] as const] : []),
    ...(body.judge ? [] : [[t('rules.judge'), t('rules.off')] as const]),
  ];
  return (
    <dl className={classes.figures}>
      {facts.map(([what, text], i) => (
        <div key={i}>
          <dt>{what}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
