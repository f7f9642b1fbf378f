#include "google_person.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/timestamp.h"

#include "json_text.h"

namespace lockstep {
namespace {

constexpr const char* kMarkKey = "lockstep";

const Json& contact_source(const Json& person) {
  static const Json kNothing;
  for (const Json& source : member(member(person, "metadata"), "sources")) {
    const std::string type = text_member(source, "type");
    if (type == "CONTACT" || type == "OTHER_CONTACT") {
      return source;
    }
  }
  return kNothing;
}

}  // namespace

Instant person_modified(const Json& person) {
  return parse_timestamp(text_member(contact_source(person), "updateTime")).value_or(Instant());
}

bool is_deleted(const Json& person) {
  const Json& deleted = member(member(person, "metadata"), "deleted");
  return deleted.is_boolean() && deleted.get<bool>();
}

std::vector<std::string> previous_names(const Json& person) {
  std::vector<std::string> names;
  for (const Json& name : member(member(person, "metadata"), "previousResourceNames")) {
    if (name.is_string()) {
      names.push_back(name.get<std::string>());
    }
  }
  return names;
}

Json with_former_name(Json person, const std::string& name) {
  Json& metadata = person["metadata"];
  if (!metadata.is_object()) {
    metadata = Json::object();
  }
  Json& former = metadata["previousResourceNames"];
  if (!former.is_array()) {
    former = Json::array();
  }
  former.push_back(name);
  return person;
}

void set_mark(Json& person, const std::string& mark) {
  person["clientData"].push_back({{"key", kMarkKey}, {"value", mark}});
}

std::string mark_of(const Json& person) {
  for (const Json& entry : member(person, "clientData")) {
    if (text_member(entry, "key") == kMarkKey) {
      return text_member(entry, "value");
    }
  }
  return "";
}

}  // namespace lockstep
