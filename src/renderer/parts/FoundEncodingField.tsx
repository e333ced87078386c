import { Loader, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ENCODINGS, type EncodingName, type FoundEncoding } from '../../shared/imported.ts';

type Props = {
  readonly found: FoundEncoding;
  /** The file is being read again. */
  readonly reading: boolean;
  readonly onChange: (encoding: EncodingName) => void;
};

/** How the characters of an imported file were read, and from what that was told; another choice reads the file again. */
export function FoundEncodingField({ found, reading, onChange }: Props) {
  const { t } = useTranslation('imports');
  const { encoding, by, unreadable } = found;
  return (
    <Select
      size="xs"
      w={340}
      mb="sm"
      label={t('encoding.label')}
      description={t(`encoding.by.${by}`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={unreadable > 0 ? <Text size="xs">{t('encoding.unreadable', { count: unreadable })}</Text> : undefined}
      data={ENCODINGS.map((name) => ({ value: name, label: t(`encoding.name.${name}`) }))}
      value={encoding}
      allowDeselect={false}
      disabled={reading}
      rightSection={reading ? <Loader size={14} /> : undefined}
      onChange={(value) => {
        const chosen = ENCODINGS.find((name) => name === value);
        if (chosen && chosen !== encoding) onChange(chosen);
      }}
    />
  );
}
