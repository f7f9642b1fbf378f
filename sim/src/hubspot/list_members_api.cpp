/// Operations on the members of lists (F109, F110, F112).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "batch_text.h"
#include "contact_read.h"
#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "list_call.h"
#include "list_members.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMembersDefault = 100;        // F109
constexpr std::size_t kMembersMax = 250;            // F109
constexpr std::size_t kRemoveAllMembers = 100'000;  // F110

// Assumed (hubspot.lists.limits).
constexpr std::size_t kChangesMax = 100'000;
constexpr std::size_t kRecordsMax = 100;

constexpr std::string_view kContactTypeId = "0-1";

using Member = ListMember;

void append_member(std::string& out, const Member& member) {
  out += out.back() == '[' ? "{" : ",{";
  append_json_name(out, "recordId");
  append_json_string(out, std::to_string(member.first));
  append_json_name(out, "membershipTimestamp");
  append_json_string(out, format_timestamp(member.second));
  out += '}';
}

/// The lists that a contact is in, each a JSON object.
std::vector<std::string> lists_of(PortalState& state, ContactId contact) {
  std::vector<std::string> texts;
  for (const auto& [id, list] : state.lists.all()) {
    if (list.deleted) {
      continue;
    }
    const std::vector<Member> members = members_of(state, list);
    const auto member = std::ranges::find(members, contact, &Member::first);
    if (member == members.end()) {
      continue;
    }
    std::string text = "{";
    append_json_name(text, "listId");
    append_json_string(text, std::to_string(id));
    append_json_name(text, "listVersion");
    text += std::to_string(list.version);
    append_json_name(text, "firstAddedTimestamp");
    append_json_string(text, format_timestamp(member->second));
    append_json_name(text, "lastAddedTimestamp");
    append_json_string(text, format_timestamp(member->second));
    texts.push_back(text + '}');
  }
  return texts;
}

/// A place in the order of joining, as the cursor names it.
std::string join_cursor(const Member& member) {
  return std::to_string(to_epoch_ms(member.second)) + "_" + std::to_string(member.first);
}

std::optional<Member> parse_join_cursor(std::string_view text) {
  const std::size_t middle = text.find('_');
  if (middle == std::string_view::npos) {
    return std::nullopt;
  }
  const auto joined = parse_count(text.substr(0, middle));
  const auto id = parse_count(text.substr(middle + 1));
  constexpr std::uint64_t kFarAway = 400'000'000'000'000;
  if (!joined || !id || *joined > kFarAway) {
    return std::nullopt;
  }
  return Member{*id, from_epoch_ms(static_cast<std::int64_t>(*joined))};
}

bool joined_before(const Member& left, const Member& right) {
  return std::pair(left.second, left.first) < std::pair(right.second, right.first);
}

/// A JSON list of record ids.
Outcome<std::vector<std::string>> read_ids(const Request& request, const Json& list) {
  std::vector<std::string> ids;
  if (!list.is_array() || list.size() > kChangesMax) {
    return malformed_json(request.body, "Cannot deserialize value of a list of record ids");
  }
  for (const Json& item : list) {
    const auto id = scalar_text(item);
    if (!id) {
      return malformed_json(request.body, "Cannot deserialize value of `java.lang.String`");
    }
    ids.push_back(*id);
  }
  return ids;
}

/// What a change of members came to.
struct MembershipUpdate {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<std::string> missing;
};

std::string ids_text(std::string_view name, const std::vector<std::string>& ids) {
  std::string text = "{";
  append_json_name(text, name);
  text += '[';
  for (const std::string& id : ids) {
    text += text.back() == '[' ? "" : ",";
    append_json_string(text, id);
  }
  return text.substr(1) + "]";
}

Response update_answer(const MembershipUpdate& update) {
  return json_answer(200, "{" + ids_text("recordsIdsAdded", update.added) + "," +
                              ids_text("recordIdsRemoved", update.removed) + "," +
                              ids_text("recordIdsMissing", update.missing) + "}");
}

/// Ids of records that are not there are missing. Assumed (hubspot.lists.members-unchanged): those
/// that change nothing are not told.
MembershipUpdate change_members(PortalState& state, ContactList& list,
                                const std::vector<std::string>& to_add,
                                const std::vector<std::string>& to_remove) {
  MembershipUpdate update;
  for (const std::string& text : to_remove) {
    const ContactId id = parse_contact_id(text).value_or(0);
    if (list.members.erase(id) > 0) {
      update.removed.push_back(text);
    } else if (state.store.find_live(id) == nullptr) {
      update.missing.push_back(text);
    }
  }
  for (const std::string& text : to_add) {
    const ContactId id = parse_contact_id(text).value_or(0);
    if (state.store.find_live(id) == nullptr) {
      update.missing.push_back(text);
    } else if (list.members.emplace(id, state.now()).second) {
      update.added.push_back(text);
    }
  }
  return update;
}

/// The list that a call changes, which no filters make (F110).
Outcome<ContactList*> find_static_list(const Call& call) {
  auto list = find_list(call);
  if (list && (*list)->is_dynamic()) {
    return bad_request("The members of a DYNAMIC list cannot be changed");
  }
  return list;
}

/// The whole body as a JSON list.
Outcome<std::vector<std::string>> read_id_body(const Request& request) {
  const auto body = read_json(request);
  return body ? read_ids(request, *body) : body.problem();
}

}  // namespace

