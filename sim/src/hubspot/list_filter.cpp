#include "list_filter.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

// Assumed (hubspot.lists.limits).
constexpr std::size_t kBranchesMax = 60;
constexpr std::size_t kFiltersMax = 60;

struct OperatorRow {
  std::string_view type;  ///< "operationType"
  std::string_view name;  ///< "operator"
  Operator op;
};

// clang-format off
constexpr std::array kOperators{
    OperatorRow{"ALL_PROPERTY", "IS_KNOWN",                    Operator::has_property},
    OperatorRow{"ALL_PROPERTY", "IS_UNKNOWN",                  Operator::not_has_property},
    OperatorRow{"BOOL",         "IS_EQUAL_TO",                 Operator::eq},
    OperatorRow{"BOOL",         "IS_NOT_EQUAL_TO",             Operator::neq},
    OperatorRow{"ENUMERATION",  "IS_ANY_OF",                   Operator::in},
    OperatorRow{"ENUMERATION",  "IS_NONE_OF",                  Operator::not_in},
    OperatorRow{"MULTISTRING",  "IS_EQUAL_TO",                 Operator::in},
    OperatorRow{"MULTISTRING",  "IS_NOT_EQUAL_TO",             Operator::not_in},
    OperatorRow{"NUMBER",       "IS_EQUAL_TO",                 Operator::eq},
    OperatorRow{"NUMBER",       "IS_NOT_EQUAL_TO",             Operator::neq},
    OperatorRow{"NUMBER",       "IS_GREATER_THAN",             Operator::gt},
    OperatorRow{"NUMBER",       "IS_GREATER_THAN_OR_EQUAL_TO", Operator::gte},
    OperatorRow{"NUMBER",       "IS_LESS_THAN",                Operator::lt},
    OperatorRow{"NUMBER",       "IS_LESS_THAN_OR_EQUAL_TO",    Operator::lte},
    OperatorRow{"STRING",       "IS_EQUAL_TO",                 Operator::eq},
    OperatorRow{"STRING",       "IS_NOT_EQUAL_TO",             Operator::neq},
};
// clang-format on

Problem not_simulated(std::string_view what) {
  return bad_request("The filters of the list are not valid: " + std::string(what));
}

std::string text_of(const Json& object, const char* name) {
  return object.is_object() ? optional_text(object, name).value_or("") : "";
}

/// The member as a list; an empty one where it is absent.
const Json* list_of(const Json& object, const char* name) {
  static const Json kEmpty = Json::array();
  const auto found = object.find(name);
  if (found == object.end()) {
    return &kEmpty;
  }
  return found->is_array() ? &*found : nullptr;
}

bool is_negative(Operator op) { return op == Operator::neq || op == Operator::not_in; }

std::optional<Problem> read_operands(const Json& operation, Filter& filter) {
  const OperandShape shape = operands_of(filter.op);
  if (shape == OperandShape::value) {
    const auto key = search_key(*filter.property, text_of(operation, "value"));
    if (!key || text_of(operation, "value").empty()) {
      return not_simulated("a value does not fit " + filter.property->name);
    }
    filter.value = *key;
  } else if (shape == OperandShape::values) {
    const auto texts = optional_texts(operation, "values");
    if (!texts || texts->empty()) {
      return not_simulated("values are missing");
    }
    for (const std::string& text : *texts) {
      if (const auto key = search_key(*filter.property, text)) {
        filter.values.insert(*key);
      }
    }
  }
  return std::nullopt;
}

/// A value as an operation of this type has it; null for what is none.
Json typed_value(std::string_view operation_type, const std::string& text) {
  if (operation_type != "NUMBER" && operation_type != "BOOL") {
    return text;
  }
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const bool fits = operation_type == "NUMBER" ? value.is_number() : value.is_boolean();
  return fits ? value : Json();
}

