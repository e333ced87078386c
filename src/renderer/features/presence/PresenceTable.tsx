import { ActionIcon, Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconUserQuestion, IconX } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresenceList, PresentPerson, Somebody } from '../../../shared/calls/presence.ts';
import { routeToHash } from '../../base/routes.ts';
import { useSettings } from '../../base/session.ts';
import { useFormat, type Format } from '../../base/format.ts';
import type { Group } from './groups.ts';
import classes from './presence.module.css';

/** A time of today, else with its day. */
export function moment(format: Format, at: number, now: number): string {
  return format.isoDay(at) === format.isoDay(now) ? format.time(at) : `${format.date(at)} ${format.time(at)}`;
}

export function useGroupName(): (group: Group) => string {
  const { t } = useTranslation('presence');
  return ({ kind, zone }) => {
    if (kind === 'visitors') return t('groups.visitors');
    if (kind === 'left') return t('groups.left');
    return kind === 'not-signed-out' ? t('groups.notSignedOut') : (zone ?? t('noZone'));
  };
}

type Props = {
  readonly list: PresenceList;
  readonly groups: readonly Group[];
  readonly onTick: (personId: number, present: boolean) => void;
  readonly onTickSomebody: (eventId: number, present: boolean) => void;
  /** They are known, or have left. */
  readonly onGone: (somebody: Somebody) => void;
};

function Row({
  person,
  now,
  ticked,
  onTick,
}: {
  readonly person: PresentPerson;
  readonly now: number;
  readonly ticked: boolean | null;
  readonly onTick: Props['onTick'];
}) {
  const { t } = useTranslation('presence');
  const format = useFormat();
  const { visitorUntil } = person;
  return (
    <tr data-ticked={ticked || undefined} data-testid="present">
      {ticked !== null && (
        <td className={classes.tick}>
          {person.leftAt === null ? (
            <Checkbox
              size="md"
              checked={ticked}
              aria-label={t('rollCall.tick', { name: person.name })}
              onChange={(e) => onTick(person.personId, e.currentTarget.checked)}
            />
          ) : (
            <span className={classes.left}>{t('rollCall.left', { time: format.time(person.leftAt) })}</span>
          )}
        </td>
      )}
      <td>
        <a href={routeToHash({ screen: 'log', person: person.personId })} className={classes.name}>
          {person.name}
        </a>
        <span className={classes.number}>{person.employeeNumber}</span>
        {visitorUntil !== null && (
          <div className={visitorUntil < now ? classes.overdue : classes.small}>
            {t(visitorUntil < now ? 'overdue' : 'until', { when: moment(format, visitorUntil, now) })}
          </div>
        )}
      </td>
      <td>{person.department}</td>
      <td>{moment(format, person.since, now)}</td>
      <td>{person.method === null ? '–' : t(`how.${person.method}`)}</td>
      <td>{person.door ?? '–'}</td>
    </tr>
  );
}

/** Somebody through a door, and nobody knows who: without a name, and with a way off the list once that is cleared up. */
function SomebodyRow({
  somebody,
  now,
  ticked,
  onTickSomebody,
  onGone,
}: { readonly somebody: Somebody; readonly now: number; readonly ticked: boolean | null } & Pick<
  Props,
  'onTickSomebody' | 'onGone'
>) {
  const { t } = useTranslation('presence');
  const format = useFormat();
  const since = moment(format, somebody.since, now);
  return (
    <tr data-ticked={ticked || undefined} data-testid="somebody">
      {ticked !== null && (
        <td className={classes.tick}>
          <Checkbox
            size="md"
            checked={ticked}
            aria-label={t('rollCall.tickSomebody', { since })}
            onChange={(e) => onTickSomebody(somebody.eventId, e.currentTarget.checked)}
          />
        </td>
      )}
      <td>
        <span className={classes.somebody}>
          <IconUserQuestion size={20} stroke={1.75} aria-hidden="true" />
          {t('somebody.name')}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('somebody.gone', { since })}
            title={t('somebody.gone', { since })}
            onClick={() => onGone(somebody)}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </span>
      </td>
      <td>{'–'}</td>
      <td>{since}</td>
      <td>{'–'}</td>
      <td>{somebody.door ?? '–'}</td>
    </tr>
  );
}

/** Each group under a line of its own that stays in view. */
export function PresenceTable({ list, groups, onTick, onTickSomebody, onGone }: Props) {
  const { longestPresenceHours } = useSettings().site;
  const { t } = useTranslation('presence');
  const nameOf = useGroupName();
  const { rollCall, at } = list;
  const ticked = new Set(rollCall?.accounted.map((a) => a.personId));
  const seen = new Set(rollCall?.accountedSomebody.map((a) => a.cameBy));
  const columns = rollCall ? 6 : 5;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {rollCall && <th className={classes.tick}>{t('columns.accounted')}</th>}
            <th>{t('columns.who')}</th>
            <th>{t('columns.department')}</th>
            <th>{t('columns.since')}</th>
            <th>{t('columns.how')}</th>
            <th>{t('columns.door')}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <Fragment key={group.key}>
            <tbody>
              <tr className={classes.group} data-kind={group.kind}>
                <th colSpan={columns} scope="rowgroup">
                  {group.kind === 'not-signed-out' && <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />}
                  {nameOf(group)}
                  <span className={classes.count}>{t('count', { count: group.people.length + group.somebody.length })}</span>
                  {group.kind === 'not-signed-out' && (
                    <div className={classes.hint}>{t('notSignedOutHint', { hours: longestPresenceHours })}</div>
                  )}
                </th>
              </tr>
            </tbody>
            <tbody>
              {group.people.map((person) => (
                <Row
                  key={person.personId}
                  person={person}
                  now={at}
                  ticked={rollCall ? ticked.has(person.personId) : null}
                  onTick={onTick}
                />
              ))}
              {group.somebody.map((somebody) => (
                <SomebodyRow
                  key={somebody.eventId}
                  somebody={somebody}
                  now={at}
                  ticked={rollCall ? seen.has(somebody.eventId) : null}
                  onTickSomebody={onTickSomebody}
                  onGone={onGone}
                />
              ))}
            </tbody>
          </Fragment>
        ))}
      </table>
    </div>
  );
}
