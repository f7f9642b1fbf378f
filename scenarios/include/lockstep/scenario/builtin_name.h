/// What the sync engine of this program is called as a connector, for those who only read events.

#pragma once

#include <string_view>

namespace lockstep::scenario {

inline constexpr std::string_view kBuiltinConnectorName = "Lockstep engine";

}  // namespace lockstep::scenario
