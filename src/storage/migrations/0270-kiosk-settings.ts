import type { Migration } from './migration.ts';

/**
 * What belongs to one kiosk leaves `settings` for a table by the kiosk's id (ADR 29), and the keys that stay are named by their group. What was set so far
 * is kept for kiosk '': the first installation that opens the file takes it over (`claimKiosk`), as a step of SQL does not know who that is.
 */
export const kioskSettings: Migration = {
  version: 270,
  name: 'kiosk-settings',
  sql: `
    CREATE TABLE kiosk_settings (
      kiosk TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL CHECK (json_valid(value)),
      PRIMARY KEY (kiosk, key)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO kiosk_settings (kiosk, key, value)
      SELECT '', key, value FROM settings WHERE key IN ('mode', 'cameraId', 'doorId', 'sound');
    DELETE FROM settings WHERE key IN ('mode', 'cameraId', 'doorId', 'sound');

    -- Older than the name that it has had since.
    DELETE FROM settings WHERE key = 'zone' AND EXISTS (SELECT 1 FROM settings WHERE key = 'timeZone');
    UPDATE settings SET key = CASE
        WHEN key = 'siteName' THEN 'site.name'
        WHEN key IN ('zone', 'timeZone') THEN 'site.timeZone'
        WHEN key IN ('idleMinutes', 'longestPresenceHours') THEN 'site.' || key
        WHEN key IN ('language', 'theme') THEN 'appearance.' || key
        ELSE 'recognition.' || key
      END
      WHERE key IN ('siteName', 'zone', 'timeZone', 'idleMinutes', 'longestPresenceHours', 'language', 'theme', 'wrongPersonOneIn', 'strangers',
        'threshold', 'margin', 'voteFrames', 'cooldownSeconds', 'liveness', 'lookAlikes', 'secondFactor', 'badge', 'keepCrops');
  `,
};
