/// Operations on lists of contacts: /crm/v3/lists (F109 to F112).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "account_user.h"
#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "list_call.h"
#include "list_filter.h"
#include "list_members.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kContactTypeId = "0-1";
constexpr std::size_t kSearchDefault = 20;  // F111
constexpr std::size_t kSearchMax = 500;     // F111

// Assumed (hubspot.lists.limits).
constexpr std::size_t kNameMax = 500;

void append_list(std::string& out, const ContactList& list) {
  const auto text = [&](std::string_view name, std::string_view value) {
    append_json_name(out, name);
    append_json_string(out, value);
  };
  out += '{';
  text("listId", std::to_string(list.id));
  append_json_name(out, "listVersion");
  out += std::to_string(list.version);
  text("createdAt", format_timestamp(list.created));
  text("updatedAt", format_timestamp(list.updated));
  text("filtersUpdatedAt", format_timestamp(list.filters_updated));
  text("processingStatus", "COMPLETE");
  text("createdById", std::to_string(kUserId));
  text("updatedById", std::to_string(kUserId));
  text("processingType", list.processing_type);
  text("objectTypeId", kContactTypeId);
  text("name", list.name);
}

std::string list_text(PortalState& state, const ContactList& list, bool with_filters) {
  std::string text;
  append_list(text, list);
  if (with_filters && list.is_dynamic()) {
    append_json_name(text, "filterBranch");
    text += list.filter_branch;
  }
  return text + ",\"size\":" + std::to_string(members_of(state, list).size()) + "}";
}

/// As a search shows it: with the additional properties that are always there (F111).
std::string found_list_text(PortalState& state, const ContactList& list) {
  std::string text;
  append_list(text, list);
  return text + R"(,"additionalProperties":{"hs_list_size":")" +
         std::to_string(members_of(state, list).size()) + "\"}}";
}

struct ListSearch {
  std::string query;
  std::size_t offset = 0;
  std::size_t count = kSearchDefault;
  std::set<std::string> ids;
  std::set<std::string> processing_types;

  [[nodiscard]] bool finds(const ContactList& list) const {
    return !list.deleted && ascii_lower(list.name).find(query) != std::string::npos &&
           (ids.empty() || ids.contains(std::to_string(list.id))) &&
           (processing_types.empty() || processing_types.contains(list.processing_type));
  }
};

Outcome<ListSearch> read_list_search(const Request& request, const Json& body) {
  const auto query = optional_text(body, "query");
  const auto offset = optional_text(body, "offset");
  const auto count = optional_text(body, "count");
  const auto object_type = optional_text(body, "objectTypeId");
  const auto ids = optional_texts(body, "listIds");
  const auto types = optional_texts(body, "processingTypes");
  const auto additional = optional_texts(body, "additionalProperties");
  if (!query || !offset || !count || !object_type || !ids || !types || !additional) {
    return malformed_json(request.body, "Cannot deserialize value of a list search");
  }
  ListSearch search;
  const auto offset_number = offset->empty() ? search.offset : parse_count(*offset);
  const auto count_number = count->empty() ? search.count : parse_count(*count);
  if (!offset_number || !count_number || *count_number > kSearchMax) {
    return bad_request("count must be between 0 and " + std::to_string(kSearchMax));
  }
  if (!object_type->empty() && *object_type != kContactTypeId) {
    search.ids = {"none of this type"};
    return search;
  }
  search.query = ascii_lower(*query);
  search.offset = *offset_number;
  search.count = *count_number;
  search.ids.insert(ids->begin(), ids->end());
  search.processing_types.insert(types->begin(), types->end());
  return search;
}

/// Assumed (hubspot.lists.names): no two lists have the same name.
std::optional<Problem> problem_with_name(PortalState& state, const std::string& name) {
  if (trim(name).empty() || name.size() > kNameMax || !is_valid_utf8(name)) {
    return bad_request("A list needs a name of at most " + std::to_string(kNameMax) + " bytes");
  }
  if (state.lists.find(name) != nullptr) {
    return bad_request("A list with name '" + name + "' already exists");
  }
  return std::nullopt;
}

}  // namespace

