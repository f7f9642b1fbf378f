/// The judge's own view of the eleven default mappings. It never asks the engine's (ADR 4).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json.h"

namespace lockstep::scenario {

/// What one side says for each of the eight documented mappings (S14, S16), in a form that can be
/// compared: trimmed, emails in lower case, phones canonical. Empty values are left out. Keys are
/// HubSpot property names.
using DerivedValues = std::map<std::string, std::string>;

[[nodiscard]] DerivedValues derive_from_hubspot(
    const std::map<std::string, std::string>& properties, std::string_view region);
[[nodiscard]] DerivedValues derive_from_google(const Json& person, std::string_view region);

/// The properties that differ between two sides of a pair.
///
/// A first number that Google labels mobile or fax may stand for that property alone, as it does
/// for a HubSpot contact that has no other number (PHN-9).
[[nodiscard]] std::vector<std::string> differing(const DerivedValues& hubspot,
                                                 const DerivedValues& google, const Json& person);

/// HubSpot properties that a default mapping may write, postal address, website and date of birth
/// included (MAP-8).
[[nodiscard]] bool is_mapped_property(std::string_view property);

/// Properties that HubSpot itself keeps: no user and no sync writes them.
[[nodiscard]] bool is_server_made_property(std::string_view property);

enum class PhoneLabel { other, mobile, fax };
/// By the predefined labels only (PHN-13), workMobile and otherFax included (PHN-14).
[[nodiscard]] PhoneLabel phone_label(const Json& phone_number);

}  // namespace lockstep::scenario
