/// The phone rule: which of Google's numbers are HubSpot's `phone`, `mobilephone` and `fax`.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/core/contact.h"
#include "lockstep/core/link.h"
#include "lockstep/core/phone.h"

namespace lockstep {

/// One number of a person, and what it means to HubSpot.
struct PhoneItem {
  Json item;              ///< Whole, with everything that is not ours.
  std::string canonical;  ///< "" for an item without a number: it is kept and never counts.
  std::optional<PhoneSlot> label;  ///< Of its type.
  std::optional<PhoneSlot> slot;   ///< The slot it fills; nullopt: any other number.
};

using PhoneList = std::vector<PhoneItem>;

/// Reads a phoneNumbers array and assigns the slots (PHN-1 to PHN-6). Notes that do not fit any
/// more are ignored.
[[nodiscard]] PhoneList read_phones(const Json& array, const GoogleNotes& notes,
                                    const PhoneNumbers& phones);

/// The number that fills the slot, as written, or "".
[[nodiscard]] std::string number_in(const PhoneList& list, PhoneSlot slot);

/// Gives `slot` another number; "" empties it. All other numbers keep value, label and order
/// (PHN-4, PHN-8, PHN-12).
void set_number(PhoneList& list, PhoneSlot slot, const std::string& number,
                const PhoneNumbers& phones);

/// Makes the list say by order and labels alone what its slots say, as far as that is possible,
/// and notes the rest.
void settle_phones(PhoneList& list, GoogleNotes& notes);

[[nodiscard]] Json to_array(const PhoneList& list);

}  // namespace lockstep
