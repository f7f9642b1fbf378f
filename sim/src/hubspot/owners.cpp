#include "owners.h"

#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::uint64_t kFirstId = 600'000'000;
constexpr std::uint32_t kFirstUserId = 50'000'000;
constexpr std::uint64_t kIdStepMax = 9'000;

}  // namespace

std::uint64_t Owners::add(std::string_view email, std::string_view first_name,
                          std::string_view last_name, Instant now) {
  const std::uint64_t step = 1 + random_.below(kIdStepMax);
  Owner owner;
  owner.id = owners_.empty() ? kFirstId + step : owners_.rbegin()->first + step;
  owner.user_id = kFirstUserId + static_cast<std::uint32_t>(owner.id - kFirstId);
  owner.email = email;
  owner.first_name = first_name;
  owner.last_name = last_name;
  owner.created = now;
  owner.updated = now;
  const std::uint64_t id = owner.id;
  owners_.emplace(id, std::move(owner));
  return id;
}

bool Owners::archive(std::uint64_t id, Instant now) {
  const auto found = owners_.find(id);
  if (found == owners_.end() || found->second.archived) {
    return false;
  }
  found->second.archived = true;
  found->second.updated = now;
  return true;
}

bool Owners::is_assignable(std::string_view id) const {
  const auto found = owners_.find(parse_count(id).value_or(0));
  return found != owners_.end() && !found->second.archived;
}

}  // namespace lockstep::sim::hubspot
