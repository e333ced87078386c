import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../base/format.ts';
import { navigate } from '../../../base/routes.ts';
import { COLUMN_NAMES, columnText, footOf, TEAM_COLUMNS, type Sort, type TeamRow } from './team.ts';
import classes from './team.module.css';

const ROW = 44;

type Props = {
  /** Sorted already. */
  readonly rows: readonly TeamRow[];
  readonly month: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
};

/** Rows on the screen only. Up and down choose, Enter opens the person. */
export function TeamTable({ rows: inOrder, month, sort, onSort }: Props) {
  const { t } = useTranslation(['hours', 'common']);
  const format = useFormat();
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, inOrder.length - 1);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: inOrder.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const open = (row: TeamRow | undefined) => {
    if (row) navigate({ screen: 'hours', tab: 'person', person: row.person.id, at: month });
  };
  const go = (to: number) => {
    const index = Math.max(0, Math.min(inOrder.length - 1, to));
    setChosen(index);
    virtual.scrollToIndex(index);
  };
  const steps: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    PageDown: () => go(at + 10),
    PageUp: () => go(at - 10),
    Home: () => go(0),
    End: () => go(inOrder.length - 1),
    Enter: () => open(inOrder[at]),
    ' ': () => open(inOrder[at]),
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const step = steps[e.key];
    if (!step || e.ctrlKey || e.metaKey || e.altKey || e.target !== scroller.current) return;
    e.preventDefault();
    step();
  };
  const head = (by: Sort['by'], label: string) => (
    <div
      key={by}
      role="columnheader"
      className={classes.cell}
      aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}
      data-number={(by !== 'name' && by !== 'department') || undefined}
    >
      <UnstyledButton
        className={classes.sort ?? ''}
        onClick={() => onSort({ by, down: sort.by === by ? !sort.down : by !== 'name' && by !== 'department' })}
      >
        {label}
        {sort.by === by && (sort.down ? <IconArrowDown size={14} stroke={1.75} /> : <IconArrowUp size={14} stroke={1.75} />)}
      </UnstyledButton>
    </div>
  );
  return (
    <div
      ref={scroller}
      className={classes.scroll}
      role="grid"
      tabIndex={0}
      aria-label={t('hours:team.label')}
      aria-rowcount={inOrder.length + 2}
      aria-activedescendant={inOrder[at] ? `team-${inOrder[at].person.id}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={`${classes.row} ${classes.head}`}>
        {head('name', t('hours:grid.person'))}
        {head('department', t('common:filter.department'))}
        {COLUMN_NAMES.map((name) => head(name, t(`hours:team.columns.${name}`)))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((v) => {
          const row = inOrder[v.index];
          if (!row) return null;
          return (
            <div
              key={row.person.id}
              id={`team-${row.person.id}`}
              role="row"
              aria-rowindex={v.index + 2}
              aria-selected={v.index === at}
              className={`${classes.row} ${classes.line}`}
              style={{ transform: `translateY(${v.start}px)`, height: v.size }}
              onClick={() => {
                setChosen(v.index);
                open(row);
              }}
            >
              <div role="gridcell" className={classes.cell}>
                <b>{row.person.name}</b> <small>{row.person.employeeNumber}</small>
              </div>
              <div role="gridcell" className={classes.cell}>
                {row.person.department}
              </div>
              {COLUMN_NAMES.map((name) => (
                <div key={name} role="gridcell" className={classes.cell} data-number>
                  {columnText(name, TEAM_COLUMNS[name].of(row.totals), format.number)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      <div role="row" className={`${classes.row} ${classes.foot}`}>
        <div role="gridcell" className={classes.cell}>
          {t('hours:team.people', { count: inOrder.length })}
        </div>
        <div role="gridcell" className={classes.cell} />
        {COLUMN_NAMES.map((name) => (
          <div key={name} role="gridcell" className={classes.cell} data-number>
            {columnText(name, footOf(inOrder, name), format.number)}
          </div>
        ))}
      </div>
    </div>
  );
}
