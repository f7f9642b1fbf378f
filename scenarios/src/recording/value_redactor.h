/// Values, JSON bodies, targets and forms of both APIs, redacted by what stands where.

#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"

#include "json.h"
#include "recording/field_kinds.h"
#include "recording/pseudonyms.h"

namespace lockstep::scenario {

class ValueRedactor {
 public:
  /// @param names      Must outlive this. @param kept  As RedactionOptions::kept.
  ValueRedactor(Pseudonyms& names, const std::set<std::string>& kept)
      : names_(&names), kept_(&kept) {}

  /// From now on cursors are offsets, which stay, or ids (has_offsets()).
  void take_cursors_for_offsets(bool are_offsets) noexcept { cursors_are_offsets_ = are_offsets; }

  [[nodiscard]] std::string value(Kind kind, std::string_view text);

  /// A body of either API, or a list of them.
  [[nodiscard]] Json body(const Json& json);

  [[nodiscard]] Query query(const Query& query);
  [[nodiscard]] std::string path(std::string_view path, const Query& query);
  /// "/crm/v3/…?after=7", with or without a host in front.
  [[nodiscard]] std::string link(std::string_view link);

  /// The name of a property or a field: known and opened ones stay.
  [[nodiscard]] std::string name(std::string_view name);

 private:
  [[nodiscard]] bool is_offset(std::string_view text) const;
  [[nodiscard]] Json any(const Json& json, std::string_view parent, std::string_view member);
  [[nodiscard]] Json object(const Json& json, std::string_view parent);
  [[nodiscard]] Json properties(const Json& json);
  [[nodiscard]] Json leaves(const Json& json, Kind kind);
  [[nodiscard]] Json number(const Json& json, Kind kind);
  [[nodiscard]] std::string segment(std::string_view before, std::string_view segment,
                                    std::string_view id_property);
  [[nodiscard]] std::string member_name(const std::string& name);
  [[nodiscard]] std::string list(std::string_view text, char separator, Kind kind);

  Pseudonyms* names_;
  const std::set<std::string>* kept_;
  bool cursors_are_offsets_ = false;
};

}  // namespace lockstep::scenario
