import { Box, Button, Group, Modal, Progress, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import { call } from '../../base/api.ts';
import { useFormat } from '../../base/format.ts';
import { useSettings } from '../../base/session.ts';
import { visionClient } from '../../camera/vision-client.ts';
import { errorText } from '../../i18n/errorText.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './dataImports.module.css';
import { Note } from './Note.tsx';
import type { Named, Photos } from './photo-names.ts';
import type { Picture } from './photo-source.ts';
import { importPhotos, newRun, resumed, type PhotoProgress, type PhotoRefusal, type PhotoRun } from './photo-run.ts';
import { photoCounts } from './photo-counts.ts';
import { CountsLine } from './CountsLine.tsx';
import { SaveLeftOut } from './SaveLeftOut.tsx';
import { useHere, type Here } from './useHere.ts';

type Words = TFunction<['dataImports', 'enrol', 'common']>;
type Ended = {
  readonly error: AppError | null;
  /** `away`: whoever was signed in was signed out. */
  readonly why: 'stopped' | 'away' | null;
  /** What it goes on from; of nobody: all is done. */
  readonly run: PhotoRun<Picture>;
};
type Props = {
  readonly photos: Photos<Picture>;
  /** Of the archive; null = a folder. */ readonly archive: string | null;
  readonly onClose: () => void;
};

/** Whose pictures a folder or an archive holds, then how far they are enrolled, then which were refused and why. */
export function PhotosDialog({ photos, archive, onClose }: Props) {
  const { t } = useTranslation(['dataImports', 'enrol', 'common']);
  useReturnFocus();
  const format = useFormat();
  const [progress, setProgress] = useState<PhotoProgress | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const stop = useRef<AbortController | null>(null);
  // Whoever leaves the screen stops it, and so does the lock: the person under way is not enrolled by half.
  useEffect(() => () => stop.current?.abort('away'), []);
  const { here, stopComparing } = useHere(photos.enrolled);

  const pictures = photos.of.reduce((n, { files }) => n + files.length, 0);
  const counts = photoCounts(photos, here.found.size, progress);
  const running = progress !== null && ended === null;
  const go = async (from: PhotoRun<Picture>) => {
    const own = new AbortController();
    stop.current = own;
    setEnded(null);
    setProgress(from.progress);
    const { error, ...run } = await importPhotos(from, {
      ask: call,
      read: (picture) => picture.read(),
      observe: (photo) => visionClient().observePhoto(photo),
      onProgress: setProgress,
      signal: own.signal,
    });
    setProgress(run.progress);
    // Main may have said no before the page heard of the lock.
    const away = error?.code === 'not-allowed' || (own.signal.aborted && own.signal.reason !== 'stopped');
    setEnded({ run, error: away ? null : error, why: away ? 'away' : own.signal.aborted ? 'stopped' : null });
  };
  const start = () => {
    // One picture in flight: what was not compared by now is left out as a face that is here.
    stopComparing();
    return go(newRun(photos.of));
  };
  const goOn = async (run: PhotoRun<Picture>) => {
    const from = await resumed(run, call);
    if (from.ok) await go(from.value);
    else setEnded({ run, error: from.error, why: null });
  };
  const close = () => {
    stop.current?.abort('stopped');
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!running}
      title={archive === null ? t('photos.title') : t('photos.ofArchive', { file: archive })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {progress === null && <Found photos={photos} pictures={pictures} here={here} />}
      {progress && <Running progress={progress} ended={ended} />}
      {(progress === null || ended !== null) && (
        <Box mt="md">
          <CountsLine counts={counts} rows={t('photos.files', { count: counts.rows, n: format.number(counts.rows) })} />
        </Box>
      )}
      <Group justify="flex-end" mt="lg">
        {!running && (
          <SaveLeftOut
            count={counts.leftOut}
            ask={() => ({
              titles: [t('leftOut.file'), t('leftOut.reason')],
              what: { kind: 'photos', rows: leftOutOf(t, photos, here.found, progress?.refused ?? []) },
            })}
          />
        )}
        {running ? (
          <Button variant="default" onClick={() => stop.current?.abort('stopped')}>
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
        {ended && goesOn(ended) && (
          <Button data-autofocus onClick={() => void goOn(ended.run)}>
            {t('photos.goOn')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

/** An archive that could not be read any more must be chosen anew. */
const CLOSED: ReadonlySet<string> = new Set(['photos-closed', 'import-too-much', 'import-failed', 'import-cancelled']);
const goesOn = ({ run, error }: Ended): boolean => run.rest.length > 0 && !(error && CLOSED.has(error.code));

type FoundProps = { readonly photos: Photos<Picture>; readonly pictures: number; readonly here: Here };

function Found({ photos, pictures, here }: FoundProps) {
  const { t } = useTranslation('dataImports');
  const { of, nobody, enrolled, beyond, passedOver, unfit } = photos;
  // Every archive with folders has entries for them: nothing to be told of.
  const refused = unfit.filter(({ why }) => why !== 'folder');
  const passed = passedOver.length + unfit.length - refused.length;
  const others = enrolled.length - here.found.size;
  return (
    <>
      <Text>
        {pictures === 0
          ? t('photos.none')
          : t('photos.foundOf', {
              pictures: t('photos.found', { count: pictures }),
              people: t('photos.ofPeople', { count: of.length }),
            })}
      </Text>
      {nobody.length > 0 && (
        <>
          <Note>{t('photos.nobody', { count: nobody.length })}</Note>
          <Names of={nobody.map(({ name }) => ({ name, why: null }))} />
        </>
      )}
      {refused.length > 0 && (
        <>
          <Note>{t('photos.unfit', { count: refused.length })}</Note>
          <Names of={refused.map(({ path, why }) => ({ name: path, why: t(`leftOut.unopened.${why}`) }))} />
        </>
      )}
      {here.comparing && (
        <Text size="sm" c="dimmed" mt="xs" role="status">
          {t('photos.comparing', { n: here.found.size })}
        </Text>
      )}
      {here.found.size > 0 && <Note calm>{t('photos.here', { count: here.found.size })}</Note>}
      {others > 0 && !here.comparing && <Note calm>{t('photos.enrolled', { count: others })}</Note>}
      {beyond.length > 0 && <Note>{t('photos.beyond', { count: beyond.length })}</Note>}
      {passed > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('photos.passedOver', { count: passed })}
        </Text>
      )}
    </>
  );
}

function Running({ progress, ended }: { readonly progress: PhotoProgress; readonly ended: Ended | null }) {
  const { t } = useTranslation(['dataImports', 'enrol', 'common']);
  const { done, total, enrolled, taken, refused } = progress;
  const { idleMinutes } = useSettings().site;
  return (
    <>
      <Progress value={total === 0 ? 100 : (done / total) * 100} aria-label={t('photos.progress', { done, total })} />
      <Text size="sm" mt={6} role="status">
        {ended
          ? t('photos.result', { people: t('photos.people', { count: enrolled }), pictures: t('photos.found', { count: taken }) })
          : t('photos.progress', { done, total })}
      </Text>
      {ended && done < total && (
        <Text size="sm" mt={6}>
          {t('photos.doneOf', { done, total })}
        </Text>
      )}
      {!ended && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('photos.signsOut', { count: idleMinutes })}
        </Text>
      )}
      {ended?.error && <ErrorNote error={ended.error} />}
      {ended && ended.run.rest.length > 0 && (
        <Note calm>{t(goesOn(ended) ? `photos.${ended.why ?? 'ended'}` : 'photos.closed')}</Note>
      )}
      {refused.length > 0 && !ended && (
        <Text size="sm" mt="xs">
          {t('photos.refused', { count: refused.length })}
        </Text>
      )}
      {refused.length > 0 && ended && (
        <details className={classes.leftOut} open>
          <summary>{t('photos.refused', { count: refused.length })}</summary>
          <Names of={refused.map(({ name, error }) => ({ name, why: whyOf(t, error) }))} />
        </details>
      )}
    </>
  );
}

/** Each picture and other file that is not taken, and why. What a run that was stopped did not come to is none of them: the next one does. */
function leftOutOf(
  t: Words,
  { nobody, enrolled, beyond, passedOver, unfit }: Photos<Named>,
  here: ReadonlySet<Named>,
  refused: readonly PhotoRefusal[],
): string[][] {
  const named = ({ name, path }: Named, why: string): string[] => [path === '' ? name : path, why];
  return [
    ...refused.map((r) => named(r, whyOf(t, r.error))),
    ...nobody.map((f) => named(f, t('leftOut.photos.nobody'))),
    ...enrolled.filter((f) => !here.has(f)).map((f) => named(f, t('leftOut.photos.enrolled'))),
    ...beyond.map((f) => named(f, t('leftOut.photos.beyond'))),
    ...passedOver.map((f) => named(f, t('leftOut.photos.passedOver'))),
    ...unfit.map((f) => named(f, t(`leftOut.unopened.${f.why}`))),
  ];
}

/** As at an enrolment from a file. */
function whyOf(t: Words, error: AppError): string {
  if (error.code === 'face-poor') return t(`enrol:photoReason.${error.reason}`);
  if (error.code === 'face-differs') return t('enrol:photoDiffers');
  return errorText(t as unknown as TFunction, error).title;
}

type NamesProps = { readonly of: readonly { readonly name: string; readonly why: string | null }[] };

/** The first of them; all are in what can be saved. */
function Names({ of }: NamesProps) {
  return (
    <ul className={classes.list}>
      {of.slice(0, 500).map(({ name, why }, i) => (
        <li key={i} className={classes.refusal}>
          <Text span size="sm">
            {name}
          </Text>
          {why !== null && (
            <Text span size="sm" c="dimmed">
              {why}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