Answer create_list(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto name = optional_text(*body, "name");
  const auto object_type = optional_text(*body, "objectTypeId");
  const auto processing_type = optional_text(*body, "processingType");
  if (!name || !object_type || !processing_type || object_type->empty() ||
      processing_type->empty()) {
    return malformed_json(call.request.body,
                          "Cannot build ListCreateRequest, some of required attributes are not set "
                          "[name, objectTypeId, processingType]");
  }
  if (*object_type != kContactTypeId) {
    return bad_request("Lists of " + *object_type + " are not simulated");
  }
  if (*processing_type != "MANUAL" && *processing_type != "SNAPSHOT" &&
      *processing_type != "DYNAMIC") {
    return bad_request("There is no processing type " + *processing_type);
  }
  const bool is_dynamic = *processing_type == "DYNAMIC";
  const auto filters = body->find("filterBranch");
  const bool has_filters = filters != body->end() && !filters->is_null();
  if (is_dynamic != has_filters) {
    return bad_request(is_dynamic ? "A DYNAMIC list needs a filterBranch"
                                  : "Filters of a " + *processing_type + " list are not simulated");
  }
  if (is_dynamic) {
    if (const auto search = read_filter_branch(*filters, call.state.schema); !search) {
      return search.problem();
    }
  }
  if (const auto problem = problem_with_name(call.state, *name)) {
    return *problem;
  }
  ContactList* const list =
      call.state.lists.find(call.state.lists.add(*name, *processing_type, call.now()));
  list->filter_branch = is_dynamic ? shown_filter_branch(*filters).dump() : "";
  return json_answer(200, "{\"list\":" + list_text(call.state, *list, true) + "}");
}

Answer get_list(Call& call) {
  const auto list = find_list(call);
  const auto with_filters = read_flag(call.request.query, "includeFilters");
  if (!list || !with_filters) {
    return list ? with_filters.problem() : list.problem();
  }
  return json_answer(200, "{\"list\":" + list_text(call.state, **list, *with_filters) + "}");
}

Answer get_list_by_name(Call& call) {
  ContactList* const list = call.captures.at("type") == kContactTypeId
                                ? call.state.lists.find(call.captures.at("name"))
                                : nullptr;
  const auto with_filters = read_flag(call.request.query, "includeFilters");
  if (list == nullptr || !with_filters) {
    return list == nullptr ? not_found() : with_filters.problem();
  }
  return json_answer(200, "{\"list\":" + list_text(call.state, *list, *with_filters) + "}");
}

/// Assumed (hubspot.lists.unknown-ids): ids that are no list are left out.
Answer get_lists(Call& call) {
  const auto with_filters = read_flag(call.request.query, "includeFilters");
  if (!with_filters) {
    return with_filters.problem();
  }
  std::vector<std::string> lists;
  for (const std::string& id : requested_names(call.request.query, "listIds")) {
    if (const auto* const list = call.state.lists.find(parse_count(id).value_or(0))) {
      lists.push_back(list_text(call.state, *list, *with_filters));
    }
  }
  return json_answer(200, "{\"lists\":[" + join(lists, ",") + "]}");
}

Answer update_list_filters(Call& call) {
  const auto list = find_list(call);
  const auto body = read_body(call.request);
  if (!list || !body) {
    return list ? body.problem() : list.problem();
  }
  if (!(*list)->is_dynamic()) {
    return bad_request("Only a DYNAMIC list has filters");
  }
  const Json branch = body->value("filterBranch", Json());
  if (const auto search = read_filter_branch(branch, call.state.schema); !search) {
    return search.problem();
  }
  (*list)->filter_branch = shown_filter_branch(branch).dump();
  (*list)->updated = call.now();
  (*list)->filters_updated = call.now();
  ++(*list)->version;
  return json_answer(200, "{\"updatedList\":" + list_text(call.state, **list, true) + "}");
}

Answer search_lists(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto search = read_list_search(call.request, *body);
  if (!search) {
    return search.problem();
  }
  std::vector<std::string> shown;
  std::size_t total = 0;
  for (const auto& [id, list] : call.state.lists.all()) {
    if (!search->finds(list)) {
      continue;
    }
    if (total >= search->offset && shown.size() < search->count) {
      shown.push_back(found_list_text(call.state, list));
    }
    ++total;
  }
  const std::size_t next = search->offset + shown.size();
  return json_answer(200, "{\"offset\":" + std::to_string(next) +
                              ",\"hasMore\":" + (next < total ? "true" : "false") + ",\"lists\":[" +
                              join(shown, ",") + "],\"total\":" + std::to_string(total) + "}");
}

Answer rename_list(Call& call) {
  const auto list = find_list(call);
  if (!list) {
    return list.problem();
  }
  const std::string name(find_value(call.request.query, "listName").value_or(""));
  if (name != (*list)->name) {
    if (const auto problem = problem_with_name(call.state, name)) {
      return *problem;
    }
    (*list)->name = name;
    (*list)->updated = call.now();
    ++(*list)->version;
  }
  return json_answer(200, "{\"updatedList\":" + list_text(call.state, **list, false) + "}");
}

Answer delete_list(Call& call) {
  const auto list = find_list(call);
  if (!list) {
    return list.problem();
  }
  (*list)->deleted = call.now();
  return no_content();
}

Answer restore_list(Call& call) {
  ContactList* const list =
      call.state.lists.find_deleted(parse_count(call.captures.at("list")).value_or(0), call.now());
  if (list == nullptr) {
    return find_list(call) ? Answer(no_content()) : Answer(not_found());
  }
  if (const auto problem = problem_with_name(call.state, list->name)) {
    return *problem;
  }
  list->deleted.reset();
  return no_content();
}

}  // namespace lockstep::sim::hubspot
