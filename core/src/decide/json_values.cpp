#include "json_values.h"

#include <algorithm>
#include <iterator>

namespace lockstep {

const Json* find_member(const Json& object, std::string_view key) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto member = object.find(key);
  return member == object.end() ? nullptr : &*member;
}

std::string text_member(const Json& object, std::string_view key) {
  const Json* const member = find_member(object, key);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

bool is_set(const Json& object, std::string_view key) {
  const Json* const member = find_member(object, key);
  return member != nullptr && member->is_boolean() && member->get<bool>();
}

std::vector<std::string> texts_member(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  const Json* const member = find_member(object, key);
  if (member != nullptr && member->is_array()) {
    for (const Json& item : *member) {
      if (item.is_string()) {
        texts.push_back(item.get<std::string>());
      }
    }
  }
  return texts;
}

bool is_shallow(const Json& value, int levels) {
  if (!value.is_structured()) {
    return true;
  }
  return levels > 0 && std::ranges::all_of(value, [levels](const Json& element) {
           return is_shallow(element, levels - 1);
         });
}

std::string to_json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parse_items(std::string_view text) {
  const Json array = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  Json items = Json::array();
  if (array.is_array()) {
    std::ranges::copy_if(array, std::back_inserter(items),
                         [](const Json& item) { return item.is_object(); });
  }
  return items;
}

}  // namespace lockstep
