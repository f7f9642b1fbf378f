/// Contact groups as answers show them (G96, G97).

#pragma once

#include <string>
#include <string_view>

#include "google/address_book.h"
#include "google/checked.h"

namespace lockstep::sim::google {

/// What groupFields asks for (G28). clientData is a valid path, but no group has any.
struct GroupMask {
  bool group_type = true;
  bool member_count = true;
  bool metadata = true;
  bool name = true;
};

/// @param name "groupFields" or "readGroupFields": it stands in the message.
[[nodiscard]] Checked<GroupMask> read_group_mask(std::string_view text, std::string_view name);

[[nodiscard]] std::string render(const Account& account, const SystemGroup& group,
                                 const GroupMask& mask);
[[nodiscard]] std::string render(const Account& account, const UserGroup& group,
                                 const GroupMask& mask);
/// @pre The group exists.
[[nodiscard]] std::string render_group(const Account& account, std::string_view id,
                                       const GroupMask& mask);

}  // namespace lockstep::sim::google
