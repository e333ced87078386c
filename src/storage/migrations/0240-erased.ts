import type { Migration } from './migration.ts';

/**
 * Whoever is erased leaves name and number for the log, and nothing else: by one trigger, so that no way of erasing can forget a part. What a tombstone
 * still says of anything but those is the same for everybody. Wrong tries at their number go as well, since nobody is left to reset them.
 * Triggers of other tables erase what is theirs in the same moment; those who were erased before are erased again, with all of that.
 */
export const erased: Migration = {
  version: 240,
  name: 'erased',
  sql: `
    CREATE TRIGGER people_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM templates WHERE person_id = NEW.id;
      DELETE FROM pin_attempts WHERE number IN (SELECT number FROM pins WHERE person_id = NEW.id) OR number = '#' || NEW.id;
      DELETE FROM pins WHERE person_id = NEW.id;
      DELETE FROM badges WHERE person_id = NEW.id;
      UPDATE people SET department = '', folded = '', active = 0, without_face = 0, enrolled_at = NEW.purged_at, deleted_powered = NULL WHERE id = NEW.id;
    END;
    UPDATE people SET purged_at = purged_at WHERE purged_at IS NOT NULL;
  `,
};
