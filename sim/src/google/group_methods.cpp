#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "google/group_rendering.h"
#include "google/handlers.h"
#include "google/list_token.h"
#include "google/listing.h"

namespace lockstep::sim::google {
namespace {

constexpr int kPageSizeFallback = 30;
constexpr int kPageSizeMax = 1000;

/// The whole list as one request sees it: everything, or what a sync token has not shown.
Checked<std::vector<std::string>> render_all(const Call& call, const GroupMask& mask) {
  const GroupStore& groups = call.account.groups;
  std::vector<std::string> rendered;
  const std::string_view sync_text = call.parameters.text("syncToken");
  if (sync_text.empty()) {
    for (const SystemGroup& group : kSystemGroups) {
      rendered.push_back(render(call.account, group, mask));
    }
    for (const UserGroup* const group : groups.changed_after(0)) {
      if (!group->deleted) {
        rendered.push_back(render(call.account, *group, mask));
      }
    }
    return rendered;
  }
  const std::optional<ListToken> sync = read_token(sync_text, TokenKind::sync);
  if (!sync || sync->list != "groups:" + call.account.id) {
    return catalogue_error(kInvalidArgument);
  }
  if (sync->generation != call.state.sync_generation ||
      call.now >= sync->full_sync + call.state.options.sync_token_life) {
    return catalogue_error(kExpiredSyncToken);  // G85
  }
  for (const UserGroup* const group : groups.changed_after(sync->position)) {
    rendered.push_back(render(call.account, *group, mask));
  }
  return rendered;
}

ListToken group_token(const Call& call, TokenKind kind, std::uint64_t position) {
  return {.kind = kind,
          .list = "groups:" + call.account.id,
          .position = position,
          .full_sync = call.now,
          .generation = call.state.sync_generation};
}

}  // namespace

Answer list_contact_groups(Call& call) {
  const Checked<GroupMask> mask =
      read_group_mask(call.parameters.text("groupFields"), "groupFields");
  if (!mask) {
    return mask.error();
  }
  const Checked<int> page_size = read_page_size(call.parameters, kPageSizeFallback, kPageSizeMax);
  if (!page_size) {
    return page_size.error();
  }
  const Checked<std::vector<std::string>> all = render_all(call, *mask);
  if (!all) {
    return all.error();
  }
  std::size_t begin = 0;
  const std::string_view page_text = call.parameters.text("pageToken");
  if (!page_text.empty()) {
    const std::optional<ListToken> page = read_token(page_text, TokenKind::page);
    if (!page || page->list != "groups:" + call.account.id) {
      return catalogue_error(kInvalidArgument);
    }
    begin = std::min<std::size_t>(page->position, all->size());
  }
  const std::size_t end = std::min(all->size(), begin + static_cast<std::size_t>(*page_size));
  std::string out = "{";
  for (std::size_t at = begin; at < end; ++at) {
    out += (at == begin ? R"("contactGroups":[)" : ",") + (*all)[at];
  }
  out += end > begin ? "]," : "";
  out += all->empty() ? "" : R"("totalItems":)" + std::to_string(all->size()) + ",";
  if (end < all->size()) {
    out += R"("nextPageToken":")" + write_token(group_token(call, TokenKind::page, end)) + R"(",)";
  }
  // On every page, and without being asked for (G92).
  return out + R"("nextSyncToken":")" +
         write_token(group_token(call, TokenKind::sync, call.account.groups.position())) + R"("})";
}

Answer get_contact_group(Call& call) {
  const Checked<GroupMask> mask =
      read_group_mask(call.parameters.text("groupFields"), "groupFields");
  if (!mask) {
    return mask.error();
  }
  const Checked<int> members_max = call.parameters.number("maxMembers");
  if (!members_max) {
    return members_max.error();
  }
  const std::string& id = call.captures.at("group");
  if (!call.account.groups.exists(id)) {
    return catalogue_error(kNotFound);
  }
  std::string out = render_group(call.account, id, *mask);
  std::string members;
  int listed = 0;
  for (const auto& [number, contact] : call.account.contacts.all()) {
    if (listed >= *members_max) {
      break;
    }
    if (contact.current->place == Place::contacts && contact.current->is_in_group(id)) {
      members += (listed++ == 0 ? "\"" : ",\"") + resource_name_of(number) + '"';
    }
  }
  if (listed > 0) {
    out.pop_back();
    out += R"(,"memberResourceNames":[)" + members + "]}";
  }
  return out;
}

}  // namespace lockstep::sim::google
