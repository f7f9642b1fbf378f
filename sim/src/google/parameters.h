/// Query parameters, read as the service's transcoder does: unknown names are refused.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/http.h"

#include "google/checked.h"
#include "google/errors.h"

namespace lockstep::sim::google {

class Parameters {
 public:
  /// Takes the standard parameters (G3) and those that the method declares, by their camelCase or
  /// their proto names (G4). @param query, declared  Must outlive what is read.
  [[nodiscard]] static Checked<Parameters> read(const Query& query,
                                                std::span<const std::string_view> declared);

  /// The last value of a parameter, or "".
  [[nodiscard]] std::string_view text(std::string_view name) const;
  /// Every value of a repeated parameter.
  [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

  /// 0 if absent; an error for what is no int32.
  [[nodiscard]] Checked<int> number(std::string_view name) const;
  /// false if absent; an error for what is neither true nor false.
  [[nodiscard]] Checked<bool> flag(std::string_view name) const;

 private:
  /// Declared names, in the order of the query.
  std::vector<std::pair<std::string_view, std::string_view>> values_;
};

struct Sources {
  bool contact = false;
  bool profile = false;
  bool other_contact = false;

  friend bool operator==(const Sources&, const Sources&) = default;
};

/// Reads ReadSourceType names (G37, G38); `fallback` if there are none.
[[nodiscard]] Checked<Sources> read_sources(const std::vector<std::string>& names,
                                            const Sources& fallback);

inline constexpr Sources kContactAndProfile{.contact = true, .profile = true};

}  // namespace lockstep::sim::google
