#include "features.h"

namespace lockstep::explore {

Features draw_features(const Claims& claims, Random random) {
  Features features;
  features.directions = claims.directions;
  features.edits_hubspot = random.chance(3, 4);
  features.edits_google = random.chance(3, 4);
  features.clears = random.chance(1, 3);
  features.repeats = random.chance(1, 2);
  features.more_fields = random.chance(1, 3);
  features.numbers = random.chance(1, 4);
  features.emails = random.chance(1, 4);
  features.adds = random.chance(1, 2);
  features.removes = random.chance(1, 3);
  features.merges = random.chance(1, 6);
  features.renames = random.chance(1, 6);
  features.loses_state = random.chance(1, 6);
  features.filters = random.chance(1, 4) && claims.filters;
  features.changes_settings = random.chance(1, 5);
  features.late_edits = random.chance(1, 4);
  features.faults = random.chance(1, 3);
  features.crashes = random.chance(1, 4);
  features.lag = random.chance(1, 8);
  features.quotas = random.chance(1, 8);
  features.limit = random.chance(1, 8);
  features.single_passes = random.chance(1, 3);
  return features;
}

std::vector<Field> fields_of(const Features& features) {
  std::vector<Field> fields = {Field::firstname, Field::company, Field::phone};
  if (features.more_fields) {
    fields.insert(fields.end(), {Field::lastname, Field::jobtitle});
  }
  if (features.numbers) {
    fields.insert(fields.end(), {Field::mobilephone, Field::fax});
  }
  return fields;
}

}  // namespace lockstep::explore
