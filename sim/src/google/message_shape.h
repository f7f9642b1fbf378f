/// The messages of the People API as data: names, types and order of their members.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lockstep::sim::google {

struct MessageShape;

enum class ValueKind { text, enumeration, boolean, integer, message };

struct FieldShape {
  std::string_view name;  ///< camelCase, as in answers.
  ValueKind kind = ValueKind::text;
  bool repeated = false;
  bool output_only = false;               ///< Accepted in a body and ignored (G63).
  const MessageShape* message = nullptr;  ///< Of ValueKind::message.
  /// Of ValueKind::enumeration; the first is the zero that answers leave out (G56).
  std::span<const std::string_view> values{};
};

/// Members in the order in which answers write them (G10).
struct MessageShape {
  std::string_view type;  ///< "google.people.v1.Name"
  std::span<const FieldShape> fields;
};

/// Finds a member by its camelCase or its proto name (G4), or nullptr.
[[nodiscard]] const FieldShape* find_field(const MessageShape& message, std::string_view name);

/// "givenName" -> "given_name"
[[nodiscard]] std::string to_snake_case(std::string_view name);
/// "given_name" -> "givenName"; a camelCase name stays as it is.
[[nodiscard]] std::string to_camel_case(std::string_view name);

}  // namespace lockstep::sim::google
