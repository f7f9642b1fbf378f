/// Where a user puts a contact of Google, and what is seen of it from outside.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

namespace lockstep::sim {

using Json = nlohmann::json;

enum class GoogleFolder { contacts, other, trash };
[[nodiscard]] std::string_view to_string(GoogleFolder folder) noexcept;

/// Where a user puts a new contact. Stars and labels need the folder `contacts` or `trash`.
struct GooglePlacement {
  GoogleFolder folder = GoogleFolder::contacts;
  bool starred = false;
  std::vector<std::string> labels{};  ///< Names of user labels; made when missing.
};

/// One contact as it is stored, for inspection from outside.
struct GoogleContactView {
  std::string resource_name;  ///< "people/c123", in every folder.
  GoogleFolder folder = GoogleFolder::contacts;
  bool starred = false;
  std::vector<std::string> labels;  ///< Names of user labels, sorted.
  /// People API JSON of the writable fields as stored (without memberships and metadata), with
  /// canonicalForm on phone numbers. Never null; immutable, so that a kept view is a snapshot.
  std::shared_ptr<const Json> person;
  std::string photo_url;  ///< Empty for the default photo (G57).
  Instant updated;
  bool created_by_api = false;
};

}  // namespace lockstep::sim
