/// Files of reports/golden, for tests.

#pragma once

#include <string>

namespace lockstep::report {

/// The content of a file of reports/golden.
[[nodiscard]] std::string golden(const std::string& name);

/// Expects `actual` to be the golden file `name`, byte for byte. With LOCKSTEP_UPDATE_GOLDEN=1 in
/// the environment the file is written instead: look at the difference before you commit it.
void expect_golden(const std::string& name, const std::string& actual);

}  // namespace lockstep::report
