#include "names.h"

#include <algorithm>
#include <array>
#include <set>

#include "lockstep/base/text.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr std::size_t kRefBytesMax = 32;
constexpr std::string_view kRegion = "US";  ///< Of numbers without a country, as in every scenario.

std::string item_text(const Json& fields, const char* field, const char* key) {
  const Json& items = member(fields, field);
  return items.is_array() && !items.empty() ? text(items.front(), key) : "";
}

std::string name_of(Service service, const Json& fields) {
  const bool is_hubspot = service == Service::hubspot;
  const std::string first =
      is_hubspot ? text(fields, "firstname") : item_text(fields, "names", "givenName");
  const std::string last =
      is_hubspot ? text(fields, "lastname") : item_text(fields, "names", "familyName");
  return std::string(trim(first + ' ' + last));
}

std::string email_of(Service service, const Json& fields) {
  return service == Service::hubspot ? text(fields, "email")
                                     : item_text(fields, "emailAddresses", "value");
}

std::string phone_of(Service service, const Json& fields) {
  return service == Service::hubspot ? text(fields, "phone")
                                     : item_text(fields, "phoneNumbers", "value");
}

/// Small letters, digits and '-': a ref comes from strangers' data.
std::string slug(std::string_view text) {
  std::string slug;
  for (const char letter : text.substr(0, text.find('@'))) {
    const char small = ascii_lower_letter(letter);
    const bool is_plain = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
    if (is_plain) {
      slug += small;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  slug.resize(std::min(slug.size(), kRefBytesMax));
  while (slug.ends_with('-')) {
    slug.pop_back();
  }
  return slug.empty() ? "contact" : slug;
}

/// The queries that could mean a record, the surest first.
std::vector<RecordQuery> queries_of(Service service, const Json& fields) {
  std::vector<RecordQuery> queries;
  const auto add = [&](std::string RecordQuery::*part, std::string value) {
    if (!value.empty()) {
      RecordQuery query;
      query.*part = std::move(value);
      queries.push_back(std::move(query));
    }
  };
  add(&RecordQuery::email, email_of(service, fields));
  add(&RecordQuery::name, name_of(service, fields));
  add(&RecordQuery::phone, phone_of(service, fields));
  return queries;
}

OrderedJson query_json(const RecordQuery& query) {
  return !query.email.empty()  ? OrderedJson{{"email", query.email}}
         : !query.name.empty() ? OrderedJson{{"name", query.name}}
                               : OrderedJson{{"phone", query.phone}};
}

constexpr std::array kQueryKinds = {QueryKind::email, QueryKind::name, QueryKind::phone};

/// Without doubles. Empty for what is in Trash.
std::set<std::string> keys_of(const History& history, QueryKind kind) {
  std::vector<std::string> keys;
  if (history.record.service == Service::google) {
    sim::GoogleContactView view;
    view.folder = history.last_place.folder.value_or(sim::GoogleFolder::contacts);
    view.person = std::make_shared<const Json>(history.last);
    if (view.folder != sim::GoogleFolder::trash) {
      keys = keys_of(view, kind, kRegion);
    }
  } else {
    sim::HubSpotContactView view;
    for (const auto& [name, value] : history.last.items()) {
      view.properties[name] = value.is_string() ? value.get<std::string>() : "";
    }
    keys = keys_of(view, kind, kRegion);
  }
  return {keys.begin(), keys.end()};
}

}  // namespace

Names::Names(const Histories& histories) {
  std::set<std::string> taken;
  for (const History& history : histories.records) {
    if (history.by_connector) {
      continue;
    }
    const Service service = history.record.service;
    const std::string name = name_of(service, history.first);
    const std::string base = slug(name.empty() ? email_of(service, history.first) : name);
    const std::string suffix = service == Service::hubspot ? "" : "-g";
    std::string ref = base + suffix;
    for (int number = 2; !taken.insert(ref).second; ++number) {
      ref = base + "-" + std::to_string(number) + suffix;
    }
    refs_[history.record] = ref;
  }
  for (const History& history : histories.records) {
    for (const QueryKind kind : kQueryKinds) {
      for (const std::string& key :
           history.lives ? keys_of(history, kind) : std::set<std::string>()) {
        found_by_[{history.record.service, kind, key}].push_back(&history);
      }
    }
  }
}

std::string Names::ref(const RecordId& record) const {
  const auto found = refs_.find(record);
  return found == refs_.end() ? "" : found->second;
}

OrderedJson Names::in_step(const History& history) const {
  if (const std::string name = ref(history.record); !name.empty()) {
    return name;
  }
  const auto queries = queries_of(history.record.service, history.first);
  return queries.empty() ? OrderedJson{{"name", ""}} : query_json(queries.front());
}

Names::Meant Names::at_the_end(const History& history) const {
  if (const std::string name = ref(history.record); !name.empty()) {
    return {name, {&history}};
  }
  Meant best{nullptr, {}};
  for (const RecordQuery& query : queries_of(history.record.service, history.last)) {
    const auto found =
        found_by_.find({history.record.service, kind_of(query), key_of(query, kRegion)});
    if (found != found_by_.end() &&
        (best.query.is_null() || found->second.size() < best.fitting.size())) {
      best = {query_json(query), found->second};
    }
  }
  return best;
}

}  // namespace lockstep::scenario::lifting
