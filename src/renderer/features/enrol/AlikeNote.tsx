import { Alert, Anchor, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookAlikePair } from '../../../shared/calls/look-alikes.ts';
import { call } from '../../base/api.ts';
import { routeToHash } from '../../base/routes.ts';
import { useAllSettings } from '../../base/session.ts';

/** At the end of an enrolment: who looks like whoever was just enrolled, and what that means at the door. Nothing where nobody does. */
export function AlikeNote({ personId }: { readonly personId: number }) {
  const { t } = useTranslation('lookAlikes');
  const { lookAlikes } = useAllSettings().recognition;
  const [pairs, setPairs] = useState<readonly LookAlikePair[]>([]);
  useEffect(() => {
    let live = true;
    void call('lookAlikes.check', { personId }).then((answer) => {
      if (live && answer.ok) setPairs(answer.value);
    });
    return () => {
      live = false;
    };
  }, [personId]);
  if (pairs.length === 0) return null;
  return (
    <Alert color="amber" icon={<IconArrowsDiff size={22} stroke={1.75} />} maw={520} mt="lg" ta="start" role="status">
      {pairs.map(({ a, b }) => {
        const [own, other] = a.id === personId ? [a, b] : [b, a];
        return (
          <Text key={other.id} fw={600}>
            {t('enrolled.title', { a: own.name, b: other.name })}
          </Text>
        );
      })}
      <Text mt={4}>{t(lookAlikes === 'pin' ? 'enrolled.pin' : 'enrolled.margin')}</Text>
      <Anchor href={routeToHash({ screen: 'look-alikes' })}>{t('enrolled.list')}</Anchor>
    </Alert>
  );
}
