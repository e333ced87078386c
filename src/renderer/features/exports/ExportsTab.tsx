import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyedTemplate } from '../../../shared/calls/exports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useSettings } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FrappePart } from './frappe/FrappePart.tsx';
import { NewFile } from './NewFile.tsx';
import { RunsList } from './RunsList.tsx';
import { SchedulesPart } from './SchedulesPart.tsx';
import { TemplateEditor } from './TemplateEditor.tsx';
import { lastMonth, type Choice } from './choice.ts';

/** Files of hours: one that is made now, those that are made by themselves, and those that were made. */
export default function ExportsTab() {
  const { t } = useTranslation('exports');
  const { timeZone } = useSettings().site;
  const { value, error } = useAnswer('exports.templates', null);
  const [choice, setChoice] = useState<Choice>(() => ({ key: 'totals-xlsx', ...lastMonth(timeZone), department: null }));
  const [edited, setEdited] = useState<KeyedTemplate | null>(null);
  const templates = value?.templates ?? [];
  return (
    <Stack gap="xl">
      <ErrorNote error={error} />
      {value && value.unreadable.length > 0 && <p role="alert">{t('unreadable', { names: value.unreadable.join(', ') })}</p>}
      {value && (
        <>
          <NewFile templates={templates} choice={choice} onChoice={setChoice} onEdit={setEdited} />
          <SchedulesPart templates={templates} />
          <FrappePart />
          <RunsList />
        </>
      )}
      {edited && (
        <TemplateEditor
          template={edited}
          choice={choice}
          onClose={() => setEdited(null)}
          onSaved={(key) => setChoice({ ...choice, key })}
        />
      )}
    </Stack>
  );
}
