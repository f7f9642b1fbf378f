#include "search_request.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "lockstep/base/text.h"

#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kCompanyProperty = "associations.company";  // F60

/// Stands for the pseudo-property: ids of companies are numbers.
const PropertyDefinition& company_definition() {
  static const PropertyDefinition kDefinition = [] {
    PropertyDefinition definition;
    definition.name = kCompanyProperty;
    definition.type = "number";
    return definition;
  }();
  return kDefinition;
}

/// hs_object_id as an index has it that keeps ids as texts (U10).
const PropertyDefinition& text_id_definition() {
  static const PropertyDefinition kDefinition = [] {
    PropertyDefinition definition;
    definition.name = "hs_object_id";
    definition.type = "string";
    return definition;
  }();
  return kDefinition;
}

/// 0, which is nobody's, for what is no id.
std::uint64_t record_id_of(const SearchKey& key) {
  constexpr double kTooLarge = 9e18;
  return key.number > 0 && key.number < kTooLarge ? static_cast<std::uint64_t>(key.number) : 0;
}

/// The companies that a filter names; none named: any.
std::set<std::uint64_t> companies_in(const Filter& filter) {
  std::set<std::uint64_t> ids;
  for (const SearchKey& key : filter.values) {
    ids.insert(record_id_of(key));
  }
  if (operands_of(filter.op) == OperandShape::value) {
    ids.insert(record_id_of(filter.value));
  }
  return ids;
}

/// Reads one search body; the first problem ends it.
class Reader {
 public:
  Reader(std::string_view text, const SearchedPortal& portal) : text_(text), portal_(portal) {}

  Outcome<SearchRequest> read(const Json& body) const {
    SearchRequest request;
    Outcome<std::vector<FilterGroup>> groups = read_groups(body);
    if (!groups) {
      return groups.problem();
    }
    request.groups = std::move(*groups);
    Outcome<std::optional<SearchSort>> sort = read_sort(body);
    if (!sort) {
      return sort.problem();
    }
    request.sort = *sort;
    const auto query = optional_text(body, "query");
    const auto properties = optional_texts(body, "properties");
    if (!query || !properties) {
      return malformed("query, properties");
    }
    request.query = *query;
    request.properties = *properties;
    if (const auto problem = read_page(body, request)) {
      return *problem;
    }
    return request;
  }

 private:
  [[nodiscard]] Problem malformed(std::string_view what) const {
    return malformed_json(text_, "Cannot deserialize value of " + std::string(what));
  }

  [[nodiscard]] std::optional<Problem> read_page(const Json& body, SearchRequest& request) const {
    const auto limit_text = optional_text(body, "limit");
    const auto after_text = optional_text(body, "after");
    if (!limit_text || !after_text) {
      return malformed("limit, after");
    }
    const auto limit = limit_text->empty() ? request.limit : parse_count(*limit_text);
    const auto after = after_text->empty() ? request.after : parse_count(*after_text);
    if (!after) {  // F55
      return bad_request("You must format the value in the `after` parameter as an integer");
    }
    if (!limit || *limit > kSearchLimitMax) {
      return bad_request("limit must be between 0 and " + std::to_string(kSearchLimitMax));
    }
    const bool is_across_bound = *after + *limit > kSearchResultsMax;
    if (*after >= kSearchResultsMax ||
        (is_across_bound && portal_.options.search_pages_across_bound_refused)) {
      return bad_request("Paging beyond " + std::to_string(kSearchResultsMax) +
                         " results is not supported");
    }
    request.limit = *limit;
    request.after = *after;
    return std::nullopt;
  }

  [[nodiscard]] Outcome<std::vector<FilterGroup>> read_groups(const Json& body) const {
    std::vector<FilterGroup> groups;
    std::size_t filter_count = 0;
    const Json given = body.value("filterGroups", Json::array());
    if (!given.is_array()) {
      return malformed("filterGroups");
    }
    std::vector<Json> filter_lists;
    for (const Json& group : given) {
      filter_lists.push_back(group.is_object() ? group.value("filters", Json::array()) : Json());
    }
    if (body.contains("filters")) {  // One group without its frame (F60).
      filter_lists.push_back(body["filters"]);
    }
    for (const Json& filters : filter_lists) {
      Outcome<FilterGroup> group = read_group(filters);
      if (!group) {
        return group.problem();
      }
      filter_count += group->size();
      groups.push_back(std::move(*group));
    }
    const HubSpotOptions& options = portal_.options;
    if (groups.size() > options.search_groups_max || filter_count > options.search_filters_max) {
      return bad_request("too many filterGroups or filters (max allowed: " +
                         std::to_string(options.search_groups_max) + " groups, " +
                         std::to_string(options.search_filters_max) + " filters)");
    }
    return groups;
  }

  [[nodiscard]] Outcome<FilterGroup> read_group(const Json& filters) const {
    FilterGroup group;
    if (!filters.is_array()) {
      return malformed("filters");
    }
    if (filters.size() > portal_.options.search_group_filters_max) {
      return bad_request(
          "too many filters per filterGroup (count: " + std::to_string(filters.size()) +
          ", max allowed: " + std::to_string(portal_.options.search_group_filters_max) + ")");
    }
    for (const Json& json : filters) {
      Outcome<Filter> filter = read_filter(json);
      if (!filter) {
        return filter.problem();
      }
      group.push_back(std::move(*filter));
    }
    return group;
  }

