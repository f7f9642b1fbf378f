#include "strict_schema.h"

#include <array>
#include <string_view>
#include <utility>

namespace lockstep::descriptions {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPatterns = {{
    {"date-time", R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$)"},
    {"google-datetime", R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(\d{3}|\d{6}|\d{9}))?Z$)"},
    {"byte", R"(^[A-Za-z0-9+/_-]*={0,2}$)"},
    {"uuid", R"(^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)"},
}};

void add_pattern(Json& strict, const Json& schema) {
  const auto format = schema.find("format");
  if (format == schema.end()) {
    return;
  }
  for (const auto& [name, pattern] : kPatterns) {
    if (*format == name) {
      strict["pattern"] = pattern;
    }
  }
}

void close_members(Json& strict, const Json& schema) {
  const auto further = schema.find("additionalProperties");
  if (further != schema.end()) {
    strict["additionalProperties"] = further->is_object() ? strict_schema(*further) : *further;
  } else if (schema.contains("properties") && !schema.contains("oneOf")) {
    strict["additionalProperties"] = false;
  }
}

}  // namespace

Json strict_schema(const Json& schema) {
  if (const auto reference = schema.find("$ref"); reference != schema.end()) {
    const std::string target = reference->get<std::string>();
    return {{"$ref", "#/definitions/" + target.substr(target.rfind('/') + 1)}};
  }
  Json strict = Json::object();
  if (const auto type = schema.find("type"); type != schema.end() && *type != "any") {
    strict["type"] = *type;
  }
  for (const char* kept : {"enum", "required"}) {
    if (const auto found = schema.find(kept); found != schema.end() && found->is_array()) {
      strict[kept] = *found;
    }
  }
  if (const auto items = schema.find("items"); items != schema.end()) {
    strict["items"] = strict_schema(*items);
  }
  if (const auto members = schema.find("properties"); members != schema.end()) {
    strict["properties"] = Json::object();
    for (const auto& [name, member] : members->items()) {
      strict["properties"][name] = strict_schema(member);
    }
  }
  if (const auto choices = schema.find("oneOf"); choices != schema.end()) {
    for (const Json& choice : *choices) {
      strict["oneOf"].push_back(strict_schema(choice));
    }
  }
  add_pattern(strict, schema);
  close_members(strict, schema);
  return strict;
}

Json strict_definitions(const Json& schemas) {
  Json definitions = Json::object();
  for (const auto& [name, schema] : schemas.items()) {
    definitions[name] = strict_schema(schema);
  }
  return definitions;
}

}  // namespace lockstep::descriptions
