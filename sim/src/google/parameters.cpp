#include "google/parameters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "lockstep/base/text.h"

#include "google/message_shape.h"

namespace lockstep::sim::google {
namespace {

constexpr std::array<std::string_view, 11> kStandard = {
    "$.xgafv",     "access_token", "alt",       "callback",        "fields",    "key",
    "oauth_token", "prettyPrint",  "quotaUser", "upload_protocol", "uploadType"};

bool is_standard(std::string_view name) {
  return std::ranges::find(kStandard, name) != kStandard.end() || name == "pretty_print" ||
         name == "quota_user";
}

ApiError invalid_value(std::string_view name, std::string_view type, std::string_view value) {
  const std::string field = to_snake_case(name);
  return bad_request("Invalid value at '" + field + "' (" + std::string(type) + "), \"" +
                         std::string(value) + "\"",
                     field);
}

}  // namespace

Checked<Parameters> Parameters::read(const Query& query,
                                     std::span<const std::string_view> declared) {
  Parameters parameters;
  for (const auto& [name, value] : query) {
    if (!is_valid_utf8(name) || !is_valid_utf8(value)) {
      return catalogue_error(kInvalidArgument);
    }
    if (is_standard(name)) {
      continue;
    }
    auto known = std::ranges::find(declared, name);
    if (known == declared.end()) {
      known = std::ranges::find(declared, to_camel_case(name));
    }
    if (known == declared.end()) {
      return bad_request("Invalid JSON payload received. Unknown name \"" + name +
                             "\": Cannot bind query parameter. Field '" + name +
                             "' could not be found in request message.",
                         "");
    }
    parameters.values_.emplace_back(*known, value);
  }
  return parameters;
}

std::string_view Parameters::text(std::string_view name) const {
  std::string_view last;
  for (const auto& [known, value] : values_) {
    last = known == name ? value : last;
  }
  return last;
}

std::vector<std::string> Parameters::list(std::string_view name) const {
  std::vector<std::string> all;
  for (const auto& [known, value] : values_) {
    if (known == name) {
      all.emplace_back(value);
    }
  }
  return all;
}

Checked<int> Parameters::number(std::string_view name) const {
  const std::string_view value = text(name);
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (!value.empty() && (error != std::errc() || end != value.data() + value.size())) {
    return invalid_value(name, "TYPE_INT32", value);
  }
  return number;
}

Checked<bool> Parameters::flag(std::string_view name) const {
  const std::string_view value = text(name);
  if (value.empty() || value == "false" || value == "0") {
    return false;
  }
  if (value == "true" || value == "1") {
    return true;
  }
  return invalid_value(name, "TYPE_BOOL", value);
}

Checked<Sources> read_sources(const std::vector<std::string>& names, const Sources& fallback) {
  Sources sources;
  for (const std::string& name : names) {
    if (name == "READ_SOURCE_TYPE_CONTACT") {
      sources.contact = true;
    } else if (name == "READ_SOURCE_TYPE_PROFILE") {
      sources.profile = true;
    } else if (name == "READ_SOURCE_TYPE_OTHER_CONTACT") {
      sources.other_contact = true;
    } else if (name != "READ_SOURCE_TYPE_UNSPECIFIED" &&
               name != "READ_SOURCE_TYPE_DOMAIN_CONTACT") {
      return bad_request(
          "Invalid value at 'sources' (type.googleapis.com/google.people.v1.ReadSourceType), \"" +
              name + "\"",
          "sources");
    }
  }
  return names.empty() ? fallback : sources;
}

}  // namespace lockstep::sim::google
