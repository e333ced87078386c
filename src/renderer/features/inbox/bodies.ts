/** What a proposal, or a punch that is typed, is as requests. */
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';

type Proposal = InboxEntry['proposals'][number];

/** @param zone of the site, IANA */
export function bodiesOf(proposal: Proposal, { punches }: Pick<InboxEntry, 'punches'>, zone: string): RequestBody[] {
  switch (proposal.kind) {
    case 'repeat':
    case 'ignore':
      return [{ kind: 'ignore', punch: proposal.punch }];
    case 'add':
      return [{ kind: 'add', at: proposal.at * 60_000, direction: proposal.direction, zone }];
    case 'give':
      return [{ kind: 'give', punch: proposal.punch, day: proposal.day }];
    case 'move': {
      const direction = punches.find((p) => p.key === proposal.punch)?.direction ?? null;
      return [
        { kind: 'ignore', punch: proposal.punch },
        { kind: 'add', at: proposal.at * 60_000, direction, zone },
      ];
    }
  }
}

/** Names a day of a person. */
export const keyOf = ({ personId, day }: Pick<InboxEntry, 'personId' | 'day'>): string => `${personId} ${day}`;

export type Grouping = 'cause' | 'person';

export type EntryGroup = { readonly key: string; readonly entries: readonly InboxEntry[] };

/** By the first cause and its day, as an outage has it, or by person; in the order in which they come. */
export function groupsOf(entries: readonly InboxEntry[], by: Grouping): readonly EntryGroup[] {
  const groups = Map.groupBy(entries, (e) => (by === 'person' ? String(e.personId) : `${e.day} ${e.causes[0]}`));
  return [...groups].map(([key, own]) => ({ key, entries: own }));
}
