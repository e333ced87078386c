import { Checkbox, Menu, UnstyledButton } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ReactTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/schemas.ts';
import { useSettings } from '../../base/session.ts';
import { useFormat } from '../../base/format.ts';
import classes from './people.module.css';
import { stateOf } from './people.store.ts';
import { Photo } from '../../parts/Photo.tsx';
import { StateBadge } from './StateBadge.tsx';

const ROW = 52;
const HEAD = 40;
const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature, sortedRowModel: createSortedRowModel() });
type Table = ReactTable<typeof features, Person>;

/** Share of the width that a column takes. */
const WIDTH: Readonly<Record<string, string>> = {
  photo: '36px',
  name: 'minmax(120px, 1.5fr)',
  employeeNumber: 'minmax(84px, 0.8fr)',
  department: 'minmax(100px, 1.2fr)',
  templates: '108px',
  lastSeenAt: '148px',
  state: '148px',
};
const NUMERIC = new Set(['templates']);
/** Left out where the side panel leaves little room; the panel shows them. */
const ROOMY = new Set(['templates', 'lastSeenAt']);
const NARROW = 760;

function useColumns() {
  const { t } = useTranslation('people');
  const format = useFormat();
  const { language } = useSettings().appearance;
  return useMemo(() => {
    const helper = createColumnHelper<typeof features, Person>();
    // Numbers inside names and numbers sort as numbers (E-9 before E-10), names as the language sorts them.
    const collator = new Intl.Collator(language === 'en' ? 'en' : 'zh-CN-u-co-pinyin', { numeric: true });
    const byText = (of: (p: Person) => string) => (a: { original: Person }, b: { original: Person }) =>
      collator.compare(of(a.original), of(b.original));
    const today = format.isoDay(Date.now());
    const seen = (at: number | null) =>
      at === null ? t('never') : format.isoDay(at) === today ? t('todayAt', { time: format.time(at) }) : format.date(at);
    return helper.columns([
      helper.display({
        id: 'photo',
        cell: ({ row }) => <Photo id={row.original.id} name={row.original.name} size={36} />,
      }),
      helper.accessor('name', {
        sortFn: byText((p) => p.name),
        enableHiding: false,
        cell: ({ row }) => <b className={classes.name}>{row.original.name}</b>,
      }),
      helper.accessor('employeeNumber', { sortFn: byText((p) => p.employeeNumber) }),
      helper.accessor('department', { sortFn: byText((p) => p.department) }),
      helper.accessor('templates', { cell: ({ row }) => format.number(row.original.templates) }),
      helper.accessor((p) => p.lastSeenAt ?? 0, {
        id: 'lastSeenAt',
        sortDescFirst: true,
        cell: ({ row }) => seen(row.original.lastSeenAt),
      }),
      helper.accessor((p) => ['active', 'enrol', 'disabled'].indexOf(stateOf(p)), {
        id: 'state',
        cell: ({ row }) => <StateBadge state={stateOf(row.original)} />,
      }),
    ]);
  }, [t, format, language]);
}

export function usePeopleTable(people: readonly Person[]): Table {
  const columns = useColumns();
  const data = useMemo(() => [...people], [people]);
  return useTable({
    features,
    columns,
    data,
    getRowId: (p: Person) => String(p.id),
    enableSortingRemoval: false,
    enableMultiSort: false,
    initialState: { sorting: [{ id: 'name', desc: false }] },
  });
}

/** Which columns are shown; the name always is. */
export function ColumnMenu({ table }: { readonly table: Table }) {
  const { t } = useTranslation('people');
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.tool} aria-label={t('columns')} title={t('columns')}>
          <IconColumns3 size={20} stroke={1.75} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {table
          .getAllLeafColumns()
          .filter((c) => c.getCanHide())
          .map((c) => (
            <Menu.Item key={c.id} onClick={() => c.toggleVisibility()} role="menuitemcheckbox" aria-checked={c.getIsVisible()}>
              <Checkbox
                size="sm"
                readOnly
                tabIndex={-1}
                checked={c.getIsVisible()}
                label={t(`column.${c.id as 'photo'}`)}
                style={{ pointerEvents: 'none' }}
              />
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type Props = {
  readonly table: Table;
  /** The row under the keyboard's cursor. */
  readonly cursor: number | null;
  readonly opened: number | null;
  readonly onCursor: (id: number) => void;
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
};

type HeadsProps = { readonly columns: ReturnType<Table['getVisibleLeafColumns']>; readonly style: CSSProperties };

/** The columns' names; pressed, they sort. */
function Heads({ columns, style }: HeadsProps) {
  const { t } = useTranslation('people');
  return (
    <div className={classes.head} style={style} role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const label = t(`column.${column.id as 'photo'}`);
        const sorted = column.getIsSorted();
        const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={NUMERIC.has(column.id) ? classes.numeric : undefined}
            aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
          >
            {column.getCanSort() ? (
              <UnstyledButton
                className={classes.sort ?? ''}
                data-sorted={sorted !== false || undefined}
                onClick={column.getToggleSortingHandler()}
              >
                {label}
                <Arrow size={16} stroke={1.75} aria-hidden="true" />
              </UnstyledButton>
            ) : (
              <span className="visually-hidden">{label}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** A grid of any number of rows, of which only those in view are drawn. One tab stop; arrows move, space or enter opens. */
export function PeopleTable({ table, cursor, opened, onCursor, onOpen, onClose }: Props) {
  const { t } = useTranslation('people');
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = table.getRowModel();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: HEAD,
  });
  const { ref: sized, width } = useElementSize();
  const merged = useMergedRef(scroller, sized);
  const shown = (id: string) => width === 0 || width >= NARROW || !ROOMY.has(id);
  const columns = table.getVisibleLeafColumns().filter((c) => shown(c.id));
  const at = cursor === null ? -1 : rows.findIndex((r) => r.original.id === cursor);
  const grid: CSSProperties = { gridTemplateColumns: columns.map((c) => WIDTH[c.id]).join(' ') };

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
    onCursor(row.original.id);
  };
  const page = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1);
  const keyed = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget) return;
    const moves: Partial<Record<string, () => void>> = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at < 0 ? 0 : at - 1),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      PageDown: () => moveTo(Math.max(0, at) + page()),
      PageUp: () => moveTo(Math.max(0, at) - page()),
      Enter: () => cursor !== null && onOpen(cursor),
      ' ': () => cursor !== null && (opened === cursor ? onClose() : onOpen(cursor)),
      Escape: onClose,
    };
    const move = moves[e.key];
    if (!move) return;
    e.preventDefault();
    move();
  };

  return (
    <div
      ref={merged}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('title')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at >= 0 ? `person-${cursor}` : undefined}
      onKeyDown={keyed}
      onFocus={(e) => {
        if (e.target === e.currentTarget && at < 0) moveTo(0);
      }}
    >
      <Heads columns={columns} style={grid} />
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const { id } = row.original;
          return (
            <div
              key={row.id}
              id={`person-${id}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={id === cursor}
              data-open={id === opened || undefined}
              data-disabled={!row.original.active || undefined}
              className={classes.row}
              style={{ ...grid, height: ROW, transform: `translateY(${item.start}px)` }}
              onClick={() => {
                onCursor(id);
                onOpen(id);
              }}
            >
              {row
                .getVisibleCells()
                .filter((cell) => shown(cell.column.id))
                .map((cell) => (
                  <div key={cell.id} role="gridcell" className={NUMERIC.has(cell.column.id) ? classes.numeric : undefined}>
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
