import { Box, Group, Input, Loader, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_TURNS, type CameraTurn } from '../../shared/camera-turn.ts';
import { useCamera } from '../camera/useCamera.ts';
import { useFaces } from '../camera/useFaces.ts';
import { useMounting } from '../camera/useMounting.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import classes from './CameraTest.module.css';
import { TurnOffer } from './TurnOffer.tsx';

type Turning = { readonly turn: CameraTurn; readonly onTurn: (turn: CameraTurn) => void };
type Props = {
  readonly cameraId: string | null;
  readonly onChange: (cameraId: string | null) => void;
  /** Where the picture can be turned. */
  readonly turning?: Turning;
};

/** Looks for faces in the picture, for they say how the camera hangs. */
function TurnRow({ turn, onTurn, video }: Turning & { readonly video: HTMLVideoElement | null }) {
  const { t } = useTranslation();
  const id = useId();
  const { see, better } = useMounting(turn);
  useFaces({ video, onFaces: see, liveness: false, turn });
  return (
    <>
      <TurnOffer turn={turn} better={better} onTurn={onTurn} />
      <Input.Wrapper
        label={t('camera.turn')}
        labelElement="div"
        labelProps={{ id }}
        description={t('camera.turnHint')}
        inputWrapperOrder={['label', 'input', 'description']}
      >
        <SegmentedControl
          fullWidth
          aria-labelledby={id}
          value={String(turn)}
          data={CAMERA_TURNS.map((value) => ({ value: String(value), label: value === 0 ? t('camera.turnNone') : `${value}°` }))}
          onChange={(value) => onTurn(Number(value) as CameraTurn)}
        />
      </Input.Wrapper>
    </>
  );
}

/** Chooses a camera and shows at once what it sees, or what is wrong with it. */
export function CameraTest({ cameraId, onChange, turning }: Props) {
  const { t } = useTranslation();
  const camera = useCamera({ deviceId: cameraId, turn: turning?.turn ?? 0 });
  const { videoRef, fault, devices, running } = camera;
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
      <Box className={classes.frame ?? ''} style={camera.boxStyle ?? {}}>
        <video
          ref={videoRef}
          className={classes.video}
          style={camera.videoStyle}
          autoPlay
          muted
          playsInline
          aria-label={t('camera.live')}
        />
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
      {turning && <TurnRow {...turning} video={running ? camera.video : null} />}
    </Stack>
  );
}
