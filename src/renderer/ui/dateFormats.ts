import { useTranslation } from 'react-i18next';

/** How pickers write dates, in both languages. */
export function useDateFormats() {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  const calendar = {
    monthLabelFormat: english ? 'MMMM YYYY' : 'YYYY年M月',
    yearLabelFormat: english ? 'YYYY' : 'YYYY年',
    monthsListFormat: english ? 'MMM' : 'M月',
  };
  return {
    date: { ...calendar, valueFormat: english ? 'D MMM YYYY' : 'YYYY年M月D日' },
    month: {
      valueFormat: calendar.monthLabelFormat,
      yearLabelFormat: calendar.yearLabelFormat,
      monthsListFormat: calendar.monthsListFormat,
    },
    dateTime: { ...calendar, valueFormat: english ? 'D MMM YYYY HH:mm' : 'YYYY年M月D日 HH:mm' },
  } as const;
}
