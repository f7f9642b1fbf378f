#include "lockstep/base/http.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep {

std::string_view to_string(Method method) noexcept {
  switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
  }
  return "?";
}

std::optional<Method> parse_method(std::string_view text) noexcept {
  for (const Method method : {Method::get, Method::post, Method::put, Method::patch, Method::del}) {
    if (to_string(method) == text) {
      return method;
    }
  }
  return std::nullopt;
}

bool HeaderLess::operator()(std::string_view left, std::string_view right) const noexcept {
  return std::ranges::lexicographical_compare(left, right, {}, ascii_lower_letter,
                                              ascii_lower_letter);
}

std::optional<std::string_view> find_value(const Query& query, std::string_view name) {
  for (const auto& [key, value] : query) {
    if (key == name) {
      return value;
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> find_value(const Headers& headers, std::string_view name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

}  // namespace lockstep
