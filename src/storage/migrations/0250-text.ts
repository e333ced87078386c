import type { Migration } from './migration.ts';

/**
 * What nobody sees is taken out of numbers and names, and what they are found and told apart by follows `domain/text.ts` from now on. Two people whose numbers turn out to be equal
 * to the eye stay two: the one who has the key already, or who came first, keeps it; the other keeps their old key and number as they are and is listed (`unclearPeople`) until an
 * administrator gives them another number. Names of doors, zones and the like that collide keep their old keys.
 */
export const text: Migration = {
  version: 250,
  name: 'text',
  sql: `
    CREATE TEMP TABLE renumbered AS SELECT id, same_key(employee_number) AS key,
      row_number() OVER (PARTITION BY same_key(employee_number), deleted_at IS NULL ORDER BY employee_key <> same_key(employee_number), id) AS place
      FROM people WHERE same_key(employee_number) <> '';
    UPDATE people SET employee_key = (SELECT key FROM renumbered r WHERE r.id = people.id), employee_number = clean_number(employee_number)
      WHERE id IN (SELECT id FROM renumbered WHERE place = 1 OR people.deleted_at IS NOT NULL);
    DROP TABLE renumbered;
    UPDATE people SET name = clean_name(name) WHERE is_name(name);
    UPDATE people SET department = clean_name(department) WHERE purged_at IS NULL;
    UPDATE people SET folded = search_key(name) || char(10) || search_key(employee_number) || char(10) || search_key(department) WHERE purged_at IS NULL;
    UPDATE OR IGNORE zones SET name_key = same_key(name);
    UPDATE OR IGNORE doors SET name_key = same_key(name);
    UPDATE OR IGNORE time_profiles SET name_key = same_key(name);
    UPDATE OR IGNORE access_groups SET name_key = same_key(name);
    UPDATE OR IGNORE fire_inputs SET name_key = same_key(name);
  `,
};