std::optional<Problem> add_filter(const Json& json, const PropertySchema& schema,
                                  FilterGroup& group) {
  const PropertyDefinition* const property = schema.find(text_of(json, "property"));
  if (text_of(json, "filterType") != "PROPERTY" || property == nullptr) {
    return not_simulated("a filter is on no property");
  }
  const Json operation = json.value("operation", Json());
  const auto* const row = std::ranges::find_if(kOperators, [&](const OperatorRow& candidate) {
    return candidate.type == text_of(operation, "operationType") &&
           candidate.name == text_of(operation, "operator");
  });
  if (row == kOperators.end()) {
    return not_simulated("operator " + text_of(operation, "operator"));
  }
  Filter filter{property, row->op, {}, {}, {}};
  if (auto problem = read_operands(operation, filter)) {
    return problem;
  }
  const Json unset = operation.value("includeObjectsWithNoValueSet", Json(false));
  if (!unset.is_boolean() || (operands_of(row->op) == OperandShape::value &&
                              typed_value(row->type, text_of(operation, "value")).is_null())) {
    return not_simulated("a value is not of the operation's type");
  }
  const bool with_unset = unset == Json(true);
  const bool compares = operands_of(row->op) != OperandShape::none;
  if (compares && with_unset && !is_negative(row->op)) {
    return not_simulated("includeObjectsWithNoValueSet with " + std::string(row->name));
  }
  if (is_negative(row->op) && !with_unset) {
    group.push_back({property, Operator::has_property, {}, {}, {}});
  }
  group.push_back(std::move(filter));
  return std::nullopt;
}

Json shown_filter(const Json& filter) {
  const Json& operation = filter.at("operation");
  const std::string type = text_of(operation, "operationType");
  Json shown = {
      {"operationType", type},
      {"operator", text_of(operation, "operator")},
      {"includeObjectsWithNoValueSet", operation.value("includeObjectsWithNoValueSet", false)}};
  if (type == "ENUMERATION" || type == "MULTISTRING") {
    shown["values"] = optional_texts(operation, "values").value_or(std::vector<std::string>());
  } else if (type != "ALL_PROPERTY") {
    shown["value"] = typed_value(type, text_of(operation, "value"));
  }
  return {{"filterType", "PROPERTY"},
          {"property", text_of(filter, "property")},
          {"operation", std::move(shown)}};
}

Json shown_branch(std::string_view type, Json filters, Json branches) {
  return {{"filterBranchType", type},
          {"filterBranchOperator", type},
          {"filters", std::move(filters)},
          {"filterBranches", std::move(branches)}};
}

}  // namespace

Json shown_filter_branch(const Json& branch) {
  Json groups = Json::array();
  for (const Json& group : *list_of(branch, "filterBranches")) {
    Json filters = Json::array();
    for (const Json& filter : *list_of(group, "filters")) {
      filters.push_back(shown_filter(filter));
    }
    groups.push_back(shown_branch("AND", std::move(filters), Json::array()));
  }
  return shown_branch("OR", Json::array(), std::move(groups));
}

Outcome<SearchRequest> read_filter_branch(const Json& branch, const PropertySchema& schema) {
  const Json* const groups = branch.is_object() ? list_of(branch, "filterBranches") : nullptr;
  if (groups == nullptr || text_of(branch, "filterBranchType") != "OR" || groups->empty() ||
      groups->size() > kBranchesMax || !branch.value("filters", Json::array()).empty()) {
    return not_simulated("the outermost branch is an OR of other branches");
  }
  SearchRequest request;
  for (const Json& group_json : *groups) {
    const Json* const filters = group_json.is_object() ? list_of(group_json, "filters") : nullptr;
    if (filters == nullptr || text_of(group_json, "filterBranchType") != "AND" ||
        filters->empty() || filters->size() > kFiltersMax ||
        !group_json.value("filterBranches", Json::array()).empty()) {
      return not_simulated("a branch of the OR is an AND of filters");
    }
    FilterGroup group;
    for (const Json& filter : *filters) {
      if (auto problem = add_filter(filter, schema, group)) {
        return *problem;
      }
    }
    request.groups.push_back(std::move(group));
  }
  return request;
}

}  // namespace lockstep::sim::hubspot
