import { Badge, Button, Card, Group, Loader, Menu, Text, Title } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import type { DayDetail, DetailPunch } from '../../../../shared/hours-detail.ts';
import type { HourDay } from '../../../../shared/hours-days.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { routeToHash } from '../../../base/routes.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { hoursText } from '../../../parts/hours.ts';
import { DayTimeline } from '../../../parts/timeline/DayTimeline.tsx';
import { useProposalText } from '../../../parts/timeline/useProposalText.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { ClosedNote } from './ClosedNote.tsx';
import { DAY_FIGURES, figureText, overtimeOf } from './dayFigures.ts';
import type { Giving } from './GivePunch.tsx';
import classes from './person.module.css';

type Props = {
  readonly person: number;
  readonly day: Day;
  readonly onGive: (giving: Giving) => void;
  /** What the day can be changed by besides. */
  readonly parts: DayParts;
};

/** A day with all that is behind its figures. */
export function OpenDay({ person, day, onGive, parts: { Day: DayPart, Punch: PunchPart } }: Props) {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const format = useFormat();
  const { value, error } = useAnswer('hours.day', { personId: person, day });
  return (
    <Card mt="md" component="section" aria-labelledby="open-day">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="open-day">
          {format.dayOf(isoDay(day))}
        </Title>
        <a className={classes.link} href={routeToHash({ screen: 'log', day: isoDay(day) })}>
          {t('hours:person.toLog')}
        </a>
      </Group>
      <ErrorNote error={error} />
      {value ? (
        <>
          <Verdict figures={value.figures} />
          {value.figures.closed ? (
            <>
              <ClosedNote figures={value.figures} now={value.now} />
              <DayTimeline detail={value.detail} />
            </>
          ) : (
            <DayTimeline
              detail={value.detail}
              draggable
              actions={(punch) => (
                <Group gap="xs">
                  <GiveMenu day={day} punch={punch} onGive={(to) => onGive({ punch, from: day, to })} />
                  <PunchPart person={person} figures={value.figures} punch={punch} />
                </Group>
              )}
            />
          )}
          <Figures figures={value.figures} />
          {!value.figures.closed && <Proposals detail={value.detail} />}
          <DayPart person={person} detail={value.detail} figures={value.figures} />
        </>
      ) : (
        !error && <Loader type="dots" />
      )}
    </Card>
  );
}

/** Of the figures, and not of what is drawn: of a closed day they are what holds. */
function Verdict({ figures }: { readonly figures: HourDay }) {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const format = useFormat();
  const { verdict, lateAs, earlyAs, closesAt, flags } = figures;
  const word = (text: string, color: string, key?: string) => (
    <Badge key={key} variant="light" color={color}>
      {text}
    </Badge>
  );
  return (
    <Group gap="xs" mb="md">
      {word(t(`hoursDay:verdict.${verdict}`), verdict === 'absent' || verdict === 'missing' ? 'red' : 'teal')}
      {lateAs && word(t('hours:day.late', { as: t(`hoursDay:step.${lateAs}`), hours: hoursText(figures.late) }), 'amber')}
      {earlyAs &&
        word(t('hours:day.early', { as: t(`hoursDay:earlyStep.${earlyAs}`), hours: hoursText(figures.early) }), 'amber')}
      {flags.map((flag) => word(t(`hoursDay:flag.${flag}`), 'gray', flag))}
      {figures.closed && word(t('hours:closed'), 'gray')}
      {verdict === 'open' && closesAt !== null && (
        <Text size="sm" c="dimmed">
          {t('hours:day.closesAt', { when: `${format.day(closesAt * 60_000)} ${format.time(closesAt * 60_000)}` })}
        </Text>
      )}
    </Group>
  );
}

/** One figure of overtime; its parts are in the tooltip of each. */
function Figures({ figures }: { readonly figures: HourDay }) {
  const { t } = useTranslation('hours');
  const overtime = overtimeOf(figures);
  return (
    <dl className={`${classes.figures} ${classes.wide}`}>
      {DAY_FIGURES.filter((name) => figures[name] !== 0 || name === 'planned' || name === 'paid').map((name) => (
        <div key={name}>
          <dt>{t(`day.figures.${name}`)}</dt>
          <dd>{figureText(name, figures)}</dd>
        </div>
      ))}
      {overtime > 0 && (
        <div>
          <dt>{t('totals.overtime')}</dt>
          <dd>
            {hoursText(overtime)}
            <ul className={classes.parts}>
              {figures.overtime.map((o) => (
                <li key={o.rule}>
                  {t(o.approved === o.minutes ? 'day.overtime' : 'day.overtimeAsked', {
                    name: o.name,
                    rate: o.rate,
                    hours: hoursText(o.minutes),
                    approved: hoursText(o.approved),
                  })}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Proposals({ detail }: { readonly detail: DayDetail }) {
  const { t } = useTranslation('hoursDay');
  const text = useProposalText(detail);
  if (detail.proposals.length === 0) return null;
  return (
    <section aria-labelledby="proposals">
      <Title order={3} mt="md" id="proposals">
        {t('proposal.title')}
      </Title>
      <ul className={classes.proposals}>
        {detail.proposals.map((p) => (
          <li key={JSON.stringify(p)}>{text(p)}</li>
        ))}
      </ul>
    </section>
  );
}

/** The way without a mouse: the days beside this one. */
function GiveMenu({ day, punch, onGive }: { day: Day; punch: DetailPunch; onGive: (to: Day) => void }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const rivals = punch.codes.flatMap((c) => (c.code === 'rival' ? [c.day] : []));
  const days = [...new Set([day - 1, day + 1, ...rivals])].toSorted((a, b) => a - b);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconArrowsExchange size={18} stroke={1.75} />}>
          {t('give.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {days.map((to) => (
          <Menu.Item key={to} onClick={() => onGive(to)}>
            {format.dayOf(isoDay(to))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
