/// Reads JSON objects strictly: every member is asked for by name and type, and what nobody asked
/// for is an error. The first problem is kept, with its place.

#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "json_place.h"

namespace lockstep {

using Json = nlohmann::json;

struct ConfigProblem {
  JsonPath path;
  std::string message;
};

class ConfigObject {
 public:
  /// @param problem  Shared by all objects of a file; nothing is overwritten once it is set.
  ConfigObject(const Json& json, JsonPath path, std::optional<ConfigProblem>& problem);

  [[nodiscard]] std::string text(const char* key);  ///< Required.
  [[nodiscard]] std::string text(const char* key, std::string otherwise);
  [[nodiscard]] std::optional<std::string> optional_text(const char* key);
  [[nodiscard]] bool flag(const char* key, bool otherwise);

  /// The place of the member's text in `names`, or `otherwise` if it is missing.
  template <class Enum>
  [[nodiscard]] Enum one_of(const char* key, std::span<const std::string_view> names,
                            std::optional<Enum> otherwise) {
    const std::optional<std::size_t> place = choose(key, names, otherwise.has_value());
    return place ? static_cast<Enum>(*place) : otherwise.value_or(Enum{});
  }

  /// Calls `read` with the object member, if there is one.
  void object(const char* key, const std::function<void(ConfigObject&)>& read, bool required);
  /// Calls `read` with each element of the array member, if there is one.
  void objects(const char* key, const std::function<void(ConfigObject&)>& read, bool required);

  void complain(const char* key, std::string message);
  /// Complains of members that were not asked for. Called last.
  void finish();

 private:
  [[nodiscard]] const Json* find(const char* key, bool required);
  [[nodiscard]] std::optional<std::size_t> choose(const char* key,
                                                  std::span<const std::string_view> names,
                                                  bool has_default);

  const Json& json_;
  JsonPath path_;
  std::optional<ConfigProblem>& problem_;
  std::set<std::string> asked_;
};

}  // namespace lockstep
