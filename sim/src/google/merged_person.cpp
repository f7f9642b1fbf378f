#include "google/merged_person.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "google/person_fields.h"

namespace lockstep::sim::google {

Json merged_person(Json into, const Json& from) {
  for (const PersonFieldInfo& info : person_fields()) {
    const auto offered = from.find(info.name);
    if (offered == from.end()) {
      continue;
    }
    Json& items = into[std::string(info.name)];
    if (info.singleton && !items.is_null()) {
      continue;
    }
    for (const Json& item : *offered) {
      if (std::ranges::find(items, item) == items.end()) {
        items.push_back(item);
      }
    }
  }
  return into;
}

}  // namespace lockstep::sim::google
