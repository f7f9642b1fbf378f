/// The E.164 form that the service adds to phone numbers (G52).

#pragma once

#include <map>
#include <string>
#include <string_view>

namespace lockstep::sim::google {

/// Canonical forms as one account's region reads them. Parsing is slow (12 µs), so it remembers.
class PhoneCanonicaliser {
 public:
  /// @param region CLDR code: where a number without a country code is dialled.
  explicit PhoneCanonicaliser(std::string region) : region_(std::move(region)) {}

  /// "+34666123490" of "666 12 34 90" in ES; "" if no number can be made of the text.
  [[nodiscard]] const std::string& canonical_form(const std::string& value);

 private:
  std::string region_;
  std::map<std::string, std::string, std::less<>> known_;
};

}  // namespace lockstep::sim::google
