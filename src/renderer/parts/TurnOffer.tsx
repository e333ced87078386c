import { Alert, Button, Group, Text } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { addTurns } from '../camera/turn.ts';

type Props = {
  readonly turn: CameraTurn;
  /** How the picture should be turned; null: nothing is offered. */
  readonly better: CameraTurn | null;
  /** Null where somebody sits here who may not change it. */
  readonly onTurn: ((turn: CameraTurn) => void) | null;
};

/** Said where faces are found upside down, or on their side, again and again. */
export function TurnOffer({ turn, better, onTurn }: Props) {
  const { t } = useTranslation();
  if (better === null) return null;
  const degrees = addTurns(better, ((360 - turn) % 360) as CameraTurn);
  return (
    <Alert role="alert" color="amber" icon={<IconRotate size={20} stroke={1.75} />}>
      <Group justify="space-between" gap="sm">
        <Text>
          {degrees === 180 ? t('camera.offer.head') : t('camera.offer.side', { degrees })}
          {!onTurn && ` ${t('camera.offer.ask')}`}
        </Text>
        {onTurn && (
          <Button size="xs" onClick={() => onTurn(better)}>
            {t('camera.offer.go', { degrees })}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
