/// The directory of a Google Workspace domain: its users, and contacts that they share.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/random.h"
#include "lockstep/base/result.h"

#include "google/person_fields.h"

namespace lockstep::sim::google {

using Json = nlohmann::json;

struct GoogleState;
struct Account;

struct DirectoryPerson {
  std::string resource_name;  ///< "people/" and 21 digits, or "people/c…" of a shared contact.
  std::string source_id;
  bool shared_contact = false;
  std::shared_ptr<const Json> person;  ///< Stored fields; shared with copies of the world.

  /// "DOMAIN_PROFILE" (G41)
  [[nodiscard]] std::string_view source_type() const {
    return shared_contact ? "DOMAIN_CONTACT" : "DOMAIN_PROFILE";
  }
};

/// In the order of adding; nobody leaves.
using Directory = std::vector<DirectoryPerson>;

/// FakeGoogle::add_directory_person()
Result<std::string> add_directory_person(GoogleState& state, const Json& person,
                                         bool shared_contact);

/// Whether the account is of the domain, so that it has the directory.
[[nodiscard]] bool has_directory(const GoogleState& state, const Account& account);

/// A Person as compact JSON.
[[nodiscard]] std::string directory_person_text(const DirectoryPerson& person,
                                                const FieldSet& mask);

/// Whether a query finds the person: by a name, an email or a phone number, as it finds contacts.
/// Assumed (google.directory.search).
[[nodiscard]] bool is_found(const DirectoryPerson& person, std::string_view query);

}  // namespace lockstep::sim::google
