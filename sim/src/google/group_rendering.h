/// Contact groups as answers show them (G96, G97).

#pragma once

#include <string>
#include <string_view>

#include "google/address_book.h"
#include "google/checked.h"

namespace lockstep::sim::google {

/// What groupFields asks for (G28).
struct GroupMask {
  bool client_data = false;
  bool group_type = true;
  bool member_count = true;
  bool metadata = true;
  bool name = true;
};

/// The same of the answers to writes: without members, unless they are asked for (G28).
inline constexpr GroupMask kWrittenGroupMask{.member_count = false};

/// @param name "groupFields" or "readGroupFields": it stands in the message.
/// @param fallback What an absent mask means.
[[nodiscard]] Checked<GroupMask> read_group_mask(std::string_view text, std::string_view name,
                                                 const GroupMask& fallback = {});

/// `Invalid groupFields mask path: "formatted_name".`
[[nodiscard]] ApiError invalid_group_path(std::string_view path, std::string_view name);

/// How the groups of one answer are shown.
struct GroupManner {
  GroupMask mask;
  int members_max = 0;             ///< How many memberResourceNames are listed (G27).
  Instant client_data_as_of = {};  ///< Later changes of clientData do not show yet (G99).
};

[[nodiscard]] std::string render(const Account& account, const SystemGroup& group,
                                 const GroupManner& manner);
[[nodiscard]] std::string render(const Account& account, const UserGroup& group,
                                 const GroupManner& manner);
/// @pre The group exists.
[[nodiscard]] std::string render_group(const Account& account, std::string_view id,
                                       const GroupManner& manner);

}  // namespace lockstep::sim::google
