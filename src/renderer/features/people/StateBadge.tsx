import { IconCircleCheck, IconCircleDashed, IconUserScan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './people.module.css';
import type { PersonState } from './people.store.ts';

const ICONS = { active: IconCircleCheck, disabled: IconCircleDashed, enrol: IconUserScan };

/** Shape, word and colour together. */
export function StateBadge({ state }: { readonly state: PersonState }) {
  const { t } = useTranslation('people');
  const Icon = ICONS[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
}
