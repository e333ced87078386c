import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresenceList } from '../../../shared/calls/presence.ts';
import { useSettings } from '../../base/session.ts';
import { useFormat, type Format } from '../../base/format.ts';
import { usePrinted } from '../../ui/usePrinted.tsx';
import { countsOf, groupsOf, type Group } from './groups.ts';
import { moment, useGroupName } from './PresenceTable.tsx';
import classes from './sheet.module.css';

/** Widths of the columns, the same from zone to zone. */
const COLUMNS = ['box', 'name', 'number', 'department', 'since', 'door', 'remark'] as const;

/** A time of today, else with month and day as numbers: the column is narrow, and the sheet says its own date above. */
const short = (format: Format, at: number, now: number): string => {
  const day = format.isoDay(at);
  return day === format.isoDay(now) ? format.time(at) : `${day.slice(5)} ${format.time(at)}`;
};

function Section({
  group,
  list,
  ticked,
}: {
  readonly group: Group;
  readonly list: PresenceList;
  readonly ticked: ReadonlySet<number>;
}) {
  const { t } = useTranslation('presence');
  const format = useFormat();
  const nameOf = useGroupName();
  const now = list.at;
  const seen = new Set(list.rollCall?.accountedSomebody.map((a) => a.cameBy));
  return (
    <table className={classes.section}>
      <colgroup>
        {COLUMNS.map((name) => (
          <col key={name} className={classes[name]} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th colSpan={7} className={classes.zone}>
            {t('sheet.total', { name: nameOf(group), count: group.people.length + group.somebody.length })}
          </th>
        </tr>
        <tr>
          <th aria-hidden="true" />
          <th>{t('sheet.name')}</th>
          <th>{t('sheet.number')}</th>
          <th>{t('sheet.department')}</th>
          <th>{t('sheet.since')}</th>
          <th>{t('columns.door')}</th>
          <th>{t('sheet.remark')}</th>
        </tr>
      </thead>
      <tbody>
        {group.people.map((p) => (
          <tr key={p.personId}>
            <td className={classes.tick}>
              <span data-ticked={ticked.has(p.personId) || p.leftAt !== null || undefined} />
            </td>
            <td>{p.name}</td>
            <td>{p.employeeNumber}</td>
            <td>{p.department}</td>
            <td>{short(format, p.since, now)}</td>
            <td>{p.door ?? ''}</td>
            <td>
              {p.leftAt !== null && t('rollCall.left', { time: format.time(p.leftAt) })}
              {p.visitorUntil !== null &&
                t(p.visitorUntil < now ? 'overdue' : 'until', { when: short(format, p.visitorUntil, now) })}
            </td>
          </tr>
        ))}
        {group.somebody.map((s) => (
          <tr key={s.eventId}>
            <td className={classes.tick}>
              <span data-ticked={seen.has(s.eventId) || undefined} />
            </td>
            <td colSpan={3}>{t('somebody.name')}</td>
            <td>{short(format, s.since, now)}</td>
            <td>{s.door ?? ''}</td>
            <td>{t('somebody.remark')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Black on white, one page after another: for the person with the clipboard. */
export function PrintSheet({ list }: { readonly list: PresenceList }) {
  const { t } = useTranslation('presence');
  const { name: siteName } = useSettings().site;
  const format = useFormat();
  const counts = countsOf(list);
  const ticked = new Set(list.rollCall?.accounted.map((a) => a.personId));
  const facts: readonly (readonly [string, number])[] = [
    [t('sheet.counted'), counts.in],
    [t('sheet.ofWhomVisitors'), counts.visitors],
    ...(counts.unknown > 0 ? [[t('sheet.ofWhomUnknown'), counts.unknown] as const] : []),
    ...(counts.notSignedOut > 0 ? [[t('sheet.notCounted'), counts.notSignedOut] as const] : []),
    ...(list.rollCall ? [[t('sheet.accounted'), counts.accounted] as const] : []),
  ];
  return (
    <div className={`${classes.sheet} print-sheet`} data-testid="print-sheet">
      <header className={classes.head}>
        <div>
          <div className={classes.site}>{siteName}</div>
          <h1>
            {list.rollCall ? `${t('sheet.rollCall')} ${moment(format, list.rollCall.startedAt, list.at)}` : t('sheet.title')}
          </h1>
          <div>{t('sheet.printed', { when: `${format.date(list.at)} ${format.time(list.at)}` })}</div>
        </div>
        <dl>
          {facts.map(([name, n]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{format.number(n)}</dd>
            </div>
          ))}
        </dl>
      </header>
      {groupsOf(list).map((group) => (
        <Section key={group.key} group={group} list={list} ticked={ticked} />
      ))}
      <footer className={classes.foot}>
        <div className={classes.safe}>
          <span className={classes.square} />
          {t('sheet.allSafe')}
        </div>
        <div className={classes.line}>{t('sheet.missingNote')}</div>
        <div className={classes.line} />
        <div className={classes.sign}>
          <div className={classes.line}>{t('sheet.checkedBy')}</div>
          <div className={classes.line}>{t('sheet.clock')}</div>
          <div className={classes.line}>{t('sheet.signature')}</div>
        </div>
      </footer>
    </div>
  );
}

export function usePrint(list: PresenceList | null): { readonly print: () => void; readonly sheet: ReactNode } {
  return usePrinted(list && <PrintSheet list={list} />);
}
