/// Holds a rendered report against a JSON Schema, for tests.

#pragma once

#include <filesystem>
#include <string>

namespace lockstep::report {

/// Why the schema in the file `schema` refuses the JSON text `document`, or "".
[[nodiscard]] std::string refusal_by(const std::filesystem::path& schema,
                                     const std::string& document);

}  // namespace lockstep::report
