import { Badge, Button, Checkbox, Group, Kbd, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { routeToHash } from '../../base/routes.ts';
import classes from './inbox.module.css';
import type { InboxWords } from './useInboxWords.ts';

export type EntryActs = {
  readonly take: (entry: InboxEntry, proposal: InboxEntry['proposals'][number]) => void;
  readonly accept: (entry: InboxEntry) => void;
  readonly correct: (entry: InboxEntry) => void;
  readonly choose: (entry: InboxEntry) => void;
  /** All of its group. */
  readonly chooseAll: (entry: InboxEntry) => void;
  /** The same punch for all that are chosen. */
  readonly bulk: (entry: InboxEntry) => void;
  /** The day with all that is behind it: shift, overtime, absence, each punch. */
  readonly show: (entry: InboxEntry) => void;
};

type Props = {
  readonly entry: InboxEntry;
  readonly words: InboxWords;
  readonly acts: EntryActs;
  readonly chosen: boolean;
  /** Keys go to this one. */
  readonly active: boolean;
  readonly onActive: () => void;
};

/** A day that needs a decision: what is odd, what is there, and what would put it right. */
export function EntryRow({ entry, words, acts, chosen, active, onActive }: Props) {
  const { t } = useTranslation('hourRequests');
  const { personId, name, department, day, causes, proposals } = entry;
  return (
    <li className={classes.entry} data-entry tabIndex={active ? 0 : -1} data-active={active || undefined} onFocus={onActive}>
      <Checkbox
        aria-label={t('choose', { name, day: words.day(day) })}
        checked={chosen}
        tabIndex={active ? 0 : -1}
        onChange={() => acts.choose(entry)}
      />
      <div className={classes.who}>
        <a href={routeToHash({ screen: 'hours', tab: 'person', person: personId, at: isoDay(day) })} tabIndex={active ? 0 : -1}>
          {name}
        </a>
        <Text size="sm" c="dimmed">
          {[words.day(day), department].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.what}>
        <Group gap={6}>
          {causes.map((cause) => (
            <Badge key={cause} color={cause === 'absent' ? 'red' : 'amber'} variant="light">
              {words.cause(cause)}
            </Badge>
          ))}
        </Group>
        <Text size="sm" mt={4}>
          {words.punches(entry)}
        </Text>
        <Text size="sm" c="dimmed">
          {words.plan(entry)}
        </Text>
      </div>
      <Group gap="xs" className={classes.acts ?? ''}>
        {proposals.slice(0, 9).map((proposal, i) => (
          <Button
            key={i}
            size="xs"
            variant="light"
            tabIndex={active ? 0 : -1}
            leftSection={<Kbd size="xs">{i + 1}</Kbd>}
            onClick={() => acts.take(entry, proposal)}
          >
            {words.proposal(entry, proposal)}
          </Button>
        ))}
        <Button
          size="xs"
          variant="default"
          tabIndex={active ? 0 : -1}
          leftSection={<Kbd size="xs">E</Kbd>}
          onClick={() => acts.correct(entry)}
        >
          {t('other')}
        </Button>
        <Button
          size="xs"
          variant="default"
          tabIndex={active ? 0 : -1}
          leftSection={<Kbd size="xs">S</Kbd>}
          onClick={() => acts.show(entry)}
        >
          {t(causes.includes('overtime') ? 'openOvertime' : 'open')}
        </Button>
        <Button
          size="xs"
          variant="default"
          tabIndex={active ? 0 : -1}
          leftSection={<Kbd size="xs">0</Kbd>}
          onClick={() => acts.accept(entry)}
        >
          {t('asItIs')}
        </Button>
      </Group>
    </li>
  );
}
