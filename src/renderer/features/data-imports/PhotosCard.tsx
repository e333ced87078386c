import { Button, FileButton, Text, Title } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../parts/useChange.ts';
import classes from './dataImports.module.css';
import { sortPhotos, type Photos } from './photo-names.ts';
import { PhotosDialog, type Picture } from './PhotosDialog.tsx';

/** A whole folder, with what lies in folders of it; React's types do not have it. */
const FOLDER = { webkitdirectory: '' } as object;

export function PhotosCard() {
  const { t } = useTranslation('dataImports');
  const change = useChange();
  const [photos, setPhotos] = useState<Photos<Picture> | null>(null);
  const open = async (files: readonly File[]) => {
    if (files.length === 0) return;
    const people = await change('people.list', { search: '' });
    // Names and handles: no picture is read before its turn.
    const pictures = files.map((file) => ({ name: file.name, path: file.webkitRelativePath, file }));
    if (people) setPhotos(sortPhotos(pictures, people.value));
  };
  return (
    <section className={classes.card} aria-label={t('cards.photos.title')}>
      <Title order={3}>{t('cards.photos.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('cards.photos.text')}
      </Text>
      <FileButton
        multiple
        onChange={(files) => void open(files)}
        inputProps={{ ...FOLDER, 'aria-label': t('cards.photos.choose') }}
      >
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconPhoto size={18} stroke={1.75} />}>
            {t('cards.photos.choose')}
          </Button>
        )}
      </FileButton>
      {photos && <PhotosDialog photos={photos} onClose={() => setPhotos(null)} />}
    </section>
  );
}
