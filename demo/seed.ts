/** Fills a fresh profile for `npm start -- --demo`:   node demo/seed.ts PROFILE */
import { seedSite } from './seeded-site.ts';
import { fillYear } from './year.ts';
import { DEMO_PASSWORD, DEMO_PIN } from './secrets.ts';

/** People come by every few seconds here: a minute's cool-down would make the demonstration dull. */
const COOLDOWN_SECONDS = 10;

const profile = process.argv[2];
if (!profile) throw new Error('usage: node demo/seed.ts PROFILE');
await seedSite(profile, { password: DEMO_PASSWORD, pin: DEMO_PIN }, COOLDOWN_SECONDS, (site) => {
  const { timeZone } = site.settings().site;
  const begun = performance.now();
  const punches = fillYear(site.own, { timeZone, now: Date.now() });
  console.log(`a year of hours: ${punches} punches in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
});
