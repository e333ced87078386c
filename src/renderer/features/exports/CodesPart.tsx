import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CodeOf } from '../../../shared/exports.ts';
import type { TemplateForm } from './template-form.ts';

const icon = { size: 16, stroke: 1.75 } as const;
const KINDS = ['regular', 'overtime', 'leave', 'time-off', 'night'] as const;

const fresh = (kind: CodeOf['kind']): CodeOf =>
  kind === 'overtime' ? { kind, rate: null } : kind === 'leave' ? { kind, leave: null, paid: null } : { kind };

/** What payroll calls regular hours, overtime by its rate, leave by its kind. The first that fits has the minutes. */
export function CodesPart({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  const { fields, values } = form;
  const set = (i: number, of: CodeOf) => fields.setFieldValue(`codes.${i}.of`, of);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('codesHint')}
      </Text>
      {values.codes.map(({ of }, i) => (
        <Group key={`${i}/${values.codes.length}`} gap="sm" align="end">
          <Select
            size="xs"
            w={180}
            allowDeselect={false}
            label={t('code.of')}
            data={KINDS.map((value) => ({ value, label: t(`codeKinds.${value}`) }))}
            value={of.kind}
            onChange={(kind) => kind !== null && set(i, fresh(kind))}
          />
          {of.kind === 'overtime' && (
            <NumberInput
              size="xs"
              w={140}
              label={t('code.rate')}
              placeholder={t('code.any')}
              min={0}
              max={1000}
              allowDecimal={false}
              value={of.rate ?? ''}
              onChange={(rate) => set(i, { ...of, rate: typeof rate === 'number' ? rate : null })}
            />
          )}
          {of.kind === 'leave' && (
            <>
              <TextInput
                size="xs"
                w={160}
                label={t('code.leave')}
                placeholder={t('code.any')}
                maxLength={60}
                value={of.leave ?? ''}
                onChange={(e) => set(i, { ...of, leave: e.currentTarget.value || null })}
              />
              <Select
                size="xs"
                w={140}
                clearable
                label={t('code.paid')}
                placeholder={t('code.any')}
                data={[
                  { value: 'yes', label: t('code.isPaid') },
                  { value: 'no', label: t('code.isUnpaid') },
                ]}
                value={of.paid === null ? null : of.paid ? 'yes' : 'no'}
                onChange={(paid) => set(i, { ...of, paid: paid === null ? null : paid === 'yes' })}
              />
            </>
          )}
          <TextInput size="xs" w={140} label={t('code.code')} {...fields.getInputProps(`codes.${i}.code`)} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('code.remove', { n: i + 1 })}
            onClick={() => fields.removeListItem('codes', i)}
          >
            <IconTrash {...icon} />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus {...icon} />}
          onClick={() => fields.insertListItem('codes', { of: fresh('overtime'), code: '' })}
        >
          {t('code.add')}
        </Button>
      </div>
    </Stack>
  );
}
