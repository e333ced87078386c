import type { Migration } from './migration.ts';

/**
 * Doors and the rules at them. A site that has no door is as before: attendance only. Times of day are 'HH:MM' of the site's wall,
 * days are ISO 8601, instants are ms. In `profile_hours` day 0 is a holiday, 1 Monday, 7 Sunday. A grant without a profile holds always.
 * `passages` are in order of writing by their event; a person without one is nowhere that is known. Whoever is inserted into `people`
 * joins the default groups by a trigger, so that no way of adding people can forget it; whoever is erased leaves nothing here but the log.
 */
export const access: Migration = {
  version: 100,
  name: 'access',
  sql: `
    CREATE TABLE zones (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      anti_passback TEXT NOT NULL CHECK (anti_passback IN ('off', 'soft', 'hard', 'timed')),
      timed_minutes INTEGER NOT NULL CHECK (timed_minutes BETWEEN 1 AND 1440),
      reset_at TEXT CHECK (reset_at GLOB '[0-2][0-9]:[0-5][0-9]' AND reset_at < '24'),
      capacity INTEGER CHECK (capacity >= 1)
    ) STRICT;

    CREATE TABLE doors (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      from_zone INTEGER REFERENCES zones (id),
      to_zone INTEGER REFERENCES zones (id),
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
      credential TEXT NOT NULL CHECK (credential IN ('any', 'two-factor')),
      two_person INTEGER NOT NULL CHECK (two_person IN (0, 1)),
      two_person_seconds INTEGER NOT NULL CHECK (two_person_seconds BETWEEN 1 AND 600),
      first_person_in INTEGER NOT NULL CHECK (first_person_in IN (0, 1)),
      interlock INTEGER,
      pulse_ms INTEGER NOT NULL CHECK (pulse_ms BETWEEN 100 AND 60000),
      held_open_seconds INTEGER CHECK (held_open_seconds BETWEEN 1 AND 3600),
      CHECK (from_zone IS NULL OR to_zone IS NULL OR from_zone <> to_zone)
    ) STRICT;
    CREATE INDEX doors_from ON doors (from_zone) WHERE from_zone IS NOT NULL;
    CREATE INDEX doors_to ON doors (to_zone) WHERE to_zone IS NOT NULL;

    CREATE TABLE time_profiles (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      on_holidays TEXT NOT NULL CHECK (on_holidays IN ('closed', 'as-usual', 'own-hours')),
      make_up_day_as INTEGER NOT NULL CHECK (make_up_day_as BETWEEN 1 AND 7)
    ) STRICT;
    CREATE TABLE profile_hours (
      profile_id INTEGER NOT NULL REFERENCES time_profiles (id) ON DELETE CASCADE,
      day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 7),
      from_time TEXT NOT NULL CHECK (from_time GLOB '[0-2][0-9]:[0-5][0-9]' AND from_time <= '24:00'),
      to_time TEXT NOT NULL CHECK (to_time GLOB '[0-2][0-9]:[0-5][0-9]' AND to_time <= '24:00'),
      PRIMARY KEY (profile_id, day, from_time, to_time)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE access_groups (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      opens_day INTEGER NOT NULL CHECK (opens_day IN (0, 1)),
      is_default INTEGER NOT NULL CHECK (is_default IN (0, 1))
    ) STRICT;
    CREATE TABLE grants (
      group_id INTEGER NOT NULL REFERENCES access_groups (id) ON DELETE CASCADE,
      door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
      profile_id INTEGER REFERENCES time_profiles (id),
      PRIMARY KEY (group_id, door_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX grants_door ON grants (door_id);
    CREATE INDEX grants_profile ON grants (profile_id) WHERE profile_id IS NOT NULL;

    CREATE TABLE group_members (
      person_id INTEGER NOT NULL REFERENCES people (id),
      group_id INTEGER NOT NULL REFERENCES access_groups (id) ON DELETE CASCADE,
      PRIMARY KEY (person_id, group_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX group_members_group ON group_members (group_id);
    CREATE TRIGGER people_join_default_groups AFTER INSERT ON people BEGIN
      INSERT INTO group_members (person_id, group_id) SELECT NEW.id, id FROM access_groups WHERE is_default = 1;
    END;

    CREATE TABLE holders (
      person_id INTEGER PRIMARY KEY REFERENCES people (id),
      valid_from TEXT CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
      valid_to TEXT CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
      visitor_until INTEGER,
      anti_passback_exempt INTEGER NOT NULL CHECK (anti_passback_exempt IN (0, 1)),
      CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
    ) STRICT;

    CREATE TABLE holidays (
      date TEXT PRIMARY KEY CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('off', 'working-day'))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE passages (
      event_id INTEGER PRIMARY KEY REFERENCES events (id),
      person_id INTEGER NOT NULL REFERENCES people (id),
      door_id INTEGER NOT NULL,
      zone_id INTEGER REFERENCES zones (id),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX passages_person ON passages (person_id, event_id);
    CREATE INDEX passages_zone ON passages (zone_id, person_id, event_id);

    CREATE TABLE site_access (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      lockdown INTEGER NOT NULL CHECK (lockdown IN (0, 1)),
      emergency INTEGER NOT NULL CHECK (emergency IN (0, 1))
    ) STRICT;
    INSERT INTO site_access (id, lockdown, emergency) VALUES (1, 0, 0);
    CREATE TABLE door_access (
      door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
      lockdown INTEGER NOT NULL DEFAULT 0 CHECK (lockdown IN (0, 1)),
      emergency INTEGER NOT NULL DEFAULT 0 CHECK (emergency IN (0, 1)),
      last_grant INTEGER,
      opened_day TEXT,
      opened_by INTEGER REFERENCES events (id),
      CHECK ((opened_day IS NULL) = (opened_by IS NULL))
    ) STRICT;
    CREATE INDEX door_access_opened ON door_access (opened_by) WHERE opened_by IS NOT NULL;
    CREATE TABLE waiting (
      door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES people (id),
      at INTEGER NOT NULL,
      until INTEGER NOT NULL,
      method TEXT NOT NULL,
      decision TEXT CHECK (decision IS NULL OR json_valid(decision)),
      wait_ms INTEGER NOT NULL CHECK (wait_ms >= 0)
    ) STRICT;
    CREATE TRIGGER people_erase_access AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM group_members WHERE person_id = NEW.id;
      DELETE FROM holders WHERE person_id = NEW.id;
      DELETE FROM passages WHERE person_id = NEW.id;
      DELETE FROM waiting WHERE person_id = NEW.id;
    END;
  `,
};
