/// Static lists of contacts (F109, F112).

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"

namespace lockstep::sim::hubspot {

struct ContactList {
  std::string name;
  std::map<ContactId, Instant> members;  ///< With the time of joining. Archived ones stay in it.
};

class ContactLists {
 public:
  /// Ids are small numbers, in order of making.
  std::uint64_t add(std::string_view name);

  [[nodiscard]] ContactList* find(std::uint64_t list_id);

  /// Ids of the lists that hold `contact`, ascending.
  [[nodiscard]] std::vector<std::string> ids_of(ContactId contact) const;

  /// `survivor` takes the places of `merged`: assumed (hubspot.merge.lists).
  void replace(ContactId merged, ContactId survivor);

 private:
  std::map<std::uint64_t, ContactList> lists_;
};

}  // namespace lockstep::sim::hubspot
