import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fastOf, type Scanner } from '../../../domain/credentials/wedge.ts';

/** What was learned of a scanner, in words. */
export function Learned({ scanner }: { readonly scanner: Scanner }) {
  const { t } = useTranslation('settings');
  const { prefix, suffix, gapMs, layout, ends } = scanner;
  return (
    <List size="sm" spacing={2}>
      <List.Item>{prefix === '' ? t('scanner.noPrefix') : t('scanner.prefix', { prefix })}</List.Item>
      {suffix !== '' && <List.Item>{t('scanner.suffix', { suffix })}</List.Item>}
      <List.Item>{t(ends ? 'scanner.ends' : 'scanner.endless')}</List.Item>
      <List.Item>{t('scanner.pace', { gap: gapMs, fast: Math.round(fastOf(scanner)) })}</List.Item>
      <List.Item>{t(`scanner.layout.${layout}`)}</List.Item>
    </List>
  );
}
