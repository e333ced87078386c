import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTLOG_BYTES, type AttlogFile, type AttlogPreview } from '../../../shared/data-imports.ts';
import { useSettings } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import { useNotify } from '../../ui/notify.tsx';
import classes from './dataImports.module.css';
import { FileCard, type GivenFile } from './FileCard.tsx';
import { ImportList } from './ImportList.tsx';
import { PunchesDialog } from './PunchesDialog.tsx';

/** What other programs and terminals know of people: brought in once, shown before it is saved. */
export function ImportsTab() {
  return (
    <>
      <div className={classes.cards}>
        <PunchesCard />
      </div>
      <ImportList />
    </>
  );
}

function PunchesCard() {
  const { t } = useTranslation('dataImports');
  const { timeZone } = useSettings().site;
  const change = useChange();
  const notify = useNotify();
  const [opened, setOpened] = useState<{ readonly file: AttlogFile; readonly first: AttlogPreview } | null>(null);

  const read = async (file: AttlogFile): Promise<AttlogPreview | null> => {
    const answer = await change('dataImports.readPunches', file, {
      onError: (error) => {
        if (error.code !== 'import-cancelled') notify.error(error);
      },
    });
    return answer && answer.value;
  };
  const open = async (given: GivenFile) => {
    const file: AttlogFile = { ...given, encoding: null, timeZone, columns: null, people: [] };
    const first = await read(file);
    if (first) setOpened({ file, first });
  };
  return (
    <>
      <FileCard
        title={t('cards.punches.title')}
        text={t('cards.punches.text')}
        choose={t('cards.punches.choose')}
        accept=".dat,.txt,.csv,.log"
        most={ATTLOG_BYTES}
        onFile={open}
      />
      {opened && <PunchesDialog {...opened} read={read} onClose={() => setOpened(null)} />}
    </>
  );
}
