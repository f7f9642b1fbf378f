/// No request that no sync may make.

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "lockstep/base/url.h"

#include "checkers/standing.h"

namespace lockstep::scenario {
namespace {

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// A merge takes a record away as well.
constexpr std::array<std::string_view, 6> kDeletions = {
    "crm.contacts.archive", "crm.contacts.batch.archive", "crm.contacts.gdprDelete",
    "crm.contacts.merge",   "people.deleteContact",       "people.batchDeleteContacts"};

constexpr std::array<std::string_view, 10> kContactWrites = {
    "crm.contacts.create",        "crm.contacts.update",
    "crm.contacts.batch.create",  "crm.contacts.batch.update",
    "crm.contacts.batch.upsert",  "people.createContact",
    "people.updateContact",       "people.batchCreateContacts",
    "people.batchUpdateContacts", "otherContacts.copyOtherContactToMyContactsGroup"};

/// Judged by DEL-1 alone where the object is a contact.
bool writes_another_object(const sim::JournalEntry& entry) {
  if (entry.operation == "unknown") {
    return entry.request.method != Method::get;
  }
  return entry.mutation && !is_one_of(kContactWrites, entry.operation) &&
         !is_one_of(kDeletions, entry.operation);
}

struct Limit {
  std::string_view operation;
  std::string_view query;  ///< A query parameter that is a number, or that is repeated; or empty.
  std::string_view list;   ///< A list in the body, or a number; or empty.
  std::size_t most;
  std::string_view fact;
};

// clang-format off
constexpr std::array kLimits = {
    Limit{"people.connections.list",     "pageSize",      "",         1000, "G15"},
    Limit{"otherContacts.list",          "pageSize",      "",         1000, "G15"},
    Limit{"contactGroups.list",          "pageSize",      "",         1000, "G15"},
    Limit{"people.getBatchGet",          "resourceNames", "",          200, "G section 2"},
    Limit{"people.batchCreateContacts",  "",              "contacts",  200, "G section 2"},
    Limit{"people.batchUpdateContacts",  "",              "contacts",  200, "G section 2"},
    Limit{"people.batchDeleteContacts",  "",              "resourceNames", 500, "G section 2"},
    Limit{"crm.contacts.getPage",        "limit",         "",          100, "F29"},
    Limit{"crm.contacts.batch.read",     "",              "inputs",    100, "F32"},
    Limit{"crm.contacts.batch.create",   "",              "inputs",    100, "F80"},
    Limit{"crm.contacts.batch.update",   "",              "inputs",    100, "F80"},
    Limit{"crm.contacts.batch.upsert",   "",              "inputs",    100, "F80"},
    Limit{"crm.contacts.search",         "",              "limit",     200, "F55"},
    Limit{"crm.contacts.search",         "",              "filterGroups", 5, "F54"},
};
// clang-format on

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::size_t asked_in_query(const Request& request, std::string_view name) {
  const auto times =
      static_cast<std::size_t>(std::ranges::count(request.query, name, &Query::value_type::first));
  const auto value = find_value(request.query, name);
  return name == "resourceNames" ? times : number(value.value_or("0"));
}

std::size_t asked_in_body(const Json& body, std::string_view key) {
  const auto member = body.is_object() ? body.find(std::string(key)) : body.end();
  if (!body.is_object() || member == body.end()) {
    return 0;
  }
  if (member->is_number_unsigned()) {
    return member->get<std::size_t>();
  }
  return member->is_string() ? number(member->get_ref<const std::string&>()) : member->size();
}

/// At most 6 filters in a group and 18 in all (F54), and no page beyond 10,000 results (F57).
std::string search_excess(const Json& body) {
  constexpr std::size_t kFiltersInGroup = 6;
  constexpr std::size_t kFilters = 18;
  constexpr std::size_t kResults = 10'000;
  std::size_t filters = 0;
  if (body.is_object() && body.contains("filterGroups") && body.at("filterGroups").is_array()) {
    for (const Json& group : body.at("filterGroups")) {
      const std::size_t in_group = asked_in_body(group, "filters");
      filters += in_group;
      if (in_group > kFiltersInGroup) {
        return std::to_string(in_group) + " filters in a group, at most 6 (F54)";
      }
    }
  }
  if (filters > kFilters) {
    return std::to_string(filters) + " filters, at most 18 (F54)";
  }
  return asked_in_body(body, "after") >= kResults ? "a page beyond 10,000 results (F57)" : "";
}

/// What a request asks for beyond a limit, or "".
std::string excess(const sim::JournalEntry& entry) {
  constexpr std::size_t kUrlBytes = 16'000;
  if (format_target(entry.request).size() > kUrlBytes) {
    return "a URL of more than 16,000 bytes";
  }
  const bool has_body = !entry.request.body.empty();
  const Json body = has_body ? Json::parse(entry.request.body, nullptr, false) : Json(nullptr);
  for (const Limit& limit : kLimits) {
    if (limit.operation != entry.operation) {
      continue;
    }
    const std::size_t asked = limit.query.empty() ? asked_in_body(body, limit.list)
                                                  : asked_in_query(entry.request, limit.query);
    if (asked > limit.most) {
      return std::to_string(asked) + " " +
             std::string(limit.query.empty() ? limit.list : limit.query) + ", at most " +
             std::to_string(limit.most) + " (" + std::string(limit.fact) + ")";
    }
  }
  return entry.operation == "crm.contacts.search" ? search_excess(body) : "";
}

template <class Fits>
Finding none_of(const Story& story, const std::string& what, Fits fits) {
  std::vector<std::uint64_t> found;
  std::string first;
  bool exercised = false;
  for (const sim::JournalEntry& entry : story.journal().entries()) {
    if (!is_request(entry)) {
      continue;
    }
    exercised = true;
    if (const std::string wrong = fits(entry); !wrong.empty()) {
      found.push_back(entry.sequence);
      first = first.empty() ? wrong : first;
    }
  }
  if (!found.empty()) {
    return broken(what, "none", first, std::move(found));
  }
  return exercised ? held("no such request: " + what) : not_exercised("no request was made");
}

/// Mutations for one account of Google wait for each other's answers (G19).
Finding judge_one_at_a_time(const Story& story) {
  std::map<std::string, std::size_t> mutations;
  std::vector<std::uint64_t> concurrent;
  for (const sim::JournalEntry& entry : story.journal().entries()) {
    if (entry.source == "google" && entry.mutation) {
      ++mutations[entry.account];
      if (entry.concurrent) {
        concurrent.push_back(entry.sequence);
      }
    }
  }
  if (!concurrent.empty()) {
    const std::string number = std::to_string(concurrent.size());
    return broken("mutations for one Google account were sent side by side", "one at a time",
                  number + " that did not wait for an answer", std::move(concurrent));
  }
  const bool had_choice =
      std::ranges::any_of(mutations, [](const auto& entry) { return entry.second > 1; });
  return had_choice ? held("mutations for a Google account go one at a time")
                    : not_exercised("no Google account had two mutations");
}

}  // namespace

std::vector<StandingFinding> judge_requests(const Story& story) {
  std::vector<StandingFinding> findings;
  findings.push_back(
      {"DEL-1"_rule,
       none_of(story, "the sync deletes, archives or merges", [](const sim::JournalEntry& entry) {
         return is_one_of(kDeletions, entry.operation) ? entry.operation : std::string();
       })});
  findings.push_back({"CON-2"_rule, none_of(story, "the sync writes something other than contacts",
                                            [](const sim::JournalEntry& entry) {
                                              return writes_another_object(entry)
                                                         ? entry.operation + " " +
                                                               format_target(entry.request)
                                                         : std::string();
                                            })});
  findings.push_back(
      {"LIM-7"_rule, none_of(story, "a request exceeds a documented limit", excess)});
  findings.push_back({"ROB-10"_rule, judge_one_at_a_time(story)});
  return findings;
}

}  // namespace lockstep::scenario
