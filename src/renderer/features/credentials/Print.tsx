import { Button, Group, MultiSelect, Radio, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeCard } from '../../../shared/calls/credentials.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { BadgeSheet } from '../../parts/BadgeSheet.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { useAnswer } from '../../base/answers.ts';

/** As many as one call takes. */
const MOST = 2000;
const WHOM = ['all', 'none', 'chosen'] as const;
type Whom = (typeof WHOM)[number];

function usePeople(): readonly Person[] {
  const people = useAnswer('people.list', { search: '' }).value;
  return useMemo(() => people?.filter((p) => p.active) ?? [], [people]);
}

/** Badges for many people at once. */
export function Print() {
  const { t } = useTranslation('credentials');
  const notify = useNotify();
  const people = usePeople();
  const [picked, setWhom] = useState<Whom | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [sheet, setSheet] = useState<readonly BadgeCard[] | null>(null);
  const close = useCallback(() => setSheet(null), []);
  const faceless = people.filter((p) => p.templates === 0);
  // Those who need one most, unless there are none of them.
  const whom = picked ?? (faceless.length > 0 ? 'none' : 'all');
  const ids = whom === 'chosen' ? chosen.map(Number) : (whom === 'all' ? people : faceless).map((p) => p.id);
  const make = async () => {
    setBusy(true);
    const answer = await call('credentials.print', { personIds: ids, renew: false });
    setBusy(false);
    if (answer.ok) setSheet(answer.value);
    else notify.error(answer.error);
  };
  return (
    <section aria-label={t('screen.print')}>
      <Title order={2}>{t('screen.print')}</Title>
      <Text c="dimmed" mt={4} mb="md">
        {t('screen.printText')}
      </Text>
      <Radio.Group aria-label={t('screen.printFor')} value={whom} onChange={(v) => setWhom(WHOM.find((w) => w === v) ?? 'none')}>
        <Stack gap="sm">
          <Radio value="none" label={t('screen.printNone', { count: faceless.length })} />
          <Radio value="all" label={t('screen.printAll', { count: people.length })} />
          <Radio value="chosen" label={t('screen.printChosen')} />
        </Stack>
      </Radio.Group>
      {whom === 'chosen' && (
        <MultiSelect
          mt="sm"
          maw={560}
          label={t('screen.choose')}
          searchable
          limit={50}
          value={chosen}
          onChange={setChosen}
          data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
        />
      )}
      {ids.length > MOST && (
        <Text c="var(--amber-text)" mt="sm">
          {t('screen.tooMany')}
        </Text>
      )}
      <Group mt="md">
        <Button
          leftSection={<IconPrinter size={20} stroke={1.75} />}
          loading={busy}
          disabled={ids.length === 0 || ids.length > MOST}
          onClick={() => void make()}
        >
          {t('screen.make', { count: ids.length })}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt="md">
        {t('screen.scanner')}
      </Text>
      {sheet && <BadgeSheet badges={sheet} onClose={close} />}
    </section>
  );
}
