/// Two answers to one request, of a service and of its fake.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"

#include "json.h"
#include "recording/field_kinds.h"

namespace lockstep::scenario {

/// Which value of the fakes stands for which recorded one, and the other way round. Learnt from
/// answers; kinds share it, since an id is the same wherever it stands.
class ValueMapping {
 public:
  /// Whether the two may stand for each other; from now on they do.
  bool pair(const std::string& recorded, const std::string& fake);
  [[nodiscard]] std::string fake_of(const std::string& recorded) const;
  [[nodiscard]] bool knows(const std::string& recorded) const { return there_.contains(recorded); }

 private:
  std::map<std::string, std::string> there_;
  std::map<std::string, std::string> back_;
};

/// Whether values of this kind differ between any two runs of a service.
[[nodiscard]] bool is_volatile(Kind kind);

class AnswerComparison {
 public:
  /// Where, what was recorded, what the fake said.
  using Found = std::function<void(const std::string&, const Json&, const Json&)>;

  /// @param is_redacted  Names that are not known are pseudonyms, and photos were dropped.
  /// @param has_offsets  As has_offsets() of the request.
  AnswerComparison(ValueMapping& mapping, bool is_redacted, bool has_offsets, Found found)
      : mapping_(&mapping),
        is_redacted_(is_redacted),
        has_offsets_(has_offsets),
        found_(std::move(found)) {}

  void compare(const Response& recorded, const Response& fake);

 private:
  void bodies(const std::string& recorded, const std::string& fake);
  void values(const Json& recorded, const Json& fake, std::string_view parent,
              std::string_view member, const std::string& where);
  void objects(const Json& recorded, const Json& fake, std::string_view member,
               const std::string& where);
  void lists(const Json& recorded, const Json& fake, std::string_view parent,
             std::string_view member, const std::string& where);
  [[nodiscard]] bool same(Kind kind, const Json& recorded, const Json& fake);

  ValueMapping* mapping_;
  bool is_redacted_;
  bool has_offsets_;
  Found found_;
};

}  // namespace lockstep::scenario
