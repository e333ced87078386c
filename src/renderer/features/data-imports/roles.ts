/** What each column of a file is taken for: each column says one thing, and each thing is said by one column. */

type Columns = Readonly<Record<string, number | null>>;
export type RoleOf<C extends Columns> = (keyof C & string) | 'none';

export function roleOf<C extends Columns>(columns: C, column: number): RoleOf<C> {
  return Object.keys(columns).find((role) => columns[role] === column) ?? 'none';
}

export function withRole<C extends Columns>(columns: C, column: number, role: RoleOf<C>): C {
  const freed = Object.fromEntries(Object.entries(columns).map(([name, at]) => [name, at === column ? null : at])) as C;
  return role === 'none' ? freed : { ...freed, [role]: column };
}
