import { Button, Group, Modal, Progress, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import { call } from '../../base/api.ts';
import { visionClient } from '../../camera/vision-client.ts';
import { errorText } from '../../i18n/errorText.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './dataImports.module.css';
import { Note } from './Note.tsx';
import type { Named, Photos } from './photo-names.ts';
import { importPhotos, type PhotoProgress, type PhotoRefusal } from './photo-run.ts';
import { SaveLeftOut } from './SaveLeftOut.tsx';

export type Picture = Named & { readonly file: File };
type Words = TFunction<['dataImports', 'enrol', 'common']>;
type Ended = { readonly error: AppError | null; readonly stopped: boolean };
type Props = { readonly photos: Photos<Picture>; readonly onClose: () => void };

/** Whose pictures a folder holds, then how far they are enrolled, then which were refused and why. */
export function PhotosDialog({ photos, onClose }: Props) {
  const { t } = useTranslation(['dataImports', 'enrol', 'common']);
  const [progress, setProgress] = useState<PhotoProgress | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const stop = useRef<AbortController | null>(null);
  // Whoever leaves the screen stops it: the person under way is not enrolled by half.
  useEffect(() => () => stop.current?.abort(), []);

  const pictures = photos.of.reduce((n, { files }) => n + files.length, 0);
  const leftOut = leftOutOf(t, photos, progress?.refused ?? []);
  const running = progress !== null && ended === null;
  const start = async () => {
    const own = new AbortController();
    stop.current = own;
    setProgress({ done: 0, total: pictures, enrolled: 0, taken: 0, refused: [] });
    const { error } = await importPhotos(photos, {
      ask: call,
      readPhoto: ({ file }) => visionClient().observePhoto(file),
      onProgress: setProgress,
      signal: own.signal,
    });
    setEnded({ error, stopped: own.signal.aborted });
  };
  const close = () => {
    stop.current?.abort();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!running}
      title={t('photos.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {progress === null && <Found photos={photos} pictures={pictures} />}
      {progress && <Running progress={progress} ended={ended} />}
      <Group justify="flex-end" mt="lg">
        {!running && (
          <SaveLeftOut
            count={leftOut.length}
            ask={() => ({ titles: [t('leftOut.file'), t('leftOut.reason')], what: { kind: 'photos', rows: leftOut } })}
          />
        )}
        {running ? (
          <Button variant="default" onClick={() => stop.current?.abort()}>
            {t('photos.stop')}
          </Button>
        ) : (
          <Button variant="default" onClick={close}>
            {t(ended ? 'common:close' : 'common:cancel')}
          </Button>
        )}
        {progress === null && (
          <Button data-autofocus disabled={pictures === 0} onClick={() => void start()}>
            {t('photos.start')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

function Found({ photos, pictures }: { readonly photos: Photos<Picture>; readonly pictures: number }) {
  const { t } = useTranslation('dataImports');
  const { of, nobody, enrolled, beyond, passedOver } = photos;
  return (
    <>
      <Text>
        {pictures === 0
          ? t('photos.none')
          : `${t('photos.found', { count: pictures })} ${t('photos.ofPeople', { count: of.length })}`}
      </Text>
      {nobody.length > 0 && (
        <>
          <Note>{t('photos.nobody', { count: nobody.length })}</Note>
          <Names names={nobody.map((f) => f.name)} />
        </>
      )}
      {enrolled.length > 0 && <Note calm>{t('photos.enrolled', { count: enrolled.length })}</Note>}
      {beyond.length > 0 && <Note>{t('photos.beyond', { count: beyond.length })}</Note>}
      {passedOver.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('photos.passedOver', { count: passedOver.length })}
        </Text>
      )}
    </>
  );
}

function Running({ progress, ended }: { readonly progress: PhotoProgress; readonly ended: Ended | null }) {
  const { t } = useTranslation(['dataImports', 'enrol', 'common']);
  const { done, total, enrolled, taken, refused } = progress;
  return (
    <>
      <Progress value={total === 0 ? 100 : (done / total) * 100} aria-label={t('photos.progress', { done, total })} />
      <Text size="sm" mt={6} role="status">
        {ended
          ? t('photos.result', { people: t('photos.people', { count: enrolled }), pictures: t('photos.found', { count: taken }) })
          : t('photos.progress', { done, total })}
      </Text>
      {ended?.stopped === true && <Note calm>{t('photos.stopped')}</Note>}
      {ended?.error && (
        <>
          <ErrorNote error={ended.error} />
          <Note calm>{t('photos.ended')}</Note>
        </>
      )}
      {refused.length > 0 && (
        <details className={classes.leftOut} open={ended !== null}>
          <summary>{t('photos.refused', { count: refused.length })}</summary>
          <ul className={classes.list}>
            {refused.map(({ name, error }, i) => (
              <li key={i} className={classes.refusal}>
                <Text span size="sm">
                  {name}
                </Text>
                <Text span size="sm" c="dimmed">
                  {whyOf(t, error)}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Each picture and other file that is not taken, and why. What a run that was stopped did not come to is none of them: the next one does. */
function leftOutOf(
  t: Words,
  { nobody, enrolled, beyond, passedOver }: Photos<Named>,
  refused: readonly PhotoRefusal[],
): string[][] {
  const named = ({ name, path }: Named, why: string): string[] => [path === '' ? name : path, why];
  return [
    ...refused.map((r) => named(r, whyOf(t, r.error))),
    ...nobody.map((f) => named(f, t('leftOut.photos.nobody'))),
    ...enrolled.map((f) => named(f, t('leftOut.photos.enrolled'))),
    ...beyond.map((f) => named(f, t('leftOut.photos.beyond'))),
    ...passedOver.map((f) => named(f, t('leftOut.photos.passedOver'))),
  ];
}

/** As at an enrolment from a file. */
function whyOf(t: Words, error: AppError): string {
  if (error.code === 'face-poor') return t(`enrol:photoReason.${error.reason}`);
  if (error.code === 'face-differs') return t('enrol:photoDiffers');
  return errorText(t as unknown as TFunction, error).title;
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={classes.list}>
      {names.slice(0, 500).map((name) => (
        <li key={name} className={classes.refusal}>
          <Text span size="sm">
            {name}
          </Text>
        </li>
      ))}
    </ul>
  );
}
