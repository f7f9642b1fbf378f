#include "google/rendered_people.h"

#include <functional>

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kSlots = 4096;  // A page of a list fits four times.

std::size_t slot_of(std::uint64_t id, const ContactVersion& version, const PersonForm& form) {
  constexpr std::size_t kMix = 0x9E3779B97F4A7C15;
  std::size_t hash = std::hash<const ContactVersion*>()(&version) * kMix;
  for (const std::size_t part :
       {static_cast<std::size_t>(id), std::hash<FieldSet>()(form.mask),
        static_cast<std::size_t>(form.manner), form.depth, static_cast<std::size_t>(form.pretty)}) {
    hash = (hash ^ (hash >> 29U) ^ part) * kMix;
  }
  return (hash >> 32U) % kSlots;
}

}  // namespace

RenderedPeople& RenderedPeople::operator=(const RenderedPeople& other) {
  if (this != &other) {
    slots_.clear();
  }
  return *this;
}

std::shared_ptr<const std::string>& RenderedPeople::text_of(std::uint64_t id,
                                                            const ContactVersion& version,
                                                            const PersonForm& form) {
  slots_.resize(kSlots);
  Slot& slot = slots_[slot_of(id, version, form)];
  if (slot.version.get() != &version || slot.id != id || slot.form != form) {
    slot = {id, version.shared_from_this(), form, nullptr};
  }
  return slot.text;
}

}  // namespace lockstep::sim::google
