/// Reading a request's JSON with the tolerances that HubSpot's own client forces (F10).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::sim::hubspot {

/// A string as it is, a number or boolean as its JSON text; nullopt for anything else.
[[nodiscard]] std::optional<std::string> scalar_text(const nlohmann::json& value);

/// The member as scalar_text(), "" where it is absent or null; nullopt if it is something else.
[[nodiscard]] std::optional<std::string> optional_text(const nlohmann::json& object,
                                                       const char* name);

/// The member as a list of texts, empty where it is absent or null; nullopt if it is not a list.
[[nodiscard]] std::optional<std::vector<std::string>> optional_texts(const nlohmann::json& object,
                                                                     const char* name);

/// The whole text as a decimal number without a sign.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

}  // namespace lockstep::sim::hubspot
