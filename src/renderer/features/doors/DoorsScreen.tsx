import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

export default function DoorsScreen() {
  const { t } = useTranslation('access');
  return <Page title={t('title')}>{null}</Page>;
}
