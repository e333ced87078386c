/** npm run permissions: writes docs/permissions.md. */
import { writeFileSync } from 'node:fs';
import { permissionsPage } from './lib/permissions.ts';

const file = new URL('../docs/permissions.md', import.meta.url);
writeFileSync(file, permissionsPage());
console.log('docs/permissions.md is written');
