import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../domain/language.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-CN/index.ts';

/** Everything is in the bundle, so this is done before the first paint. React escapes; i18next must not do it again. */
export function startI18n(language: Language) {
  const i18n = i18next.createInstance();
  void i18n.use(initReactI18next).init({
    resources: { en, 'zh-CN': zhCN },
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18n;
}
