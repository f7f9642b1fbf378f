#include "google/request_body.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include "lockstep/base/text.h"

#include "bounded_json.h"

namespace lockstep::sim::google {
namespace {

ApiError invalid_value(const std::string& path, std::string_view type, const Json& value) {
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

std::optional<ApiError> check_one(const Json& value, const FieldShape& field,
                                  const std::string& path) {
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
    case ValueKind::message: return check_shape(value, *field.message, path);
  }
  return std::nullopt;
}

std::optional<ApiError> check_member(const Json& value, const FieldShape& field,
                                     const std::string& path) {
  if (!field.repeated) {
    return check_one(value, field, path);
  }
  if (!value.is_array()) {
    return invalid_value(path, "TYPE_MESSAGE", value);
  }
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (auto error = check_one(value[at], field, path + "[" + std::to_string(at) + "]")) {
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

Json normalised_one(const Json& value, const FieldShape& field) {
  switch (field.kind) {
    case ValueKind::integer: return static_cast<int>(value.get<double>());
    case ValueKind::message: return normalised(value, *field.message);
    default: return value;
  }
}

Json normalised_items(const Json& items, const FieldShape& field) {
  Json kept = Json::array();
  for (const Json& item : items) {
    Json one = normalised_one(item, field);
    if (!is_zero(one, field)) {
      kept.push_back(std::move(one));
    }
  }
  return kept;
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
                                    const std::string& path) {
  if (!value.is_object()) {
    return invalid_value(path, "type.googleapis.com/" + std::string(shape.type), value);
  }
  for (const auto& [name, member] : value.items()) {
    const FieldShape* const field = find_field(shape, name);
    if (field == nullptr) {
      return unknown_name(name, path);
    }
    if (field->output_only || member.is_null()) {
      continue;
    }
    const std::string member_path =
        path.empty() ? to_snake_case(field->name) : path + "." + to_snake_case(field->name);
    if (auto error = check_member(member, *field, member_path)) {
      return error;
    }
  }
  return std::nullopt;
}

Json normalised(const Json& value, const MessageShape& shape) {
  Json kept = Json::object();
  for (const auto& [name, member] : value.items()) {
    const FieldShape* const field = find_field(shape, name);
    if (field == nullptr || field->output_only || member.is_null()) {
      continue;
    }
    if (field->repeated) {
      Json items = normalised_items(member, *field);
      if (!items.empty()) {
        kept[std::string(field->name)] = std::move(items);
      }
      continue;
    }
    Json one = normalised_one(member, *field);
    if (!is_zero(one, *field)) {
      kept[std::string(field->name)] = std::move(one);
    }
  }
  return kept;
}

}  // namespace lockstep::sim::google
