import { Alert, Button, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { calls } from '../../../shared/contract.ts';
import type { KeyedTemplate } from '../../../shared/calls/exports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { periodOf, type Choice } from './choice.ts';

type Props = { readonly choice: Choice; readonly template: KeyedTemplate; readonly onEdit: () => void };
type Person = { readonly id: number; readonly name: string; readonly employeeNumber: string };

/** What has to be known before the file is written: whom the program on the other side calls what, and what the template itself has to be told. */
export function MissingIds({ choice, template, onEdit }: Props) {
  const { t } = useTranslation('exports');
  const { value, reload } = useAnswer(
    'exports.missing',
    { key: template.key, period: periodOf(choice), who: { department: choice.department } },
    { keep: true },
  );
  if (!value) return null;
  const { values, missing, people, program } = value;
  return (
    <>
      {values.length > 0 && (
        <Alert color="amber" title={t('values')}>
          <Text size="sm">{values.join(' · ')}</Text>
          {template.id !== null && (
            <Button size="compact-sm" mt="xs" variant="default" onClick={onEdit}>
              {t('change')}
            </Button>
          )}
        </Alert>
      )}
      {missing.length > 0 && (
        <Alert color="amber" title={t('missing', { count: missing.length, people, program })}>
          <Ids key={`${program} ${missing.map(({ id }) => id).join(' ')}`} program={program} missing={missing} onSaved={reload} />
        </Alert>
      )}
    </>
  );
}

/** Fields at once; whoever has more types them in turns. */
const SHOWN = 50;

/** Ids to be typed in. */
export function Ids({
  program,
  missing,
  onSaved,
}: {
  readonly program: string;
  readonly missing: readonly Person[];
  readonly onSaved: () => Promise<void>;
}) {
  const { t } = useTranslation(['exports', 'common']);
  const change = useChange();
  const form = useCallForm({
    initial: { program, ids: missing.slice(0, SHOWN).map(({ id }) => ({ personId: id, id: '' })) },
    schema: calls['exports.saveIds'].input,
    send: async ({ ids }, onError) => {
      const typed = ids.filter(({ id }) => id !== '');
      if (typed.length === 0) return null;
      return change('exports.saveIds', { program, ids: typed }, { done: t('idsSaved', { count: typed.length }), onError });
    },
    done: () => void onSaved(),
  });
  return (
    <form {...form.element}>
      <Text size="sm" mb="xs">
        {t('missingText')}
      </Text>
      <ScrollArea.Autosize mah={260} type="auto">
        <Stack gap={6}>
          {missing.slice(0, SHOWN).map(({ id, name, employeeNumber }, i) => (
            <Group key={id} gap="sm" wrap="nowrap">
              <Text size="sm" w={260} truncate id={`id-of-${id}`}>
                {`${name} · ${employeeNumber}`}
              </Text>
              <TextInput
                size="xs"
                w={220}
                maxLength={80}
                aria-labelledby={`id-of-${id}`}
                {...form.fields.getInputProps(`ids.${i}.id`)}
              />
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <ErrorNote error={form.error} />
      <Button type="submit" size="compact-sm" mt="sm" loading={form.busy} disabled={!form.dirty}>
        {t('saveIds')}
      </Button>
    </form>
  );
}
