/// The people that were shown last, as they were shown: tests read the same few again and again.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "google/contact_version.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {

/// What the text of a person depends on beside the person.
struct PersonForm {
  FieldSet mask;
  std::uint32_t manner = 0;  ///< Of the renderer, as bits.
  std::size_t depth = 0;     ///< For which it is laid out.
  bool pretty = false;

  friend bool operator==(const PersonForm&, const PersonForm&) = default;
};

/// Bounded: a newer text takes the place of an older one. A copy begins empty.
class RenderedPeople {
 public:
  RenderedPeople() = default;
  RenderedPeople(const RenderedPeople& /*other*/) {}
  RenderedPeople& operator=(const RenderedPeople& other);
  ~RenderedPeople() = default;

  /// The text, or a place for it: null.
  [[nodiscard]] std::shared_ptr<const std::string>& text_of(std::uint64_t id,
                                                            const ContactVersion& version,
                                                            const PersonForm& form);

 private:
  struct Slot {
    std::uint64_t id = 0;
    VersionPtr version;  ///< Kept, so that no other one can have its address.
    PersonForm form;
    std::shared_ptr<const std::string> text;
  };

  std::vector<Slot> slots_;
};

}  // namespace lockstep::sim::google
