import { Box, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCamera } from '../camera/useCamera.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import classes from './CameraTest.module.css';

type Props = { readonly cameraId: string | null; readonly onChange: (cameraId: string | null) => void };

/** Chooses a camera and shows at once what it sees, or what is wrong with it. */
export function CameraTest({ cameraId, onChange }: Props) {
  const { t } = useTranslation();
  const { videoRef, fault, devices, running } = useCamera({ deviceId: cameraId });
  const named = devices.map((d, i) => ({ value: d.deviceId, label: d.label || t('camera.unnamed', { n: i + 1 }) }));
  // A chosen camera that is not plugged in stays chosen, and visible as such.
  const known = cameraId === null || named.some((d) => d.value === cameraId);
  const data = [
    { value: '', label: t('camera.first') },
    ...named,
    ...(known ? [] : [{ value: cameraId, label: t('camera.unnamed', { n: '?' }) }]),
  ];
  return (
    <Stack gap="md">
      <Select
        label={t('camera.label')}
        data={data.filter((d, i) => data.findIndex((o) => o.value === d.value) === i)}
        value={cameraId ?? ''}
        allowDeselect={false}
        onChange={(value) => onChange(value === '' ? null : value)}
      />
      <Box className={classes.frame ?? ''}>
        <video ref={videoRef} className={classes.video} autoPlay muted playsInline aria-label={t('camera.live')} />
        {!running && !fault && (
          <Group className={classes.cover ?? ''} justify="center" gap="sm" role="status">
            <Loader size="sm" color="gray" />
            <Text>{t('camera.waiting')}</Text>
          </Group>
        )}
      </Box>
      {fault ? (
        <ErrorNote error={{ code: fault }} tone="amber" />
      ) : (
        <Group gap={8} mih={24} c="var(--teal-text)" role="status">
          {running && (
            <>
              <IconCircleCheck size={20} stroke={1.75} />
              <Text>{t('camera.good')}</Text>
            </>
          )}
        </Group>
      )}
    </Stack>
  );
}
