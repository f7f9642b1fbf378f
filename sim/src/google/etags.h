/// Person etags (G64–G67): a message that differs by mask and holds the etag of the source.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "google/person_fields.h"

namespace lockstep::sim::google {

/// Makes the etags of one answer, which all have its mask in common.
class PersonEtagMaker {
 public:
  /// @param marks_list The etags are marked as coming from a list (see list_etags_accepted).
  explicit PersonEtagMaker(const FieldSet& mask, bool marks_list = false);

  /// @param source_etag 12 letters, or "" for a tombstone.
  [[nodiscard]] std::string make(std::string_view source_etag) const;

 private:
  std::string head_;
  std::string tail_;
};

struct PersonEtag {
  std::string source_etag;
  bool from_list = false;

  friend bool operator==(const PersonEtag&, const PersonEtag&) = default;
};

/// Reads what a client sends back; nullopt for anything that no answer held. A source etag
/// ("#…") is none (G74).
[[nodiscard]] std::optional<PersonEtag> read_person_etag(std::string_view etag);

}  // namespace lockstep::sim::google
