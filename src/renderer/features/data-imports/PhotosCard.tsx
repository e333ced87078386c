import { Button, FileButton, Group, Text, Title } from '@mantine/core';
import { IconFileZip, IconPhoto } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../base/api.ts';
import { useSession } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import classes from './dataImports.module.css';
import { sortPhotos, type Photos } from './photo-names.ts';
import { ofArchive, ofFolder, type Picture, type Source } from './photo-source.ts';
import { PhotosDialog } from './PhotosDialog.tsx';

/** A whole folder, with what lies in folders of it; React's types do not have it. */
const FOLDER = { webkitdirectory: '' } as object;
const icon = { size: 18, stroke: 1.75 } as const;

type Opened = { readonly photos: Photos<Picture>; readonly archive: string | null };

export function PhotosCard() {
  const { t } = useTranslation('dataImports');
  const change = useChange();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(
    () => () => {
      // Whoever leaves the screen needs no archive any more; without one it does nothing. Under a lock it is gone on with afterwards.
      if (useSession.getState().state?.role === 'admin') void call('dataImports.closePhotos', null);
    },
    [],
  );
  const show = async ({ pictures, unfit, archive }: Source) => {
    const people = await change('people.list', { search: '' });
    if (people) setOpened({ photos: sortPhotos(pictures, people.value, unfit), archive });
  };
  const openArchive = async () => {
    setBusy(true);
    const answer = await change('dataImports.openPhotos', null);
    if (answer?.value) await show(ofArchive(answer.value, call));
    setBusy(false);
  };
  const close = () => {
    if (opened?.archive !== null) void call('dataImports.closePhotos', null);
    setOpened(null);
  };
  return (
    <section className={classes.card} aria-label={t('cards.photos.title')}>
      <Title order={3}>{t('cards.photos.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('cards.photos.text')}
      </Text>
      <Group gap="sm">
        <FileButton
          multiple
          onChange={(files) => {
            if (files.length > 0) void show(ofFolder(files));
          }}
          inputProps={{ ...FOLDER, 'aria-label': t('cards.photos.choose') }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhoto {...icon} />}>
              {t('cards.photos.choose')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" leftSection={<IconFileZip {...icon} />} loading={busy} onClick={() => void openArchive()}>
          {t('cards.photos.chooseArchive')}
        </Button>
      </Group>
      {opened && <PhotosDialog {...opened} onClose={close} />}
    </section>
  );
}
