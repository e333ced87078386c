import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveLeftOut as Asked } from '../../../shared/data-imports.ts';
import { useFormat } from '../../base/format.ts';
import { useChange } from '../../parts/useChange.ts';
import { useNotify } from '../../ui/notify.tsx';

type Props = {
  /** Rows that it would hold. */
  readonly count: number;
  readonly disabled?: boolean;
  readonly ask: () => Asked;
};

/** Takes away every row that is not taken, and why: for whoever mends the file. */
export function SaveLeftOut({ count, disabled = false, ask }: Props) {
  const { t } = useTranslation('dataImports');
  const format = useFormat();
  const change = useChange();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  if (count === 0) return null;
  const save = async () => {
    setBusy(true);
    const answer = await change('dataImports.saveLeftOut', ask());
    setBusy(false);
    if (!answer?.value) return;
    const { rows, path } = answer.value;
    notify.done(t('leftOut.saved', { count: rows, n: format.number(rows) }), { detail: path });
  };
  return (
    <Button
      mr="auto"
      variant="subtle"
      leftSection={<IconDownload size={18} stroke={1.75} />}
      disabled={disabled}
      loading={busy}
      onClick={() => void save()}
    >
      {t('leftOut.save')}
    </Button>
  );
}
