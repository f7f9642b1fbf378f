/// Phone numbers that stand for others.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "recording/keyed.h"

namespace lockstep::scenario {

/// Numbers that are the same in E.164 come out the same, whatever their spelling; two numbers never
/// come out the same. The order in which numbers come can decide which is given where two would
/// have got the same one: of some countries' ranges for fiction there are a few hundred numbers.
class FakePhones {
 public:
  FakePhones(Keyed keyed, std::string region);

  /// The pseudonym in the layout of `phone`; nullopt for what is no possible number in the region.
  std::optional<std::string> fake(std::string_view phone);

  /// Whether the text, as a whole, is a number that somebody could be called on.
  [[nodiscard]] bool is_valid(std::string_view phone) const;

 private:
  struct Parsed;
  [[nodiscard]] std::optional<Parsed> parse(const std::string& phone,
                                            const std::string& region) const;
  const std::string& national_of(const Parsed& parsed);

  Keyed keyed_;
  std::string region_;
  std::map<std::string, std::string> nationals_;    ///< Fake national numbers by E.164.
  std::map<std::string, std::string> by_national_;  ///< The same by the true national number.
  std::set<std::string> taken_;                     ///< E.164 of the fakes.
};

}  // namespace lockstep::scenario
