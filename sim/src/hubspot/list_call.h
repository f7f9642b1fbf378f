/// The list that a call is about.

#pragma once

#include "call.h"
#include "json_read.h"

namespace lockstep::sim::hubspot {

/// By the capture `name`; 404 for one that is not there, or deleted.
[[nodiscard]] inline Outcome<ContactList*> find_list(const Call& call,
                                                     std::string_view name = "list") {
  ContactList* const list =
      call.state.lists.find(parse_count(call.captures.find(name)->second).value_or(0));
  return list == nullptr ? Outcome<ContactList*>(not_found()) : Outcome<ContactList*>(list);
}

}  // namespace lockstep::sim::hubspot
