/// The life of one contact, as the state of its connection tells it.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/core/config.h"
#include "lockstep/core/field.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// Values are for people; nullopt for an empty one.
struct StoryField {
  FieldId field;
  bool met = false;  ///< It was confirmed on both sides once; else the bases say nothing.
  std::optional<std::string> hubspot_base;
  std::optional<std::string> hubspot;  ///< As last read.
  std::optional<std::string> google_base;
  std::optional<std::string> google;
};

struct StoryChange {
  FieldId field;
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::string rule;
};

struct StoryWrite {
  Instant at;
  Side side = Side::hubspot;
  bool created = false;
  std::vector<StoryChange> changes;
};

/// A value that lost (MRG-14).
struct StoryConflict {
  Instant at;
  FieldId field;
  std::optional<std::string> base;
  std::optional<std::string> hubspot;
  std::optional<std::string> google;
  Side kept = Side::hubspot;
  std::string rule;
};

/// One pair, or a record without partner.
struct ContactStory {
  std::string connection;
  std::string hubspot_id;  ///< "" for none.
  std::string google_id;
  std::string hubspot_presence;  ///< "live", "deleted", "deleted for good"; "" for no record.
  std::string google_presence;

  std::string state;   ///< "in_sync", "excluded", "failing", "pending"
  std::string reason;  ///< "NOT_IN_FILTER"; "" for none.
  std::string cause;
  std::string message;
  std::vector<std::string> remedies;
  bool interrupted = false;  ///< A write went out and was not confirmed: the next pass finds out.

  std::vector<StoryField> fields;  ///< Those that have, or had, a value.
  std::vector<StoryConflict> conflicts;
  std::vector<StoryWrite> writes;  ///< The last ones, the newest first.
};

/// Finds a contact by HubSpot id, Google resource name ("people/c12" or "c12") or email, in every
/// connection. States stay as they are.
/// @error not_found  No state knows it. The others are those of run_pass.
[[nodiscard]] Result<std::vector<ContactStory>> contact_stories(const Config& config,
                                                                std::string_view which);

}  // namespace lockstep
