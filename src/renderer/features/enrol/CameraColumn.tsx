import { Button, Loader, Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraTurn } from '../../../shared/camera-turn.ts';
import { saveSettings } from '../../base/saveSettings.ts';
import { useAppState, useSettings } from '../../base/session.ts';
import { useCamera } from '../../camera/useCamera.ts';
import { useFaces } from '../../camera/useFaces.ts';
import { useMounting } from '../../camera/useMounting.ts';
import { TurnOffer } from '../../parts/TurnOffer.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useNotify } from '../../ui/notify.tsx';
import classes from './enrol.module.css';
import type { EnrolStore, Instruction } from './enrol.store.ts';

type Props = Pick<EnrolStore, 'look' | 'addFiles' | 'instruction' | 'busy' | 'files' | 'captures' | 'needed'> & {
  readonly paused: boolean;
};

function useWords(instruction: Instruction, busy: boolean): string {
  const { t } = useTranslation(['enrol', 'quality']);
  if (busy) return t('thinking');
  if (instruction.kind === 'quality') return t(`quality:${instruction.reason}`);
  return instruction.kind === 'pose' ? t(`pose.${instruction.to}`) : t(instruction.kind);
}

/** The oval to look into; its line fills as the captures come in. */
function Oval({ share, state }: { readonly share: number; readonly state: string }) {
  return (
    <svg className={classes.oval} viewBox="0 0 300 400" preserveAspectRatio="xMidYMid meet" aria-hidden="true" data-state={state}>
      <path d="M-3000-3000H3300V3400H-3000ZM46 190a104 138 0 1 0 208 0a104 138 0 1 0-208 0Z" className={classes.shade} />
      <ellipse cx="150" cy="190" rx="104" ry="138" className={classes.line} />
      {share > 0 && (
        <path
          d="M150 52a104 138 0 0 1 0 276a104 138 0 0 1 0-276"
          className={classes.filled}
          pathLength={1}
          strokeDasharray={`${share} 1`}
        />
      )}
    </svg>
  );
}

export function CameraColumn({ look, addFiles, instruction, busy, files, captures, needed, paused }: Props) {
  const { t } = useTranslation('enrol');
  const { cameraId, cameraTurn: turn } = useSettings().kiosk;
  const { role } = useAppState();
  const camera = useCamera({ deviceId: cameraId, turn });
  const { videoRef, video, fault, running } = camera;
  const { see, better } = useMounting(turn);
  const faces = useFaces({
    video,
    onFaces: (seen) => {
      see(seen);
      return look(seen);
    },
    liveness: false,
    turn,
    enabled: running && !paused,
  });
  const notify = useNotify();
  const turnTo = (to: CameraTurn) =>
    void saveSettings({ kiosk: { cameraTurn: to } }).then((saved) => {
      if (saved && 'error' in saved) notify.error(saved.error);
    });
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const words = useWords(instruction, busy);

  const take = (list: FileList | null) => void addFiles([...(list ?? [])]);
  const drag = (inside: boolean) => (e: DragEvent) => {
    e.preventDefault();
    setOver(inside && e.dataTransfer.types.includes('Files'));
  };
  const said = !running ? t('starting') : faces.progress !== 'ready' ? t('models') : words;
  return (
    <section
      className={classes.camera}
      aria-label={t('camera')}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(e) => {
        drag(false)(e);
        take(e.dataTransfer.files);
      }}
    >
      <TurnOffer turn={turn} better={better} onTurn={role === 'admin' ? turnTo : null} />
      <div className={classes.picture} style={camera.boxStyle}>
        <video
          ref={videoRef}
          data-live={running || undefined}
          style={camera.videoStyle}
          autoPlay
          muted
          playsInline
          aria-label={t('camera')}
        />
        {running && <Oval share={Math.min(1, captures.length / needed)} state={instruction.kind} />}
        {fault ? (
          <div className={classes.fault}>
            <ErrorNote error={{ code: fault }} tone="amber" />
          </div>
        ) : faces.fault ? (
          <div className={classes.fault}>
            <ErrorNote error={{ code: faces.fault }} tone="amber" />
          </div>
        ) : (
          <p className={classes.instruction} role="status" data-kind={running ? instruction.kind : 'looking'}>
            {(!running || faces.progress !== 'ready' || busy) && <Loader size={20} color="currentColor" />}
            {said}
          </p>
        )}
        {over && <div className={classes.over}>{t('photo.drop')}</div>}
      </div>
      <div className={classes.photos}>
        <Button
          variant="default"
          leftSection={<IconPhotoPlus size={20} stroke={1.75} />}
          loading={files !== null}
          onClick={() => picker.current?.click()}
        >
          {t('photo.button')}
        </Button>
        <Text size="sm" c="dimmed" role={files ? 'status' : undefined}>
          {files ? t('photo.progress', files) : t('photo.hint')}
        </Text>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          // HEIC cannot be read; it may be chosen, so that it is said what to do.
          accept="image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"
          onChange={(e) => {
            take(e.currentTarget.files);
            e.currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}
