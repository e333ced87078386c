import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../base/format.ts';
import { usePrinted } from '../../../ui/usePrinted.tsx';
import { Sheet } from '../Sheet.tsx';
import { COLUMN_NAMES, columnText, footOf, TEAM_COLUMNS, type TeamRow } from './team.ts';

type Props = {
  /** In the order of the screen. */
  readonly rows: readonly TeamRow[];
  readonly month: string;
  /** In words, which people they are. */
  readonly of: readonly string[];
};

/** All rows that the filters leave, those below the screen among them. */
function TeamSheet({ rows, month, of }: Props) {
  const { t } = useTranslation(['hours', 'common']);
  const format = useFormat();
  return (
    <Sheet
      form="wide"
      title={`${t('hours:tabs.team')} · ${format.month(month)}`}
      of={of}
      columns={COLUMN_NAMES.length + 2}
      head={
        <tr>
          <th>{t('hours:grid.person')}</th>
          <th data-text>{t('common:filter.department')}</th>
          {COLUMN_NAMES.map((name) => (
            <th key={name} data-number>
              {t(`hours:team.columns.${name}`)}
            </th>
          ))}
        </tr>
      }
      rows={rows.map(({ person, totals }) => (
        <tr key={person.id}>
          <td>{`${person.name} ${person.employeeNumber}`}</td>
          <td data-text>{person.department}</td>
          {COLUMN_NAMES.map((name) => (
            <td key={name} data-number>
              {columnText(name, TEAM_COLUMNS[name].of(totals), format.number)}
            </td>
          ))}
        </tr>
      ))}
      sums={
        <tr>
          <td colSpan={2}>{t('hours:team.people', { count: rows.length })}</td>
          {COLUMN_NAMES.map((name) => (
            <td key={name} data-number>
              {columnText(name, footOf(rows, name), format.number)}
            </td>
          ))}
        </tr>
      }
    />
  );
}

export function useTeamSheet(props: Props): { readonly print: () => void; readonly sheet: ReactNode } {
  return usePrinted(props.rows.length > 0 && <TeamSheet {...props} />);
}
