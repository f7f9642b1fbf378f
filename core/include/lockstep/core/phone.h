/// Phone numbers: when two spellings are one number, and which slot a label belongs to.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

/// HubSpot's three numbers.
enum class PhoneSlot {
  phone,   ///< Google's first number, whatever its label (PHN-1).
  mobile,  ///< An additional number with a mobile label (PHN-2).
  fax,     ///< An additional number with a fax label (PHN-3).
};

/// The HubSpot property: "phone", "mobilephone", "fax".
[[nodiscard]] std::string_view to_string(PhoneSlot slot) noexcept;

/// The slot of an additional number with this `type`: mobile and workMobile, homeFax, workFax and
/// otherFax, in any letter case (PHN-2, PHN-3, PHN-14). nullopt for every other label (PHN-4,
/// PHN-13).
[[nodiscard]] std::optional<PhoneSlot> slot_of_label(std::string_view type) noexcept;

/// The label that a number for `slot` gets in Google; it maps back to the slot (PHN-7).
[[nodiscard]] std::string_view label_of(PhoneSlot slot) noexcept;

/// Knows numbers of one region, and remembers what it has parsed. Safe to use from several
/// threads; cheap to ask twice.
class PhoneNumbers {
 public:
  /// @param default_region  ISO 3166 alpha-2, for numbers without "+"; an unknown one makes only
  ///     numbers with "+" comparable.
  explicit PhoneNumbers(std::string default_region);
  ~PhoneNumbers();
  PhoneNumbers(const PhoneNumbers&) = delete;
  PhoneNumbers& operator=(const PhoneNumbers&) = delete;

  /// E.164, with ";ext=…" where there is an extension, for what is a possible number; the normal
  /// text of anything else, so that it equals only its own spelling (PHN-10, A27).
  [[nodiscard]] std::string canonical(std::string_view number) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lockstep
