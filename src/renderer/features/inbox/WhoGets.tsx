import { Alert, Loader, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Checked } from '../../../shared/calls/hour-requests.ts';
import { hoursText } from '../../parts/hours.ts';
import { errorText } from '../../i18n/errorText.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Check } from './useCheck.ts';

/** So many are listed with what is taken of each; of the others there is the sum. */
const LISTED = 20;

/** Before it is done: who gets it, what an absence takes of each, and whom it leaves out and why, by name. */
export function WhoGets({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('hourRequests');
  const { value, error, asked } = check;
  if (!asked) return null;
  if (!value) return error ? <ErrorNote error={error} /> : <Loader type="dots" size="sm" />;
  const out = value.filter((c) => c.error !== null);
  const takes = value.filter((c): c is Checked & { takes: NonNullable<Checked['takes']> } => c.takes !== null);
  return (
    <>
      {takes.length > 0 && (
        <Table data-takes>
          <Table.Tbody>
            {takes.slice(0, LISTED).map((c) => (
              <Table.Tr key={c.personId}>
                <Table.Td>{c.name}</Table.Td>
                <Table.Td>
                  {c.takes.minutes === 0
                    ? say('who.nothing')
                    : say('who.takes', { count: c.takes.days, hours: hoursText(c.takes.minutes) })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {takes.length > LISTED && <Text size="sm">{say('who.more', { count: takes.length - LISTED })}</Text>}
      {out.length > 0 && (
        <Alert color="amber" role="status" title={say('who.leftOut', { count: out.length, of: value.length })} data-left-out>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {out.map((c) => (
              <li key={c.personId}>{say('who.why', { name: c.name || '–', why: c.error ? errorText(t, c.error).title : '' })}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
