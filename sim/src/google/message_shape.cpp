#include "google/message_shape.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep::sim::google {

const FieldShape* find_field(const MessageShape& message, std::string_view name) {
  const bool is_proto_name = name.find('_') != std::string_view::npos;
  const std::string camel_case = is_proto_name ? to_camel_case(name) : std::string();
  const auto found = std::ranges::find(
      message.fields, is_proto_name ? std::string_view(camel_case) : name, &FieldShape::name);
  return found == message.fields.end() ? nullptr : &*found;
}

std::string to_snake_case(std::string_view name) {
  std::string snake_case;
  for (const char letter : name) {
    const char lower = ascii_lower_letter(letter);
    if (lower != letter) {
      snake_case += '_';
    }
    snake_case += lower;
  }
  return snake_case;
}

std::string to_camel_case(std::string_view name) {
  std::string camel_case;
  bool raise = false;
  for (const char letter : name) {
    if (letter == '_') {
      raise = true;
      continue;
    }
    const bool is_lower = letter >= 'a' && letter <= 'z';
    camel_case += raise && is_lower ? static_cast<char>(letter - 'a' + 'A') : letter;
    raise = false;
  }
  return camel_case;
}

}  // namespace lockstep::sim::google
