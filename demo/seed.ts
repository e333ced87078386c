/** Fills a fresh profile for `npm start -- --demo`:   node demo/seed.ts PROFILE */
import { seedSite } from './seeded-site.ts';
import { DEMO_PASSWORD, DEMO_PIN } from './secrets.ts';

/** People come by every few seconds here: a minute's cool-down would make the demonstration dull. */
const COOLDOWN_SECONDS = 10;

const profile = process.argv[2];
if (!profile) throw new Error('usage: node demo/seed.ts PROFILE');
await seedSite(profile, { password: DEMO_PASSWORD, pin: DEMO_PIN }, COOLDOWN_SECONDS);
