/// One contact as the portal stores it, and the properties that follow from that.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

namespace lockstep::sim::hubspot {

using ContactId = std::uint64_t;
using PropertyValues = std::map<std::string, std::string, std::less<>>;

/// The app, as records and their histories name it.
inline constexpr std::string_view kAppSourceId = "48215";

/// Where a change comes from.
enum class Source {
  screen,  ///< A person in HubSpot's screens.
  app,     ///< An app, through the API.
};

struct MergedId {
  ContactId id;
  Instant at;

  friend bool operator==(const MergedId&, const MergedId&) = default;
};

/// What the portal makes of a phone number (F61, F92); "" where it can make nothing of it.
struct CalculatedPhone {
  std::string international;  ///< "+48600100200"
  std::string searchable;     ///< The same without the country code: "600100200".
};

struct Contact {
  ContactId id = 0;
  Instant created{};
  Instant modified{};
  PropertyValues values;                       ///< What was written. @invariant no value is ""
  std::vector<std::string> additional_emails;  ///< In normal form.
  CalculatedPhone calculated_phone;            ///< Of "phone".
  CalculatedPhone calculated_mobile;           ///< Of "mobilephone".
  std::vector<MergedId> merged;                ///< Every id that was merged into this one.
  std::optional<Instant> archived_at;
  bool created_by_api = false;
  Source changed_by = Source::screen;  ///< Who made this version of the contact.
};

/// A state that no longer changes: an edit makes a new one. Search goes on showing old states for
/// a while, and shares them with the store instead of copying 25,000 contacts.
using ContactState = std::shared_ptr<const Contact>;

/// The value of one property, nullopt for none; computed ones included.
[[nodiscard]] std::optional<std::string> property_of(const Contact& contact, std::string_view name);

/// Every property with a value.
[[nodiscard]] std::map<std::string, std::string> properties_of(const Contact& contact);

/// The whole text as a decimal record id; nullopt for anything else, such as an email address.
[[nodiscard]] std::optional<ContactId> parse_contact_id(std::string_view text);

}  // namespace lockstep::sim::hubspot
