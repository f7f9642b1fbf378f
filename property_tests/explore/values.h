/// Values that tell where they come from.

#pragma once

#include "draft.h"
#include "features.h"

namespace lockstep::explore {

/// "Ann h3" is the third value that was made up, by a user of HubSpot: so a failure shows whether
/// an edit was lost, came back, or was doubled.
class ValueMaker {
 public:
  explicit ValueMaker(const Features& features) : fields_(fields_of(features)) {}

  /// @param origin  'h', 'g', or 'a' for a common ancestor.
  [[nodiscard]] std::string make(std::size_t person, Field field, char origin);
  /// Some of the fields that users write.
  [[nodiscard]] Values make_some(Random& random, std::size_t person, char origin);

  [[nodiscard]] const std::vector<Field>& fields() const noexcept { return fields_; }

 private:
  std::vector<Field> fields_;
  int made_ = 0;
};

[[nodiscard]] inline char origin_of(Service side) noexcept {
  return side == Service::hubspot ? 'h' : 'g';
}

/// What of them a Google contact can hold: without a first number, no others.
[[nodiscard]] Values fit_for(Service side, Values values);

}  // namespace lockstep::explore
