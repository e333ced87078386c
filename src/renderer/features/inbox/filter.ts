/** Which days of the inbox are shown. */
import type { InboxQuery } from '../../../shared/calls/hour-requests.ts';

export type InboxFilter = Omit<InboxQuery, 'from' | 'to'>;
export const NO_FILTER: InboxFilter = { cause: null, search: '', department: null, page: 0 };
export const isFiltered = ({ cause, search, department }: InboxFilter): boolean =>
  cause !== null || search !== '' || department !== null;
