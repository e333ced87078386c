/** The page of permissions, from the table of calls itself: roles across, calls and announcements down. */
import { calls, events } from '../../src/shared/contract.ts';
import { Role } from '../../src/shared/schemas.ts';

const HEADINGS: Readonly<Record<Role, string>> = {
  anyone: 'anyone',
  kiosk: 'kiosk',
  'front-desk': 'front desk',
  auditor: 'auditor',
  admin: 'administrator',
};

function table(first: string, rows: Readonly<Record<string, { readonly may: readonly Role[] }>>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const roles = Role.options;
  return [
    line([first, ...roles.map((role) => HEADINGS[role])]),
    line(['---', ...roles.map(() => ':-:')]),
    ...Object.entries(rows).map(([name, { may }]) =>
      line([`\`${name}\``, ...roles.map((role) => (may.includes(role) ? '●' : ''))]),
    ),
  ].join('\n');
}

export const permissionsPage = (): string => `# Permissions

Written by \`npm run permissions\` from \`src/shared/contract.ts\`; a test fails when it is stale. Why sets and no ranks: [ADR 10](adr/0010-permissions-are-sets.md).
Front desk and auditor are roles that nobody has yet.

## Calls

${table('call', calls)}

## Announcements

${table('event', events)}
`;
