/// The custom properties of HubSpot that a recording speaks of.

#pragma once

#include <map>
#include <string>

#include "facts.h"
#include "history.h"

namespace lockstep::scenario::lifting {

struct CustomProperty {
  Json definition;          ///< As FakeHubSpot::add_property takes it.
  bool is_assumed = false;  ///< It has values, but nobody read its definition: a line of text.
};

/// By name.
[[nodiscard]] std::map<std::string, CustomProperty> custom_properties_of(
    const Facts& facts, const Histories& histories);

}  // namespace lockstep::scenario::lifting
