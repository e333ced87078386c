/** Writes resources/networks.json from src/domain/network. Run after a change there; a test compares the two. */
import { writeFileSync } from 'node:fs';
import { networksJsonText } from '../src/domain/network/json.ts';

writeFileSync(new URL('../resources/networks.json', import.meta.url), networksJsonText());
