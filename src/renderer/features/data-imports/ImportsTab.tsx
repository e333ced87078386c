import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallName, Input, Output } from '../../../shared/contract.ts';
import { ATTLOG_BYTES } from '../../../shared/data-imports.ts';
import { PEOPLE_BYTES } from '../../../shared/people-file.ts';
import { useSettings } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import { useNotify } from '../../ui/notify.tsx';
import classes from './dataImports.module.css';
import { FileCard, type GivenFile } from './FileCard.tsx';
import { ImportList } from './ImportList.tsx';
import { PeopleDialog } from './PeopleDialog.tsx';
import { PhotosCard } from './PhotosCard.tsx';
import { PunchesDialog } from './PunchesDialog.tsx';

/** What other programs and terminals know of people: brought in once, shown before it is saved. */
export function ImportsTab() {
  return (
    <>
      <div className={classes.cards}>
        <PeopleCard />
        <PhotosCard />
        <PunchesCard />
      </div>
      <ImportList />
    </>
  );
}

type Reads = 'dataImports.readPunches' | 'dataImports.readPeople';

/** A file that was given, as it is read for the first time and again; what cannot be read is said at the corner. */
function useOpened<N extends Reads & CallName>(name: N, ask: (given: GivenFile) => Input<N>) {
  const change = useChange();
  const notify = useNotify();
  const [opened, setOpened] = useState<{ readonly file: Input<N>; readonly first: Output<N> } | null>(null);
  const read = async (file: Input<N>): Promise<Output<N> | null> => {
    const answer = await change(name, file, {
      onError: (error) => {
        if (error.code !== 'import-cancelled') notify.error(error);
      },
    });
    return answer && answer.value;
  };
  const open = async (given: GivenFile): Promise<void> => {
    const file = ask(given);
    const first = await read(file);
    if (first) setOpened({ file, first });
  };
  return { opened, read, open, close: () => setOpened(null) };
}

function PeopleCard() {
  const { t } = useTranslation('dataImports');
  const { opened, read, open, close } = useOpened('dataImports.readPeople', (given) => ({
    ...given,
    ...{ encoding: null, separator: null, sheet: 0, header: null, columns: null },
  }));
  return (
    <>
      <FileCard
        title={t('cards.people.title')}
        text={t('cards.people.text')}
        choose={t('cards.people.choose')}
        accept=".csv,.txt,.tsv,.xlsx,.xls"
        most={PEOPLE_BYTES}
        onFile={open}
      />
      {opened && <PeopleDialog {...opened} read={read} onClose={close} />}
    </>
  );
}

function PunchesCard() {
  const { t } = useTranslation('dataImports');
  const { timeZone } = useSettings().site;
  const { opened, read, open, close } = useOpened('dataImports.readPunches', (given) => ({
    ...given,
    ...{ encoding: null, timeZone, columns: null, people: [] },
  }));
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
      {opened && <PunchesDialog {...opened} read={read} onClose={close} />}
    </>
  );
}
