/// The certificate: what a run found, as one package that others can check.
///
/// docs/certificate.md describes the files.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/report/package.h"
#include "lockstep/report/run_report.h"

namespace lockstep::report {

// The files of a package. The connector's own lie in "connector/", HAR archives in "evidence/".
inline constexpr std::string_view kCertificateFile = "certificate.json";
inline constexpr std::string_view kStatementFile = "statement.intoto.json";
inline constexpr std::string_view kSignatureFile = "statement.sig";
inline constexpr std::string_view kPublicKeyFile = "public.pem";
inline constexpr std::string_view kEventsFile = "events.jsonl";
inline constexpr std::string_view kReportFile = "index.html";
inline constexpr std::string_view kWaiversFile = "waivers.json";
inline constexpr std::string_view kConnectorFolder = "connector/";

/// What a certificate is made of.
struct CertificateParts {
  std::string events;  ///< The whole event stream.
  std::string issued;  ///< "2026-11-28".
  Package
      connector;     ///< connector.json and the files that it names; empty for the built-in engine.
  Package evidence;  ///< HAR archives by the name of their scenario.
  std::optional<std::string> waivers;      ///< The file as it was used.
  std::optional<std::string> private_key;  ///< PEM; without it the certificate is not signed.
};

/// The package. The statement names the certificate's digest, the certificate that of every other
/// file, and the signature is one of the statement: so it covers everything.
/// @error invalid_input  The stream is none, or of a run that did not come to its end; no private
///     key.
[[nodiscard]] Result<Package> make_certificate(const CertificateParts& parts);

/// By which two runs are the same: digest of the suite, the rules, the ledger, the connector, the
/// configuration, every verdict and every journal. @param connector  As in CertificateParts.
[[nodiscard]] std::string result_sha256(const RunReport& run, const Package& connector);

/// The connector's files in a package, by their path from its folder.
[[nodiscard]] Package connector_files(const Package& package);

/// What can be said of a package.
struct Verification {
  std::vector<std::string> flaws;  ///< What is not as it was written, one sentence each.
  std::optional<RunReport> run;    ///< Absent if the events cannot be read.
  std::string issued;
  std::string result_sha256;
  bool granted = false;     ///< The certificate says so. @pre flaws is empty, to be believed
  bool recomputed = false;  ///< Its verdicts follow from its checks, by this program's rulebook.
  std::string signer;       ///< fingerprint_of the key in the package; "" without signature.
  bool trusted = false;     ///< It is the key that the caller knows.
};

/// Checks every byte of a package against every other: the files against the certificate, the
/// certificate against the events, the statement against the certificate, the signature against
/// the statement.
/// @param public_key  PEM of the key that must have signed it; nullopt: whosever.
[[nodiscard]] Verification verify(const Package& package,
                                  const std::optional<std::string>& public_key = std::nullopt);

}  // namespace lockstep::report
