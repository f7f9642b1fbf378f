/// The people of an account to whom a contact can belong (F43).

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

namespace lockstep::sim::hubspot {

struct Owner {
  std::uint64_t id = 0;
  std::uint32_t user_id = 0;
  std::string email;
  std::string first_name;
  std::string last_name;
  Instant created{};
  Instant updated{};
  bool archived = false;  ///< The user was removed from the account.
};

class Owners {
 public:
  explicit Owners(Random random) : random_(random) {}
  void reseed(Random random) { random_ = random; }

  std::uint64_t add(std::string_view email, std::string_view first_name, std::string_view last_name,
                    Instant now);

  /// @return Whether there is such an owner who is not archived yet.
  bool archive(std::uint64_t id, Instant now);

  [[nodiscard]] const std::map<std::uint64_t, Owner>& all() const { return owners_; }

  /// Whether a contact can be given to the owner with this id, as text.
  [[nodiscard]] bool is_assignable(std::string_view id) const;

 private:
  Random random_;
  std::map<std::uint64_t, Owner> owners_;
};

}  // namespace lockstep::sim::hubspot
