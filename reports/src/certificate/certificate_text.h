/// The two texts of a certificate, each a function of what it covers: so that they can be made
/// again and compared.

#pragma once

#include <string>

#include "lockstep/report/certificate.h"

namespace lockstep::report {

/// certificate.json: canonical JSON. @param package  Every other file of the package.
[[nodiscard]] std::string certificate_text(const RunReport& run, const Package& package,
                                           const std::string& issued);

/// statement.intoto.json: an in-toto statement with a test-result predicate.
/// @pre package holds certificate.json
[[nodiscard]] std::string statement_text(const RunReport& run, const Package& package);

}  // namespace lockstep::report
