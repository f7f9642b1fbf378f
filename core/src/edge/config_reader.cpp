#include "config_reader.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"

namespace lockstep {

ConfigObject::ConfigObject(const Json& json, JsonPath path, std::optional<ConfigProblem>& problem)
    : json_(json), path_(std::move(path)), problem_(problem) {
  if (!json.is_object() && !problem_) {
    problem_ = {path_, "must be an object"};
  }
}

void ConfigObject::complain(const char* key, std::string message) {
  if (!problem_) {
    JsonPath path = path_;
    path.emplace_back(key);
    problem_ = {std::move(path), std::move(message)};
  }
}

const Json* ConfigObject::find(const char* key, bool required) {
  asked_.insert(key);
  const auto found = json_.is_object() ? json_.find(key) : json_.end();
  if (json_.is_object() && found != json_.end() && !found->is_null()) {
    return &*found;
  }
  if (required) {
    complain(key, "is missing");
  }
  return nullptr;
}

std::optional<std::string> ConfigObject::optional_text(const char* key) {
  const Json* value = find(key, /*required=*/false);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string()) {
    complain(key, "must be a text");
    return std::nullopt;
  }
  return value->get<std::string>();
}

std::string ConfigObject::text(const char* key) {
  if (find(key, /*required=*/true) == nullptr) {
    return "";
  }
  return optional_text(key).value_or("");
}

std::string ConfigObject::text(const char* key, std::string otherwise) {
  return optional_text(key).value_or(std::move(otherwise));
}

bool ConfigObject::flag(const char* key, bool otherwise) {
  const Json* value = find(key, /*required=*/false);
  if (value == nullptr) {
    return otherwise;
  }
  if (!value->is_boolean()) {
    complain(key, "must be true or false");
    return otherwise;
  }
  return value->get<bool>();
}

std::optional<std::size_t> ConfigObject::choose(const char* key,
                                                std::span<const std::string_view> names,
                                                bool has_default) {
  if (find(key, !has_default) == nullptr) {
    return std::nullopt;
  }
  const std::optional<std::string> value = optional_text(key);
  const auto found = value ? std::ranges::find(names, *value) : names.end();
  if (found == names.end()) {
    complain(key, "must be one of: " + join({names.begin(), names.end()}, ", "));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - names.begin());
}

void ConfigObject::object(const char* key, const std::function<void(ConfigObject&)>& read,
                          bool required) {
  const Json* value = find(key, required);
  if (value == nullptr) {
    return;
  }
  JsonPath path = path_;
  path.emplace_back(key);
  ConfigObject inner(*value, std::move(path), problem_);
  read(inner);
  inner.finish();
}

void ConfigObject::objects(const char* key, const std::function<void(ConfigObject&)>& read,
                           bool required) {
  const Json* value = find(key, required);
  if (value == nullptr) {
    return;
  }
  if (!value->is_array()) {
    complain(key, "must be a list");
    return;
  }
  for (std::size_t at = 0; at < value->size(); ++at) {
    JsonPath path = path_;
    path.emplace_back(key);
    path.push_back(std::to_string(at));
    ConfigObject inner((*value)[at], std::move(path), problem_);
    read(inner);
    inner.finish();
  }
}

void ConfigObject::finish() {
  if (!json_.is_object()) {
    return;
  }
  for (const auto& [key, value] : json_.items()) {
    if (!asked_.contains(key)) {
      complain(key.c_str(),
               "is not known here; known: " + join({asked_.begin(), asked_.end()}, ", "));
    }
  }
}

}  // namespace lockstep
