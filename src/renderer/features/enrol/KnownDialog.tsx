import { Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../base/api.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './enrol.module.css';
import type { Known } from './enrol.store.ts';

/** The kept picture of a person, as an object URL for as long as the dialog stands. */
function useKeptPhoto(id: number): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let live = true;
    void call('people.photo', { id }).then((answer) => {
      if (!live || !answer.ok || !answer.value) return;
      made = URL.createObjectURL(new Blob([answer.value.slice()], { type: 'image/webp' }));
      setUrl(made);
    });
    return () => {
      live = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return url;
}

type Props = { readonly known: Known; readonly onSame: () => void; readonly onDifferent: () => void };

/** Both faces side by side. There is no third way: the enrolment waits for an answer. */
export function KnownDialog({ known, onSame, onDifferent }: Props) {
  const { t } = useTranslation(['enrol', 'common']);
  useReturnFocus();
  const { personId, name, employeeNumber } = known.error;
  const photo = useKeptPhoto(personId);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('known.title')}
      size={560}
    >
      <Stack gap="md">
        <Text>{t('known.text')}</Text>
        <Group justify="center" gap="lg" wrap="nowrap" align="start">
          <figure className={classes.face}>
            <img src={known.url} alt="" />
            <figcaption>{known.source.kind === 'photo' ? t('known.nowPhoto') : t('known.now')}</figcaption>
          </figure>
          <figure className={classes.face}>
            {photo ? <img src={photo} alt="" /> : <div className={classes.noFace}>{t('known.noPhoto')}</div>}
            <figcaption>
              <b>{name}</b>
              <br />
              {t('common:employeeNumber')} {employeeNumber}
            </figcaption>
          </figure>
        </Group>
        <SimpleGrid cols={2} spacing="md">
          <Stack gap={6}>
            <Button fullWidth data-autofocus onClick={onSame}>
              {t('known.same')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('known.sameHint', { name })}
            </Text>
          </Stack>
          <Stack gap={6}>
            <Button fullWidth variant="default" onClick={onDifferent}>
              {t('known.different')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('known.differentHint')}
            </Text>
          </Stack>
        </SimpleGrid>
      </Stack>
    </Modal>
  );
}
