/**
 * Of which years a calendar says something. A year that it says nothing of is not announced yet, which is never to say that it has no holidays.
 * The days around New Year stand in the file of either year (holiday-cn's of 2023 begins on 31 December 2022): those alone say nothing of a year.
 */

const isAroundNewYear = (date: string): boolean => {
  const day = date.slice(5);
  return day >= '12-26' || day <= '01-04';
};

/** @param dates ISO days, in any order @returns ascending */
export function knownYears(dates: readonly string[]): readonly number[] {
  const years = new Set(dates.filter((date) => !isAroundNewYear(date)).map((date) => Number(date.slice(0, 4))));
  return [...years].toSorted((a, b) => a - b);
}

/** Of these years, those of which nothing is known, where somebody's plan follows the calendar; ascending. */
export function notAnnounced(
  known: { readonly years: readonly number[]; readonly followed: boolean },
  years: readonly number[],
): readonly number[] {
  if (!known.followed) return [];
  return [...new Set(years)].filter((year) => !known.years.includes(year)).toSorted((a, b) => a - b);
}

/** Years that should be known: this one and, from November on, the next. @param today ISO day */
export function yearsAhead(today: string): readonly number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) >= '11' ? [year, year + 1] : [year];
}
