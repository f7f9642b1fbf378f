#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "google/group_rendering.h"
#include "google/handlers.h"
#include "google/json_text.h"
#include "google/list_token.h"
#include "google/listing.h"

namespace lockstep::sim::google {
namespace {

constexpr int kPageSizeFallback = 30;
constexpr int kPageSizeMax = 1000;

constexpr std::size_t kBatchGetMax = 200;

GroupManner manner_of(const Call& call, const GroupMask& mask, int members_max = 0) {
  return {.mask = mask,
          .members_max = members_max,
          .client_data_as_of = call.read_at - call.state.options.group_propagation_delay};
}

/// What a sync token says, or an all-zero one for a request without.
Checked<ListToken> read_sync_token(const Call& call) {
  const std::string_view text = call.parameters.text("syncToken");
  if (text.empty()) {
    ListToken none;
    none.full_sync = call.now;
    return none;
  }
  const std::optional<ListToken> sync = read_token(text, TokenKind::sync);
  if (!sync || sync->list != "groups:" + call.account.id) {
    return catalogue_error(kInvalidArgument);
  }
  if (sync->generation != call.state.sync_generation ||
      call.now >= sync->full_sync + call.state.options.sync_token_life) {
    return catalogue_error(kExpiredSyncToken);  // G85
  }
  return *sync;
}

/// The whole list as one request sees it: everything, or what a sync token has not shown.
std::vector<std::string> render_all(const Call& call, const GroupMask& mask,
                                    const ListToken& sync) {
  const GroupManner manner = manner_of(call, mask);
  const bool is_sync = !call.parameters.text("syncToken").empty();
  std::vector<std::string> rendered;
  if (!is_sync) {
    for (const SystemGroup& group : kSystemGroups) {
      rendered.push_back(render(call.account, group, manner));
    }
  }
  for (const UserGroup* const group : call.account.groups.changed_after(sync.position)) {
    if (is_sync || !group->deleted) {
      rendered.push_back(render(call.account, *group, manner));
    }
  }
  return rendered;
}

/// A page belongs to the list that its request asked for (G81).
std::uint64_t frozen(const Call& call) {
  return fingerprint(std::string(call.parameters.text("groupFields")) + ' ' +
                     std::string(call.parameters.text("syncToken")));
}

ListToken group_token(const Call& call, TokenKind kind, std::uint64_t position, Instant full_sync) {
  return {.kind = kind,
          .list = "groups:" + call.account.id,
          .parameters = kind == TokenKind::page ? frozen(call) : 0,
          .position = position,
          .full_sync = full_sync,
          .generation = call.state.sync_generation};
}

Checked<std::size_t> read_begin(const Call& call) {
  const std::string_view text = call.parameters.text("pageToken");
  if (text.empty()) {
    return std::size_t{0};
  }
  const std::optional<ListToken> page = read_token(text, TokenKind::page);
  if (!page || page->list != "groups:" + call.account.id || page->parameters != frozen(call)) {
    return catalogue_error(kInvalidArgument);
  }
  return std::size_t{page->position};
}

/// groupFields and maxMembers of the two methods that get groups.
Checked<GroupManner> read_get_request(const Call& call) {
  const Checked<GroupMask> mask =
      read_group_mask(call.parameters.text("groupFields"), "groupFields");
  if (!mask) {
    return mask.error();
  }
  const Checked<int> members_max = call.parameters.number("maxMembers");
  if (!members_max) {
    return members_max.error();
  }
  if (*members_max < 0) {
    return catalogue_error(kInvalidArgument);
  }
  return manner_of(call, *mask, *members_max);
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
  const Checked<ListToken> sync = read_sync_token(call);
  if (!sync) {
    return sync.error();
  }
  const Checked<std::size_t> asked_begin = read_begin(call);
  if (!asked_begin) {
    return asked_begin.error();
  }
  const std::vector<std::string> all = render_all(call, *mask, *sync);
  const std::size_t begin = std::min(*asked_begin, all.size());
  const std::size_t end = std::min(all.size(), begin + static_cast<std::size_t>(*page_size));
  std::string out = "{";
  for (std::size_t at = begin; at < end; ++at) {
    out += (at == begin ? R"("contactGroups":[)" : ",") + all[at];
  }
  out += end > begin ? "]," : "";
  out += all.empty() ? "" : R"("totalItems":)" + std::to_string(all.size()) + ",";
  if (end < all.size()) {
    out += R"("nextPageToken":")" +
           write_token(group_token(call, TokenKind::page, end, sync->full_sync)) + R"(",)";
  }
  // On every page, and without being asked for (G92).
  const std::uint64_t position = call.account.groups.position();
  return out + R"("nextSyncToken":")" +
         write_token(group_token(call, TokenKind::sync, position, sync->full_sync)) + R"("})";
}

Answer get_contact_group(Call& call) {
  const Checked<GroupManner> manner = read_get_request(call);
  if (!manner) {
    return manner.error();
  }
  const std::string& id = call.captures.at("group");
  if (!call.account.groups.exists(id)) {
    return catalogue_error(kNotFound);
  }
  return render_group(call.account, id, *manner);
}

Answer get_contact_groups(Call& call) {
  constexpr std::string_view kPrefix = "contactGroups/";
  const Checked<GroupManner> manner = read_get_request(call);
  if (!manner) {
    return manner.error();
  }
  const std::vector<std::string> names = call.parameters.list("resourceNames");
  if (names.empty() || names.size() > kBatchGetMax) {
    return catalogue_error(kInvalidArgument);
  }
  std::string out = R"({"responses":[)";
  for (const std::string& name : names) {
    const std::string id = name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : "";
    const bool found = call.account.groups.exists(id);
    out += out.back() == '[' ? "" : ",";
    out += R"({"requestedResourceName":)";
    append_json_string(out, name);
    out += R"(,"status":)";
    out += found ? R"({},"contactGroup":)" + render_group(call.account, id, *manner)
                 : to_status_json(catalogue_error(kNotFound));
    out += '}';
  }
  return out + "]}";
}

}  // namespace lockstep::sim::google
