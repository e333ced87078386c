import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isName } from '../../../domain/text.ts';
import type { Output } from '../../../shared/contract.ts';
import { useAnswer } from '../../base/answers.ts';

type Unclear = Output<'people.unclear'>[number];

function Entry({ person, onOpen }: { readonly person: Unclear; readonly onOpen: () => void }) {
  const { t } = useTranslation('people');
  const { name, employeeNumber, why, other } = person;
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="md" py={8}>
      <div>
        <Text fw={600}>{`${isName(name) ? name : t('unclear.nameless')} · ${employeeNumber}`}</Text>
        <Text size="sm" c="dimmed">
          {t(`unclear.why.${why}`, { other: other ?? '' })}
        </Text>
      </div>
      <Button size="sm" variant="default" style={{ flex: 'none' }} onClick={onOpen}>
        {t('unclear.open')}
      </Button>
    </Group>
  );
}

/** Whose number is another's to the eye, or who has no name that is seen: how many, and each of them to be put right. Nothing when there are none. */
export function UnclearPeople({ onOpen }: { readonly onOpen: (person: number) => void }) {
  const { t } = useTranslation(['people', 'common']);
  const unclear = useAnswer('people.unclear', null).value ?? [];
  const [listed, setListed] = useState(false);
  if (unclear.length === 0) return null;
  return (
    <>
      <Alert role="status" color="amber" mb="md" icon={<IconAlertTriangle size={20} stroke={1.75} />}>
        <Group justify="space-between" wrap="nowrap">
          {t('unclear.banner', { count: unclear.length })}
          <Button size="sm" variant="default" style={{ flex: 'none' }} onClick={() => setListed(true)}>
            {t('unclear.show')}
          </Button>
        </Group>
      </Alert>
      <Modal
        opened={listed}
        onClose={() => setListed(false)}
        title={t('unclear.title')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Text mb="xs">{t('unclear.text')}</Text>
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {unclear.map((person) => (
            <Entry
              key={person.id}
              person={person}
              onOpen={() => {
                setListed(false);
                onOpen(person.id);
              }}
            />
          ))}
        </ul>
      </Modal>
    </>
  );
}
