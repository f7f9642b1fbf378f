#include "google/request_body.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "bounded_json.h"

namespace lockstep::sim::google {
namespace {

/// Where a value stands in a request. An error alone makes text of it.
struct BodyPath {
  const BodyPath* around = nullptr;  ///< Null for the outermost, whose name is a whole path.
  std::string_view name;             ///< camelCase.
  std::optional<std::size_t> place = std::nullopt;  ///< In a list.

  [[nodiscard]] std::string text() const {
    std::string path = around == nullptr ? std::string(name) : around->text();
    if (around != nullptr) {
      path += (path.empty() ? "" : ".") + to_snake_case(name);
    }
    return place ? path + "[" + std::to_string(*place) + "]" : path;
  }
};

ApiError invalid_value(const BodyPath& place, std::string_view type, const Json& value) {
  const std::string path = place.text();
  // ASCII and replacement: a user's own JSON may hold anything, and the answer stays short.
  constexpr std::size_t kShownMax = 200;
  const std::string shown =
      value.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace)
          .substr(0, kShownMax);
  return bad_request("Invalid value at '" + path + "' (" + std::string(type) + "), " + shown, path);
}

/// "The number 5", "5.0" or the string "5", within int32, as the JSON form of proto3 allows.
bool is_int32(const Json& value) {
  constexpr double kMax = std::numeric_limits<std::int32_t>::max();
  constexpr double kMin = std::numeric_limits<std::int32_t>::min();
  if (!value.is_number()) {
    return false;
  }
  const auto number = value.get<double>();
  return number >= kMin && number <= kMax &&
         number == static_cast<double>(static_cast<int>(number));
}

std::optional<ApiError> check_message(const Json& value, const MessageShape& shape,
                                      const BodyPath& path);

std::optional<ApiError> check_one(const Json& value, const FieldShape& field,
                                  const BodyPath& path) {
  switch (field.kind) {
    case ValueKind::text:
      if (!value.is_string()) {
        return invalid_value(path, "TYPE_STRING", value);
      }
      return is_valid_utf8(value.get_ref<const std::string&>())
                 ? std::nullopt
                 : std::optional(invalid_argument("Request contains an invalid argument."));
    case ValueKind::enumeration:
      if (!value.is_string() ||
          std::ranges::find(field.values, value.get_ref<const std::string&>()) ==
              field.values.end()) {
        return invalid_value(path, "TYPE_ENUM", value);
      }
      return std::nullopt;
    case ValueKind::boolean:
      return value.is_boolean() ? std::nullopt
                                : std::optional(invalid_value(path, "TYPE_BOOL", value));
    case ValueKind::integer:
      return is_int32(value) ? std::nullopt
                             : std::optional(invalid_value(path, "TYPE_INT32", value));
    case ValueKind::message: return check_message(value, *field.message, path);
  }
  return std::nullopt;
}

std::optional<ApiError> check_member(const Json& value, const FieldShape& field,
                                     const BodyPath& around) {
  const BodyPath path{&around, field.name};
  if (!field.repeated) {
    return check_one(value, field, path);
  }
  if (!value.is_array()) {
    return invalid_value(path, "TYPE_MESSAGE", value);
  }
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (auto error = check_one(value[at], field, {&around, field.name, at})) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<ApiError> check_message(const Json& value, const MessageShape& shape,
                                      const BodyPath& path) {
  const auto* const members = value.get_ptr<const Json::object_t*>();
  if (members == nullptr) {
    return invalid_value(path, "type.googleapis.com/" + std::string(shape.type), value);
  }
  for (const auto& [name, member] : *members) {
    const FieldShape* const field = find_field(shape, name);
    if (field == nullptr) {
      return unknown_name(name, path.text());
    }
    if (field->output_only || member.is_null()) {
      continue;
    }
    if (auto error = check_member(member, *field, path)) {
      return error;
    }
  }
  return std::nullopt;
}

bool is_zero(const Json& value, const FieldShape& field) {
  switch (field.kind) {
    case ValueKind::text: return value.get_ref<const std::string&>().empty();
    case ValueKind::enumeration: return value.get_ref<const std::string&>() == field.values.front();
    case ValueKind::boolean: return !value.get<bool>();
    case ValueKind::integer: return value.get<double>() == 0;
    case ValueKind::message: return value.empty();
  }
  return false;
}

void normalise(Json& value, const MessageShape& shape);

void normalise_one(Json& value, const FieldShape& field) {
  if (field.kind == ValueKind::integer) {
    value = static_cast<int>(value.get<double>());
  } else if (field.kind == ValueKind::message) {
    normalise(value, *field.message);
  }
}

/// @return Whether anything is left of the member.
bool normalise_member(Json& value, const FieldShape& field) {
  if (!field.repeated) {
    normalise_one(value, field);
    return !is_zero(value, field);
  }
  auto& items = value.get_ref<Json::array_t&>();
  for (Json& item : items) {
    normalise_one(item, field);
  }
  std::erase_if(items, [&](const Json& item) { return is_zero(item, field); });
  return !items.empty();
}

void normalise(Json& value, const MessageShape& shape) {
  auto& members = value.get_ref<Json::object_t&>();
  std::vector<std::pair<std::string_view, Json>> renamed;
  for (auto member = members.begin(); member != members.end();) {
    const FieldShape* const field = find_field(shape, member->first);
    const bool stays = field != nullptr && !field->output_only && !member->second.is_null() &&
                       normalise_member(member->second, *field);
    if (stays && field->name == member->first) {
      ++member;
      continue;
    }
    if (stays) {
      renamed.emplace_back(field->name, std::move(member->second));
    }
    member = members.erase(member);
  }
  for (auto& [name, member] : renamed) {
    members.insert_or_assign(std::string(name), std::move(member));
  }
}

}  // namespace

Checked<Json> parse_body(std::string_view body) {
  if (trim(body).empty()) {
    return Json::object();
  }
  std::optional<Json> parsed = parse_bounded(body);
  if (!parsed) {
    return bad_request("Invalid JSON payload received. Expected a value.", "");
  }
  if (!parsed->is_object()) {
    return bad_request(
        "Invalid JSON payload received. Unknown name \"\": Root element must be a "
        "message.",
        "");
  }
  return std::move(*parsed);
}

ApiError unknown_name(std::string_view name, std::string_view path) {
  std::string message = "Invalid JSON payload received. Unknown name \"" + std::string(name) + "\"";
  if (!path.empty()) {
    message += " at '" + std::string(path) + "'";
  }
  return bad_request(message + ": Cannot find field.", path);
}

std::optional<ApiError> check_shape(const Json& value, const MessageShape& shape,
                                    std::string_view path) {
  return check_message(value, shape, {.name = path});
}

Json normalised(Json value, const MessageShape& shape) {
  normalise(value, shape);
  return value;
}

}  // namespace lockstep::sim::google