Answer list_memberships(Call& call) {
  const auto page = read_page(call.request.query, kMembersDefault, kMembersMax);
  const auto list = find_list(call);
  if (!page || !list) {
    return page ? list.problem() : page.problem();
  }
  const std::vector<Member> members = members_of(call.state, **list);
  auto member = std::ranges::lower_bound(members, page->after, {}, &Member::first);
  std::string body = "{\"results\":[";
  for (std::size_t shown = 0; member != members.end() && shown < page->limit; ++member, ++shown) {
    append_member(body, *member);
  }
  body += ']';
  if (member != members.end()) {
    body += paging_text(call.request, std::to_string(member->first));
  }
  return json_answer(200, body + ",\"total\":" + std::to_string(members.size()) + "}");
}

Answer list_memberships_in_join_order(Call& call) {
  Query without_after = call.request.query;
  std::erase_if(without_after, [](const auto& parameter) { return parameter.first == "after"; });
  const auto page = read_page(without_after, kMembersDefault, kMembersMax);
  const auto list = find_list(call);
  if (!page || !list) {
    return page ? list.problem() : page.problem();
  }
  Member first{0, Instant{}};
  if (const auto after = find_value(call.request.query, "after"); after && !after->empty()) {
    const auto cursor = parse_join_cursor(*after);
    if (!cursor) {
      return malformed_parameter("after", *after);  // F79
    }
    first = *cursor;
  }
  std::vector<Member> members = members_of(call.state, **list);
  std::ranges::sort(members, joined_before);
  auto member = std::ranges::lower_bound(members, first, joined_before);
  std::string body = "{\"results\":[";
  for (std::size_t shown = 0; member != members.end() && shown < page->limit; ++member, ++shown) {
    append_member(body, *member);
  }
  body += ']';
  if (member != members.end()) {
    body += paging_text(call.request, join_cursor(*member));
  }
  return json_answer(200, body + ",\"total\":" + std::to_string(members.size()) + "}");
}

Answer add_memberships(Call& call) {
  const auto list = find_static_list(call);
  const auto ids = read_id_body(call.request);
  if (!list || !ids) {
    return list ? ids.problem() : list.problem();
  }
  return update_answer(change_members(call.state, **list, *ids, {}));
}

Answer remove_memberships(Call& call) {
  const auto list = find_static_list(call);
  const auto ids = read_id_body(call.request);
  if (!list || !ids) {
    return list ? ids.problem() : list.problem();
  }
  return update_answer(change_members(call.state, **list, {}, *ids));
}

Answer add_and_remove_memberships(Call& call) {
  const auto list = find_static_list(call);
  const auto body = read_body(call.request);
  if (!list || !body) {
    return list ? body.problem() : list.problem();
  }
  const auto to_add = read_ids(call.request, body->value("recordIdsToAdd", Json::array()));
  const auto to_remove = read_ids(call.request, body->value("recordIdsToRemove", Json::array()));
  if (!to_add || !to_remove) {
    return to_add ? to_remove.problem() : to_add.problem();
  }
  return update_answer(change_members(call.state, **list, *to_add, *to_remove));
}

Answer add_memberships_from_list(Call& call) {
  const auto list = find_static_list(call);
  const auto source = find_list(call, "source");
  if (!list || !source) {
    return list ? source.problem() : list.problem();
  }
  for (const auto& [id, joined] : members_of(call.state, **source)) {
    (*list)->members.emplace(id, call.now());
  }
  return no_content();
}

Answer remove_all_memberships(Call& call) {
  const auto list = find_static_list(call);
  if (!list) {
    return list.problem();
  }
  if ((*list)->members.size() >= kRemoveAllMembers) {
    return bad_request("The list has " + std::to_string((*list)->members.size()) +
                       " members: all can be removed from fewer than 100,000 only");
  }
  (*list)->members.clear();
  return no_content();
}

Answer list_memberships_of_record(Call& call) {
  if (call.captures.at("type") != kContactTypeId) {
    return not_found();
  }
  const Outcome<ContactState> contact = find_contact(call.state, call.captures.at("id"), "");
  if (!contact) {
    return contact.problem();
  }
  const std::vector<std::string> lists = lists_of(call.state, (*contact)->id);
  return json_answer(200, "{\"results\":[" + join(lists, ",") +
                              "],\"total\":" + std::to_string(lists.size()) + "}");
}

Answer read_memberships_of_records(Call& call) {
  const auto body = read_batch_body(call.request, kRecordsMax);
  if (!body) {
    return body.problem();
  }
  BatchResults results;
  for (const nlohmann::json& input : body->at("inputs")) {
    const auto type = input.is_object() ? optional_text(input, "objectTypeId") : std::nullopt;
    const auto id = input.is_object() ? optional_text(input, "recordId") : std::nullopt;
    if (!type || !id || type->empty() || id->empty()) {
      return malformed_json(call.request.body, "Cannot deserialize value of RecordIdInput");
    }
    const Outcome<ContactState> contact = *type == kContactTypeId
                                              ? find_contact(call.state, *id, "")
                                              : Outcome<ContactState>(not_found());
    if (!contact) {
      results.missing.push_back(*id);
      continue;
    }
    std::string text = "{";
    append_json_name(text, "objectTypeId");
    append_json_string(text, *type);
    append_json_name(text, "recordId");
    append_json_string(text, *id);
    results.texts.push_back(text + ",\"recordListMemberships\":[" +
                            join(lists_of(call.state, (*contact)->id), ",") + "]}");
  }
  return batch_answer(results, 200, call.now());
}

}  // namespace lockstep::sim::hubspot
