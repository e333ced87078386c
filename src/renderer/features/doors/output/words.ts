import { useTranslation } from 'react-i18next';
import { LOOPS } from '../../../../shared/outputs.ts';
import type { Words } from '../../../ui/zodForm.ts';

const OWN = ['host', 'topic', 'key', 'watchdog'] as const;

/** What is said of a device's fields: why it is wrong, or else what belongs there. */
export function useDeviceWords(): Words<{ readonly config: { readonly kind: string } }> {
  const { t } = useTranslation('outputs');
  return (path, issue, { config: { kind } }) => {
    const why = issue.code === 'custom' ? LOOPS.find((loop) => loop === issue.message) : undefined;
    if (why) return t(`problems.${why}`);
    const last = path.split('.').at(-1) ?? '';
    if (last === 'url')
      return t('problems.url', { example: kind === 'mqtt' ? 'mqtt://192.168.1.5:1883' : 'https://192.168.1.5/door' });
    if (last === 'base' || last === 'discovery') return t('problems.topic');
    // The place in a JSON payload has the same name.
    if (last === 'path' && kind === 'serial') return t('problems.path');
    const own = OWN.find((name) => name === last);
    if (own) return t(`problems.${own}`);
    return path.startsWith('config.') ? t('problems.word') : undefined;
  };
}
