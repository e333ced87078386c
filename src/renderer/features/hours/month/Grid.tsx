import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, weekdayOfDay, type Day } from '../../../../domain/hours/days.ts';
import type { GridCell, HoursGrid } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { routeToHash } from '../../../base/routes.ts';
import { HourMark } from '../../../parts/HourMark.tsx';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { useDayText, type DayText } from '../dayText.ts';
import classes from './month.module.css';

type Props = {
  readonly grid: HoursGrid;
  readonly month: string;
  readonly onOpen: (of: { readonly person: number; readonly name: string; readonly day: Day }) => void;
  /** The rows before, or after. */
  readonly onPage: (by: -1 | 1) => void;
};

/** Names and totals stay in sight. Arrows go from cell to cell, Enter and space open the day. */
export function Grid({ grid, month, onOpen, onPage }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const text = useDayText(grid.calendar);
  // Of the rows, and not of the month: while another month is asked for, its name is not put over these days.
  const days = grid.rows[0]?.cells.map((c) => c.day) ?? [];
  const [focus, setFocus] = useState<readonly [row: number, column: number]>([0, 0]);
  const body = useRef<HTMLTableSectionElement>(null);
  const [row, column] = [Math.min(focus[0], grid.rows.length - 1), Math.min(focus[1], days.length - 1)];
  const go = (r: number, c: number) => {
    const next = [Math.max(0, Math.min(grid.rows.length - 1, r)), Math.max(0, Math.min(days.length - 1, c))] as const;
    setFocus(next);
    // The name is the first of its row.
    (body.current?.children[next[0]]?.children[next[1] + 1] as HTMLElement | undefined)?.focus();
  };
  // Another page has other people, and the cell that had the focus is gone: the one at its place takes it.
  const turning = useRef(false);
  useEffect(() => {
    if (!turning.current) return;
    turning.current = false;
    if (document.activeElement !== document.body) return;
    (body.current?.children[row]?.children[column + 1] as HTMLElement | undefined)?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when the rows have come, and not when a cell is gone to
  }, [grid]);
  const turn = (by: -1 | 1) => {
    turning.current = true;
    onPage(by);
  };
  const open = (r: number, c: number) => {
    const { person } = grid.rows[r]!;
    onOpen({ person: person.id, name: person.name, day: days[c]! });
  };
  const steps: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(row, column + 1),
    ArrowLeft: () => go(row, column - 1),
    ArrowDown: () => go(row + 1, column),
    ArrowUp: () => go(row - 1, column),
    Home: () => go(row, 0),
    End: () => go(row, days.length - 1),
    PageDown: () => turn(1),
    PageUp: () => turn(-1),
    ' ': () => open(row, column),
    Enter: () => open(row, column),
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const step = steps[e.key];
    // The link to the person is a stop of its own.
    if (!step || e.ctrlKey || e.metaKey || e.altKey || !(e.target instanceof HTMLTableCellElement)) return;
    e.preventDefault();
    step();
  };
  return (
    <div className={classes.scroll} role="region" aria-label={t('grid.label')}>
      <table className={classes.grid} role="grid" aria-rowcount={grid.people + 1} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" className={classes.name}>
              {t('grid.person')}
            </th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                className={classes.day}
                data-rest={weekdayOfDay(day) > 5 || undefined}
                data-today={day === grid.today || undefined}
                title={[format.dayOf(isoDay(day)), text.holiday(day)].filter((x) => x !== null).join(', ')}
              >
                <span>{format.weekday(isoDay(day)).replace('周', '').slice(0, 2)}</span>
                <b>{Number(isoDay(day).slice(8))}</b>
              </th>
            ))}
            <th scope="col" className={classes.total}>
              {t('grid.total')}
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {grid.rows.map(({ person, cells, totals }, r) => (
            <tr key={person.id}>
              <th scope="row" className={classes.name}>
                <a href={routeToHash({ screen: 'hours', tab: 'person', person: person.id, at: month })}>{person.name}</a>
                <small>{[person.employeeNumber, person.department].filter((x) => x !== '').join(' · ')}</small>
              </th>
              {cells.map((cell, c) => (
                <td
                  key={cell.day}
                  tabIndex={r === row && c === column ? 0 : -1}
                  className={classes.cell}
                  data-problem={cell.problem || undefined}
                  data-today={cell.day === grid.today || undefined}
                  aria-label={labelOf(cell, text, person.name, format.dayOf(isoDay(cell.day)))}
                  title={[format.dayOf(isoDay(cell.day)), text.words(cell.mark, cell), ...text.more(cell)].join('\n')}
                  onFocus={() => setFocus([r, c])}
                  onClick={() => open(r, c)}
                >
                  <HourMark mark={cell.mark} />
                  <span className={classes.hours}>{hoursOfCell(cell)}</span>
                </td>
              ))}
              <td className={classes.total}>
                <b>{hoursText(totals.paid)}</b>
                <small>{t('grid.ofPlan', { plan: hoursText(totals.planned) })}</small>
                <small>
                  {signedHours(totals.difference)}
                  {totals.overtimeMinutes > 0 && ` · ${t('grid.overtime', { hours: hoursText(totals.overtimeMinutes) })}`}
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Worked hours; of days to come the planned ones. A day on which there is nothing to count has its mark alone. */
export const hoursOfCell = ({ mark, paid, planned }: GridCell): string =>
  mark === 'ahead' ? hoursText(planned) : paid > 0 || planned > 0 ? hoursText(paid) : '';

const labelOf = (cell: GridCell, text: DayText, name: string, day: string): string =>
  [name, day, text.words(cell.mark, cell), ...text.more(cell)].join(', ');