  [[nodiscard]] Outcome<Filter> read_filter(const Json& json) const {
    if (!json.is_object()) {
      return malformed("Filter");
    }
    const auto name = optional_text(json, "propertyName");
    const auto op_text = optional_text(json, "operator");
    if (!name || !op_text || name->empty() || op_text->empty()) {
      return malformed_json(
          text_,
          "Cannot build Filter, some of required attributes are not set [propertyName, operator]");
    }
    const auto op = parse_operator(*op_text);
    const bool by_company = *name == kCompanyProperty;
    const PropertyDefinition* property = by_company ? &company_definition() : find_property(*name);
    if (!op) {
      return malformed("operator from \"" + *op_text + "\"");
    }
    if (property == nullptr) {
      return bad_request("There was a problem with the request: property " + *name +
                         " does not exist");
    }
    Filter filter{property, *op, {}, {}, {}};
    if (const auto problem = read_operands(json, filter)) {
      return *problem;
    }
    return by_company ? filter_by_company(std::move(filter)) : Outcome<Filter>(std::move(filter));
  }

  /// Associations are known to searches at once: assumed
  /// (hubspot.search.associations-details).
  [[nodiscard]] Outcome<Filter> filter_by_company(Filter filter) const {
    switch (filter.op) {
      case Operator::eq:
      case Operator::neq:
      case Operator::in:
      case Operator::not_in:
      case Operator::has_property:
      case Operator::not_has_property: break;
      default:
        return bad_request("There was a problem with the request: " + filter.property->name +
                           " cannot be compared like this");
    }
    filter.contacts =
        portal_.associations.contacts_of(*find_associated_type("companies"), companies_in(filter));
    return filter;
  }

  [[nodiscard]] const PropertyDefinition* find_property(std::string_view name) const {
    return portal_.options.search_ids_are_texts && name == "hs_object_id"
               ? &text_id_definition()
               : portal_.schema.find(name);
  }

  [[nodiscard]] std::optional<Problem> read_operands(const Json& json, Filter& filter) const {
    const OperandShape shape = operands_of(filter.op);
    if (shape == OperandShape::none) {
      return std::nullopt;
    }
    if (shape == OperandShape::values) {
      return read_values(json, filter);
    }
    if (auto problem = read_operand(json, "value", filter, filter.value)) {
      return problem;
    }
    return shape == OperandShape::value_and_high_value
               ? read_operand(json, "highValue", filter, filter.high_value)
               : std::nullopt;
  }

  [[nodiscard]] static std::optional<Problem> read_operand(const Json& json, const char* name,
                                                           const Filter& filter, SearchKey& key) {
    const auto text = optional_text(json, name);
    if (!text || text->empty()) {
      return bad_request("There was a problem with the request: a filter on " +
                         filter.property->name + " needs \"" + name + "\"");
    }
    const auto read = search_key(*filter.property, *text);
    if (!read) {
      return bad_request("There was a problem with the request: " + *text + " is no value of " +
                         filter.property->name);
    }
    key = *read;
    return std::nullopt;
  }

  [[nodiscard]] static std::optional<Problem> read_values(const Json& json, Filter& filter) {
    const auto texts = optional_texts(json, "values");
    if (!texts || texts->empty()) {
      return bad_request("There was a problem with the request: a filter on " +
                         filter.property->name + " needs \"values\"");
    }
    for (const std::string& text : *texts) {
      const bool as_given = comparison_of(*filter.property) != Comparison::number;
      const auto key =
          as_given ? SearchKey{0, text} : search_key(*filter.property, text).value_or(SearchKey{});
      filter.values.insert(key);
    }
    return std::nullopt;
  }

  [[nodiscard]] Outcome<std::optional<SearchSort>> read_sort(const Json& body) const {
    const Json sorts = body.value("sorts", Json::array());
    if (!sorts.is_array() && !sorts.is_null()) {
      return malformed("sorts");
    }
    if (sorts.empty()) {
      return std::optional<SearchSort>();
    }
    if (sorts.size() > 1) {  // F56
      return bad_request("There was a problem with the request: only one sort is supported");
    }
    const Json& sort = sorts.front();
    if (sort.is_string()) {  // "-createdate" (F10)
      const std::string text = sort.get<std::string>();
      const bool descending = text.starts_with('-');
      return sort_by(descending ? text.substr(1) : text, descending);
    }
    const auto name = sort.is_object() ? optional_text(sort, "propertyName") : std::nullopt;
    const auto direction = sort.is_object() ? optional_text(sort, "direction") : std::nullopt;
    if (!name || !direction) {
      return malformed("Sort");
    }
    return sort_by(*name, *direction == "DESCENDING");
  }

  [[nodiscard]] Outcome<std::optional<SearchSort>> sort_by(const std::string& name,
                                                           bool descending) const {
    const PropertyDefinition* property = find_property(name);
    if (property == nullptr) {
      return bad_request("There was a problem with the request: property " + name +
                         " does not exist");
    }
    return std::optional(SearchSort{property, descending});
  }

  std::string_view text_;
  const SearchedPortal& portal_;
};

}  // namespace

Outcome<SearchRequest> read_search_request(const Json& body, std::string_view text,
                                           const SearchedPortal& portal) {
  return Reader(text, portal).read(body);
}

}  // namespace lockstep::sim::hubspot
