/// The three-way merge of one field. Pure: no clock, no I/O, no logging.

#pragma once

#include <optional>
#include <string>

#include "lockstep/base/rule.h"
#include "lockstep/core/field.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// A value with what it is compared by (normal_form); "" is the empty value.
struct Version {
  FieldValue value;
  std::string normal;

  [[nodiscard]] bool empty() const noexcept { return normal.empty(); }
  friend bool operator==(const Version& one, const Version& other) noexcept {
    return one.normal == other.normal;
  }
};

/// The versions last confirmed on each side.
struct VersionBase {
  Version hubspot;
  Version google;
};

/// One field of a pair. Without a base it is the field's first meeting.
struct ThreeWay {
  std::optional<VersionBase> base;
  Version hubspot;
  Version google;
};

struct MergePolicy {
  /// What the sync, the mapping and the pair allow together. It overrules the default app
  /// (DIR-5). @pre not none
  Direction direction = Direction::both;
  Side default_app = Side::hubspot;

  /// False for emails: a removed one does not travel (MAT-8).
  bool blank_travels = true;

  /// True in the initial phase after settings were saved: differences that nobody has edited
  /// since are reconciled like a first meeting (SET-1). False: they are what a service made of
  /// our value, or what the direction left, and stay (MRG-13, DIR-7).
  bool reconcile = false;
};

struct Merged {
  /// The side that shall take the other's value; nullopt: no write.
  std::optional<Side> write_to;

  RuleId rule;

  /// A value that is not on the other side is overwritten, or a clear was overruled: to be kept
  /// where the user can look it up (MRG-14).
  bool conflict = false;

  /// False if the values seen now must not become the base: the difference is still open.
  bool settles = true;

  friend bool operator==(const Merged&, const Merged&) = default;
};

/// Merges one field.
///
/// Laws (property_tests/merge_laws_test.cpp):
///   - stable:     equal sides are never written
///   - symmetric:  swapping sides, direction and default app swaps the result
///   - settled:    merging the result again writes nothing
///   - nothing invented, nothing blanked at the first meeting or in a conflict
[[nodiscard]] Merged merge_field(const ThreeWay& field, const MergePolicy& policy);

}  // namespace lockstep
