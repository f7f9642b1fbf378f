/// Lists of contacts (F109, F112).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"
#include "list_folders.h"

namespace lockstep::sim::hubspot {

/// How long a deleted list can be restored. Assumed (hubspot.lists.deleted): as long as a contact
/// (F47).
inline constexpr Duration kDeletedListKeeps = std::chrono::hours(24 * 90);

/// A conversion that was asked for.
struct ListConversion {
  std::string requested;  ///< As JSON text.
  std::optional<Instant> due = {};
  std::optional<Instant> converted = {};
};

struct ContactList {
  std::uint64_t id = 0;
  std::string name;
  std::string processing_type = "MANUAL";  ///< Or "SNAPSHOT" or "DYNAMIC" (F112).
  std::string filter_branch = {};          ///< Of a dynamic one, as JSON text.
  std::uint32_t version = 1;
  std::uint64_t folder = kRootFolder;
  std::optional<ListConversion> conversion = {};
  std::map<ContactId, Instant> members = {};  ///< With the time of joining. Archived ones stay.
  Instant created{};
  Instant updated{};
  Instant filters_updated{};
  std::optional<Instant> deleted = {};

  /// Whether filters make the members, instead of people and apps.
  [[nodiscard]] bool is_dynamic() const { return processing_type == "DYNAMIC"; }
};

class ContactLists {
 public:
  /// Ids are small numbers, in order of making.
  std::uint64_t add(std::string_view name, std::string_view processing_type, Instant now);

  /// nullptr for a list that does not exist, or is deleted.
  [[nodiscard]] ContactList* find(std::uint64_t list_id);

  /// As find(), by name, letter case aside.
  [[nodiscard]] ContactList* find(std::string_view name);

  /// Also a deleted one that can still be restored; nullptr for none.
  [[nodiscard]] ContactList* find_deleted(std::uint64_t list_id, Instant now);

  /// Deleted ones included.
  [[nodiscard]] const std::map<std::uint64_t, ContactList>& all() const { return lists_; }
  [[nodiscard]] std::map<std::uint64_t, ContactList>& all() { return lists_; }

  /// Ids of the lists that hold `contact`, ascending.
  [[nodiscard]] std::vector<std::string> ids_of(ContactId contact) const;

  /// `survivor` takes the places of `merged`: assumed (hubspot.merge.lists).
  void replace(ContactId merged, ContactId survivor);

 private:
  std::map<std::uint64_t, ContactList> lists_;
};

}  // namespace lockstep::sim::hubspot
