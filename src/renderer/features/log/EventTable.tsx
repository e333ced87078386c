import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconClockExclamation } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '../../../shared/schemas.ts';
import { clockText, Direction, EventIcon, rowReason } from '../../parts/event.tsx';
import { useFormat, type Format } from '../../base/format.ts';
import { OPTIONAL_COLUMNS, useLog, type OptionalColumn } from './store.ts';
import classes from './Log.module.css';

const features = tableFeatures({ columnVisibilityFeature });
const helper = createColumnHelper<typeof features, LogRow>();
const ROW = 44;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 40;

function useColumns(format: Format) {
  const { t } = useTranslation(['log', 'errors']);
  return useMemo(
    () =>
      helper.columns([
        helper.accessor('at', {
          header: t('columns.time'),
          cell: ({ row: { original: r } }) => (
            <>
              {format.seconds(r.at)}
              {r.clockJumped && (
                <span title={clockText(t, r) ?? ''}>
                  <IconClockExclamation size={16} stroke={1.75} color="var(--amber-text)" aria-label={clockText(t, r) ?? ''} />
                </span>
              )}
            </>
          ),
        }),
        helper.accessor('kind', {
          header: t('columns.kind'),
          cell: ({ row: { original: r } }) => (
            <>
              <EventIcon kind={r.kind} size={18} />
              {t(`kinds.${r.kind}`)}
            </>
          ),
        }),
        helper.accessor('name', {
          header: t('columns.person'),
          cell: ({ row: { original: r } }) => (
            <>
              <span className={r.retracted ? classes.struck : classes.name}>
                {r.name ?? (r.kind === 'refused' ? t('unknownPerson') : '')}
              </span>
              {r.employeeNumber !== null && <span className={classes.dim}>{r.employeeNumber}</span>}
            </>
          ),
        }),
        helper.accessor('direction', {
          header: t('columns.direction'),
          cell: ({ row }) => <Direction direction={row.original.direction} />,
        }),
        helper.accessor('reason', {
          header: t('columns.reason'),
          cell: ({ row: { original: r } }) => (
            <span className={classes.reason}>{r.retracted ? t('retractedMark') : rowReason(t, r)}</span>
          ),
        }),
        helper.accessor('score', {
          header: t('columns.score'),
          cell: ({ row }) => <span className={classes.score}>{row.original.score?.toFixed(3) ?? ''}</span>,
        }),
      ]),
    [t, format],
  );
}

type Item = { readonly day: string } | { readonly index: number };

/** Day headings between rows, newest first. */
function itemsOf(rows: readonly LogRow[], isoDay: (at: number) => string): Item[] {
  const items: Item[] = [];
  let last = '';
  for (const [index, row] of rows.entries()) {
    const day = isoDay(row.at);
    if (day !== last) items.push({ day });
    last = day;
    items.push({ index });
  }
  return items;
}

type Keys = {
  /** The chosen row; -1 = none. */
  readonly at: number;
  readonly last: number;
  /** Rows of a page. */
  readonly page: number;
  readonly move: (to: number) => void;
  readonly toggle: () => void;
  readonly close: () => void;
};

/** What keys do in the table. */
function keyed({ at, last, page, move, toggle, close }: Keys): (e: KeyboardEvent) => void {
  const opens = () => (at < 0 ? move(0) : toggle());
  const steps: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(at + 1),
    ArrowUp: () => move(at - 1),
    PageDown: () => move(at + page),
    PageUp: () => move(at - page),
    Home: () => move(0),
    End: () => move(last),
    ' ': opens,
    Enter: opens,
    Escape: close,
  };
  return (e) => {
    const step = steps[e.key];
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    step();
  };
}

/** The virtual table: sticky head, up and down choose, space opens the panel. `narrow` leaves out what the panel shows. */
export function EventTable({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('log');
  const format = useFormat();
  const { rows, selected, panel, hidden, more, select, openPanel, loadMore } = useLog();
  const columns = useColumns(format);
  // The panel shows reason and score itself.
  const columnVisibility = useMemo(() => {
    const shown = (c: OptionalColumn) => !hidden.includes(c) && !(narrow && c !== 'direction');
    return Object.fromEntries(OPTIONAL_COLUMNS.map((c) => [c, shown(c)]));
  }, [hidden, narrow]);
  const template = ['time', 'kind', 'person', ...OPTIONAL_COLUMNS.filter((c) => columnVisibility[c])]
    .map((c) => `var(--w-${c})`)
    .join(' ');
  const table = useTable({
    features,
    columns,
    data: rows,
    state: { columnVisibility },
    getRowId: (r) => String(r.id),
  });
  const model = table.getRowModel().rows;
  const items = useMemo(() => itemsOf(rows, format.isoDay), [rows, format]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && lastShown > items.length - AHEAD) void loadMore();
  }, [lastShown, items.length, more, loadMore]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[index];
    if (!row) return;
    select(row.id);
    // With its heading in sight when it is the first of its day.
    const item = items.findIndex((i) => 'index' in i && i.index === index);
    virtual.scrollToIndex(index === 0 ? 0 : item);
  };
  const onKeyDown = keyed({
    at: rows.findIndex((r) => r.id === selected),
    last: rows.length - 1,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2),
    move,
    toggle: () => openPanel(!panel),
    close: () => openPanel(false),
  });

  return (
    <div
      ref={scroller}
      className={classes.scroll}
      role="grid"
      tabIndex={0}
      aria-label={t('grid')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selected === null ? undefined : `event-${selected}`}
      style={{ '--columns': template } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" className={`${classes.row} ${classes.head}`}>
          {group.headers.map((header) => (
            <div key={header.id} role="columnheader" className={classes.cell} data-column={header.column.id}>
              <table.FlexRender header={header} />
            </div>
          ))}
        </div>
      ))}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map((v) => {
          const item = items[v.index];
          if (!item) return null;
          const place = { transform: `translateY(${v.start}px)`, height: v.size } as const;
          if ('day' in item) {
            return (
              <div key={item.day} role="row" className={classes.day} style={place}>
                <span role="gridcell">{format.dayOf(item.day)}</span>
              </div>
            );
          }
          const row = model[item.index];
          if (!row) return null;
          const id = row.original.id;
          return (
            <div
              key={id}
              id={`event-${id}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={id === selected}
              className={`${classes.row} ${classes.line}`}
              style={place}
              onClick={() => {
                const again = id === selected && panel;
                select(id);
                openPanel(!again);
              }}
            >
              {row.getVisibleCells().map((cell) => (
                <div key={cell.id} role="gridcell" className={classes.cell} data-column={cell.column.id}>
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
