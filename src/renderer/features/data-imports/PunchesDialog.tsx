import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PUNCH_LEFT_OUT, type AttlogFile, type AttlogPreview, type PunchLeftOut } from '../../../shared/data-imports.ts';
import { useFormat } from '../../base/format.ts';
import { FoundEncodingField } from '../../parts/FoundEncodingField.tsx';
import { useChange } from '../../parts/useChange.ts';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { CountsLine } from './CountsLine.tsx';
import { LeftOut } from './LeftOut.tsx';
import { Note } from './Note.tsx';
import { PunchSample } from './PunchSample.tsx';
import { SaveLeftOut } from './SaveLeftOut.tsx';
import { Strangers } from './Strangers.tsx';
import { usePreview } from './usePreview.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';

type Props = {
  readonly file: AttlogFile;
  readonly first: AttlogPreview;
  /** Null where it could not be read so. */
  readonly read: (file: AttlogFile) => Promise<AttlogPreview | null>;
  readonly onClose: () => void;
};

/** What a terminal's file says, before anything is saved. Every other choice reads it again. */
export function PunchesDialog({ file, first, read, onClose }: Props) {
  const { t } = useTranslation(['dataImports', 'common']);
  useReturnFocus();
  const format = useFormat();
  const change = useChange();
  const { asked, preview, busy, again, taking } = usePreview(file, first, read);
  const take = async () => {
    const { added } = preview.counts;
    const taken = await taking(() => change('dataImports.takePunches', asked, { done: t('punches.taken', { count: added }) }));
    if (taken) onClose();
  };
  const { counts, doubtful, unclear, days, before } = preview;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('punches.title', { file: asked.name })}
      size={1000}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <CountsLine counts={counts} />
      {before !== null && <Note calm>{t('before', { day: format.date(before), time: format.time(before) })}</Note>}
      {before === null && counts.added === 0 && <Note calm>{t('nothingNew')}</Note>}
      {days && (
        <Text size="sm" mt="xs">
          {t('punches.days', { from: days.from, to: days.to })}
        </Text>
      )}
      <Group align="flex-start" mt="sm" gap="lg">
        <ZoneSelect
          size="xs"
          w={300}
          label={t('punches.zone')}
          description={t('punches.zoneHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={asked.timeZone}
          disabled={busy !== null}
          onChange={(timeZone) => void again({ timeZone })}
        />
        <FoundEncodingField found={preview.text} reading={busy === 'reading'} onChange={(encoding) => void again({ encoding })} />
      </Group>
      <PunchSample preview={preview} busy={busy !== null} onColumns={(columns) => void again({ columns })} />
      {doubtful.doubled > 0 && <Note>{t('punches.doubled', { count: doubtful.doubled })}</Note>}
      {doubtful.missing > 0 && <Note>{t('punches.missing', { count: doubtful.missing })}</Note>}
      {unclear.length > 0 && <Note>{t('punches.unclear', { numbers: unclear.map((all) => all.join(' / ')).join('; ') })}</Note>}
      <Strangers preview={preview} people={asked.people} busy={busy !== null} onPeople={(people) => void again({ people })} />
      <LeftOut
        title={t('punches.leftOut', { count: counts.leftOut - preview.leftOut.nobody })}
        count={counts.leftOut - preview.leftOut.nobody}
        rows={preview.left.map(({ line, text, reason }) => ({ line, text, why: t(`punches.reason.${reason}`) }))}
      />
      <Group justify="flex-end" mt="lg">
        <SaveLeftOut
          count={counts.leftOut}
          disabled={busy !== null}
          ask={() => ({
            titles: [t('punches.line'), t('leftOut.contents'), t('leftOut.reason')],
            what: {
              kind: 'punches',
              file: asked,
              reasons: Object.fromEntries(PUNCH_LEFT_OUT.map((r) => [r, t(`punches.reason.${r}`)])) as Record<
                PunchLeftOut,
                string
              >,
            },
          })}
        />
        {busy === 'reading' && <Loader size="sm" aria-label={t('reading')} />}
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={counts.added === 0 || busy === 'reading'}
          loading={busy === 'taking'}
          onClick={() => void take()}
        >
          {t('punches.take', { count: counts.added })}
        </Button>
      </Group>
    </Modal>
  );
}
