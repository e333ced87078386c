import { Alert, Table, Text, Title } from '@mantine/core';
import { IconClockExclamation, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SLOWER_BY_MS, type WaitFigures } from '../../../domain/credentials/wait-report.ts';
import type { AppError } from '../../../domain/errors.ts';
import type { Waits } from '../../../shared/calls/credentials.ts';
import { call } from '../../base/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';

const DAYS = 30;

/** Seconds with one decimal, as the language writes them. */
function useSeconds(): (ms: number) => string {
  const { t, i18n } = useTranslation('credentials');
  const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (ms) => t('waits.seconds', { n: number.format(ms / 1000) });
}

function Row({
  label,
  figures,
  strong = false,
}: {
  readonly label: string;
  readonly figures: WaitFigures | null;
  readonly strong?: boolean;
}) {
  const { t } = useTranslation('credentials');
  const format = useFormat();
  const seconds = useSeconds();
  return (
    <Table.Tr fw={strong ? 600 : undefined}>
      <Table.Th scope="row" fw="inherit">
        {label}
      </Table.Th>
      <Table.Td ta="right">{figures ? format.number(figures.count) : t('waits.none')}</Table.Td>
      <Table.Td ta="right">{figures && seconds(figures.medianMs)}</Table.Td>
      <Table.Td ta="right">{figures && seconds(figures.p90Ms)}</Table.Td>
    </Table.Tr>
  );
}

function Said({ comparison }: Pick<Waits, 'comparison'>) {
  const { t } = useTranslation('credentials');
  const seconds = useSeconds();
  if (comparison.kind === 'too-few') {
    return (
      <Text c="dimmed" mt="sm">
        {t('waits.tooFew')}
      </Text>
    );
  }
  const slower = comparison.kind === 'slower';
  const values = { difference: seconds(Math.abs(comparison.differenceMs)), margin: seconds(SLOWER_BY_MS) };
  return (
    <Alert
      mt="md"
      color={slower ? 'amber' : 'gray'}
      icon={slower ? <IconClockExclamation stroke={1.75} /> : <IconInfoCircle stroke={1.75} />}
    >
      {t(slower ? 'waits.slower' : 'waits.alike', values)}
    </Alert>
  );
}

/** Whether who comes without a face waits longer. */
export function WaitReport() {
  const { t } = useTranslation('credentials');
  const [waits, setWaits] = useState<Waits | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let live = true;
    void call('credentials.waits', { days: DAYS }).then((answer) => {
      if (!live) return;
      if (answer.ok) setWaits(answer.value);
      else setError(answer.error);
    });
    return () => {
      live = false;
    };
  }, []);
  return (
    <section aria-label={t('waits.title')}>
      <Title order={2}>{t('waits.title')}</Title>
      <Text c="dimmed" mt={4} mb="md">
        {t('waits.text', { days: DAYS })}
      </Text>
      <ErrorNote error={error} />
      {waits && (
        <>
          <Table withTableBorder style={{ fontVariantNumeric: 'tabular-nums' }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('waits.way')}</Table.Th>
                <Table.Th ta="right">{t('waits.people')}</Table.Th>
                <Table.Th ta="right">{t('waits.median')}</Table.Th>
                <Table.Th ta="right">{t('waits.p90')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <Row label={t('waits.face')} figures={waits.face} />
              <Row label={t('waits.pin')} figures={waits.byMethod.pin} />
              <Row label={t('waits.badge')} figures={waits.byMethod.badge} />
              <Row label={t('waits.other')} figures={waits.other} strong />
              <Row label={t('waits.both')} figures={waits.byMethod['face+pin']} />
            </Table.Tbody>
          </Table>
          <Said comparison={waits.comparison} />
        </>
      )}
    </section>
  );
}
