/// The services' own descriptions, which the fakes' answers are held against.

#pragma once

#include <memory>
#include <string>

#include "lockstep/base/result.h"
#include "lockstep/descriptions/service_descriptions.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

/// Null where there are none.
using Specs = std::shared_ptr<const descriptions::ServiceDescriptions>;

void add_specs_option(CLI::App& command, std::string& folder);

/// Of the folder `chosen`, else of the one that LOCKSTEP_SPECS names, else none.
/// @error  As ServiceDescriptions::load.
[[nodiscard]] Result<Specs> load_specs(const std::string& chosen);

/// The last line of a run: whether the answers were held against anything.
[[nodiscard]] std::string answers_line(const Specs& specs);

}  // namespace lockstep::cli
