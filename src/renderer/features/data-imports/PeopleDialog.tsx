import { Button, Checkbox, Group, Loader, Modal, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { hasName, SEPARATORS, type PeopleFile, type PeoplePreview } from '../../../shared/people-file.ts';
import { useFormat } from '../../base/format.ts';
import { FoundEncodingField } from '../../parts/FoundEncodingField.tsx';
import { useChange } from '../../parts/useChange.ts';
import { CountsLine } from './CountsLine.tsx';
import { LeftOut } from './LeftOut.tsx';
import { Note } from './Note.tsx';
import { PeopleList, PeopleSample } from './PeopleTables.tsx';
import { SaveLeftOut } from './SaveLeftOut.tsx';
import { usePreview } from './usePreview.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';

type Props = {
  readonly file: PeopleFile;
  readonly first: PeoplePreview;
  /** Null where it could not be read so. */
  readonly read: (file: PeopleFile) => Promise<PeoplePreview | null>;
  readonly onClose: () => void;
};

/** What a table says of people, before anything is saved. Every other choice reads it again. */
export function PeopleDialog({ file, first, read, onClose }: Props) {
  const { t } = useTranslation(['dataImports', 'common']);
  useReturnFocus();
  const format = useFormat();
  const change = useChange();
  const { asked, preview, busy, again, taking } = usePreview(file, first, read);
  const { counts, columns, before, refused } = preview;
  const some = counts.added + counts.changed;
  const take = async () => {
    const taken = await taking(() => change('dataImports.takePeople', asked, { done: t('people.taken', { count: some }) }));
    if (taken) onClose();
  };
  const whyOf = ({ field, why, first: of }: PeoplePreview['refused'][number]) =>
    t(`people.fault.${why}`, { field: t(`people.role.${field}`), first: of ?? 0 });
  const unclear = columns.employeeNumber === null || !hasName(columns);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.title', { file: asked.name })}
      size={1000}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <CountsLine counts={counts} />
      {before !== null && <Note calm>{t('before', { day: format.date(before), time: format.time(before) })}</Note>}
      {before === null && !unclear && some === 0 && <Note calm>{t('nothingNew')}</Note>}
      {unclear && <Note>{t('people.missing')}</Note>}
      <HowRead preview={preview} busy={busy} onChange={(more) => void again(more)} />
      <PeopleSample preview={preview} busy={busy !== null} onColumns={(next) => void again({ columns: next })} />
      {preview.wereNumbers > 0 && <Note>{t('people.numbers', { count: preview.wereNumbers })}</Note>}
      <PeopleList shown={preview.shown} all={some} />
      <LeftOut
        title={t('people.refused', { count: counts.leftOut })}
        count={counts.leftOut}
        rows={refused.map((row) => ({ line: row.line, text: row.text, why: whyOf(row) }))}
      />
      {counts.added > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('people.faces')}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <SaveLeftOut
          count={refused.length}
          disabled={busy !== null}
          ask={() => ({
            titles: [t('people.line'), t('leftOut.field'), t('leftOut.contents'), t('leftOut.reason')],
            what: {
              kind: 'people',
              rows: refused.map((row) => [String(row.line), t(`people.role.${row.field}`), row.text, whyOf(row)]),
            },
          })}
        />
        {busy === 'reading' && <Loader size="sm" aria-label={t('reading')} />}
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={some === 0 || busy === 'reading'}
          loading={busy === 'taking'}
          onClick={() => void take()}
        >
          {t('people.take', { count: some })}
        </Button>
      </Group>
    </Modal>
  );
}

type HowProps = {
  readonly preview: PeoplePreview;
  readonly busy: 'reading' | 'taking' | null;
  readonly onChange: (more: Partial<PeopleFile>) => void;
};

/** How the file was taken apart, each of it to be said otherwise. */
function HowRead({ preview, busy, onChange }: HowProps) {
  const { t } = useTranslation('dataImports');
  const { text, separator, sheets, sheet, header } = preview;
  return (
    <Group align="flex-start" mt="sm" gap="lg">
      {text && <FoundEncodingField found={text} reading={busy === 'reading'} onChange={(encoding) => onChange({ encoding })} />}
      {separator !== null && (
        <Select
          size="xs"
          w={180}
          label={t('people.separator')}
          data={SEPARATORS.map((value) => ({ value, label: t(`people.separators.${value}`) }))}
          value={separator}
          allowDeselect={false}
          disabled={busy !== null}
          onChange={(value) => {
            const chosen = SEPARATORS.find((s) => s === value);
            // Other cells: what the columns were taken for says nothing any more.
            if (chosen && chosen !== separator) onChange({ separator: chosen, columns: null });
          }}
        />
      )}
      {sheets.length > 1 && (
        <Select
          size="xs"
          w={220}
          label={t('people.sheet')}
          data={sheets.map((label, i) => ({ value: String(i), label }))}
          value={String(sheet)}
          allowDeselect={false}
          disabled={busy !== null}
          onChange={(value) => {
            if (value !== null && Number(value) !== sheet) onChange({ sheet: Number(value), header: null, columns: null });
          }}
        />
      )}
      <Checkbox
        size="sm"
        mt={26}
        label={t('people.header')}
        checked={header}
        disabled={busy !== null}
        onChange={(e) => onChange({ header: e.currentTarget.checked })}
      />
    </Group>
  );
}
