import { Button, FileButton, Group, Loader, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday as Day } from '../../../domain/calendar/holiday.ts';
import { CALENDAR_BYTES, type EncodingName, type HolidayFile } from '../../../shared/imported.ts';
import { useChange } from '../../parts/useChange.ts';
import { useNotify } from '../../ui/notify.tsx';
import { ImportDialog } from './ImportDialog.tsx';

/** A file that was read, and its bytes, to be read again in another encoding. */
type Read = { readonly bytes: Uint8Array; readonly file: HolidayFile };

/** A calendar that somebody has as a file: the button that chooses it, and the dialog that shows what is in it before it is saved. */
export function useHolidayFile(holidays: readonly Day[]): { readonly button: ReactNode; readonly dialog: ReactNode } {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const notify = useNotify();
  const [preview, setPreview] = useState<Read | null>(null);
  const [reading, setReading] = useState(false);

  const read = async (bytes: Uint8Array, encoding: EncodingName | null) => {
    setReading(true);
    const answer = await change(
      'access.readHolidays',
      { bytes, encoding },
      {
        onError: (error) => {
          if (error.code !== 'import-cancelled') notify.error(error);
        },
      },
    );
    setReading(false);
    if (answer) setPreview({ bytes, file: answer.value });
  };
  const open = async (file: File | null) => {
    if (!file) return;
    if (file.size > CALENDAR_BYTES) notify.error({ code: 'import-too-much' });
    else await read(new Uint8Array(await file.arrayBuffer()), null);
  };
  const button =
    reading && !preview ? (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden="true" />
        <Text size="sm">{t('holidays.reading')}</Text>
        <Button variant="default" onClick={() => void change('imports.cancel', null)}>
          {t('common:cancel')}
        </Button>
      </Group>
    ) : (
      <FileButton accept=".ics,.ical,.vcs,.json,text/calendar,application/json" onChange={(file) => void open(file)}>
        {(props) => (
          <Button {...props} leftSection={<IconFileImport size={18} stroke={1.75} />}>
            {t('holidays.import')}
          </Button>
        )}
      </FileButton>
    );
  const dialog = preview && (
    <ImportDialog
      // Read again, it is another file: what was ticked of the one before says nothing.
      key={preview.file.text.encoding}
      file={preview.file}
      known={holidays}
      reading={reading}
      onEncoding={(encoding) => void read(preview.bytes, encoding)}
      onClose={() => setPreview(null)}
    />
  );
  return { button, dialog };
}
