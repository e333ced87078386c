import { Readable } from 'node:stream';
import { eventId, personId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import { dayBounds, dayOf } from '../../domain/time/instants.ts';
import type { LogFilter } from '../../shared/schemas.ts';
import { guardRead } from '../../storage/file/db.ts';
import { csvChunks } from '../../exports/csv.ts';
import { logTable } from '../../exports/log-table.ts';
import { xlsxChunks } from '../../exports/xlsx.ts';
import type { Format, Table } from '../../exports/table.ts';
import { wordsOf } from '../../words/index.ts';
import { decisionOf, iterateEvents, listEvents, type EventFilter } from '../../storage/log/events.ts';
import type { Log } from '../base/log.ts';
import { saveBooked } from '../site/booked-file.ts';
import type { EventFacts } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export type LogCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'error'>;
  /** A person's answer; of a session that ended while they were asked, it is as cancelled. */
  readonly dialogs: { saveFile(suggestedName: string): Promise<string | null> };
};

export function logHandlers(world: LogCalls): Pick<Handlers, 'log.list' | 'log.decision' | 'log.export'> {
  return {
    'log.list': ({ filter, before, limit }) =>
      world.withSite((site) =>
        guardRead(site.db, () =>
          listEvents(
            site.db,
            eventFilter(filter, site.settings().site.timeZone),
            before === null ? null : eventId(before),
            limit,
          ),
        ),
      ),

    'log.decision': ({ eventId: id }) => world.withSite((site) => guardRead(site.db, () => decisionOf(site.db, eventId(id)))),

    'log.export': async ({ filter, format }) => {
      const site = world.site();
      if (!site.ok) return site;
      const open = site.value;
      const {
        appearance: { language },
        site: { timeZone },
      } = open.settings();
      const path = await world.dialogs.saveFile(`lintel-log-${dayOf(world.clock.now(), timeZone)}.${format}`);
      if (path === null) return ok(null);
      let rows = 0;
      function* counted() {
        for (const event of iterateEvents(open.db, eventFilter(filter, timeZone))) {
          rows++;
          yield event;
        }
      }
      const chunks = chunksOf(logTable(counted(), wordsOf(language)), format);
      const saved = await saveBooked(world, open, path, chunks, () => exported(filter, format, rows));
      if (!saved.ok) return saved;
      return ok({ path, rows });
    },
  };
}

/** What was taken: how much of what. What was searched for may be somebody's name, and stands in no row. */
function exported({ personId: id, from, to, kinds, search }: LogFilter, format: Format, rows: number): EventFacts {
  const of = id === null ? null : personId(id);
  return {
    kind: 'system',
    reason: 'log-exported',
    personId: of,
    detail: { format, rows, from, to, kinds, searched: search !== '' },
  };
}

function chunksOf(table: Table, format: Format): Readable {
  return format === 'csv' ? Readable.from(csvChunks(table)) : Readable.from(xlsxChunks([table]));
}

/** Days of the site's zone as instants. */
export function eventFilter(filter: LogFilter, timeZone: string): EventFilter {
  return {
    personId: filter.personId === null ? null : personId(filter.personId),
    from: filter.from === null ? null : dayBounds(filter.from, timeZone).from,
    to: filter.to === null ? null : dayBounds(filter.to, timeZone).to,
    kinds: filter.kinds,
    search: filter.search,
  };
}
