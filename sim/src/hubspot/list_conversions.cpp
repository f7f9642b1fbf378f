#include "list_conversions.h"

#include "list_members.h"

namespace lockstep::sim::hubspot {

void convert_due_lists(PortalState& state) {
  for (auto& [id, list] : state.lists.all()) {
    if (list.conversion && list.conversion->due && !list.conversion->converted &&
        *list.conversion->due <= state.now()) {
      const Instant due = *list.conversion->due;
      for (const auto& [contact, joined] : members_at(state, list, due)) {
        list.members.emplace(contact, joined);
      }
      list.processing_type = "SNAPSHOT";
      list.filter_branch.clear();
      list.updated = due;
      list.conversion->converted = due;
    }
  }
}

}  // namespace lockstep::sim::hubspot
