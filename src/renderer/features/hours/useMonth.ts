import { useFormat } from '../../base/format.ts';
import { navigate, useRoute, type HoursRoute, type HoursTab } from '../../base/routes.ts';
import { monthOf, readAt } from '../../parts/months.ts';

export type Month = {
  /** 'YYYY-MM' */
  readonly month: string;
  /** Of whose people; '' = of those without a department, null = of everybody. */
  readonly department: string | null;
  readonly problems: boolean;
};

/** The month that a tab shows, and of whom, are in the address: a bar of a chart leads to its rows, and the way back to the chart as it was. */
export function useMonth(tab: HoursTab): readonly [shown: Month, choose: (change: Partial<Month>) => void] {
  const route = useRoute();
  const format = useFormat();
  const of: Partial<HoursRoute> = route.screen === 'hours' ? route : {};
  const shown: Month = {
    month: readAt(of.at)?.month ?? monthOf(format.isoDay(Date.now())),
    department: of.department ?? null,
    problems: of.problems ?? false,
  };
  return [shown, (change) => navigate(routeOf(tab, { ...shown, ...change }))];
}

export const routeOf = (tab: HoursTab, { month, department, problems }: Month): HoursRoute => ({
  ...{ screen: 'hours', tab, at: month },
  ...(department !== null && { department }),
  ...(problems && { problems }),
});
