#include "lockstep/report/certificate.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/base/digest.h"
#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/signature.h"

#include "certificate/certificate_text.h"
#include "json_parts.h"

namespace lockstep::report {
namespace {

/// Names are in the order of the alphabet, and nothing but whole numbers and text is in it: so the
/// bytes are those of RFC 8785, too.
using Json = nlohmann::json;

std::string canonical(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

Json digests_json(const Package& files) {
  Json json = Json::object();
  for (const auto& [name, bytes] : files) {
    json[name] = sha256_hex(bytes);
  }
  return json;
}

Json connector_json(const RunReport& run, const Package& connector) {
  return {{"name", run.connector_name},
          {"version", run.connector_version},
          {"vendor", run.connector_vendor},
          {"claims", run.connector_claims},
          {"files", digests_json(connector)}};
}

Json rules_json(const RunReport& run) {
  Json rules = Json::array();
  for (const RuleReport& rule : run.rules) {
    rules.push_back({{"id", rule.id},
                     {"kind", to_string(rule.kind)},
                     {"verdict", to_string(rule.verdict)},
                     {"checks", counts_json<Json>(rule.checks)},
                     {"leans_on", leanings_json<Json>(rule.leans_on)}});
  }
  return rules;
}

Json scenarios_json(const RunReport& run) {
  Json scenarios = Json::array();
  for (const ScenarioReport& scenario : run.scenarios) {
    const Verdict verdict = scenario.verdict.value_or(Verdict::harness_error);
    scenarios.push_back({{"name", scenario.name},
                         {"verdict", to_string(verdict)},
                         {"checks", scenario.checks.size()},
                         {"requests", scenario.exchange_count},
                         {"virtual_ms", scenario.virtual_ms},
                         {"journal_sha256", scenario.journal_sha256}});
  }
  return scenarios;
}

Json waivers_json(const RunReport& run) {
  Json waivers = Json::array();
  for (const scenario::WaiverOutcome& outcome : run.waivers) {
    waivers.push_back(waiver_json<Json>(outcome));
  }
  return waivers;
}

Json crash_matrix_json(const RunReport& run) {
  Json cells = Json::array();
  for (const scenario::CrashCell& cell : run.crash_cells) {
    cells.push_back({{"scenario", cell.scenario},
                     {"request", cell.request},
                     {"operation", cell.operation},
                     {"phase", cell.phase},
                     {"outcome", cell.outcome}});
  }
  return cells;
}

Json result_json(const RunReport& run, const Package& connector) {
  return {{"lockstep_version", run.lockstep_version},
          {"rulebook_version", run.rulebook_version},
          {"rulebook_sha256", run.rulebook_sha256},
          {"fidelity_sha256", run.fidelity_sha256},
          {"suite", {{"scenarios", run.scenarios_planned}, {"sha256", run.scenarios_sha256}}},
          {"connector", connector_json(run, connector)},
          // The seed as text: a number of 64 bits is more than other readers of JSON hold.
          {"configuration",
           {{"transport", run.transport},
            {"seed", std::to_string(run.seed)},
            {"crash_scenarios", run.crash_scenarios}}},
          {"rules", rules_json(run)},
          {"scenarios", scenarios_json(run)},
          {"crash_matrix", crash_matrix_json(run)},
          {"waivers", waivers_json(run)}};
}

/// As the test-result predicate of in-toto sorts tests: what passed, warned and failed.
Json statement_json(const RunReport& run, const Package& connector,
                    const std::string& certificate) {
  Json passed = Json::array();
  Json warned = Json::array();
  Json failed = Json::array();
  for (const RuleReport& rule : run.rules) {
    switch (rule.verdict) {
      case Verdict::pass:
      case Verdict::variant: passed.push_back(rule.id); break;
      case Verdict::warn:
      case Verdict::waived: warned.push_back(rule.id); break;
      case Verdict::fail:
      case Verdict::config:
      case Verdict::harness_error: failed.push_back(rule.id); break;
      case Verdict::not_exercised:
      case Verdict::not_applicable: break;
    }
  }
  const auto resource = [](std::string_view name, const std::string& digest) {
    return Json{{"name", name}, {"digest", {{"sha256", digest}}}};
  };
  const std::string identity = sha256_hex(canonical(connector_json(run, connector)));
  return {
      {"_type", "https://in-toto.io/Statement/v1"},
      {"subject", {resource(run.connector_name + " " + run.connector_version, identity)}},
      {"predicateType", "https://in-toto.io/attestation/test-result/v0.1"},
      {"predicate",
       {{"result", !run.certificate  ? "FAILED"
                   : !warned.empty() ? "WARNED"
                                     : "PASSED"},
        {"configuration",
         {resource(kCertificateFile, sha256_hex(certificate)),
          resource("scenarios", run.scenarios_sha256), resource("rulebook", run.rulebook_sha256),
          resource("fidelity ledger", run.fidelity_sha256)}},
        {"passedTests", std::move(passed)},
        {"warnedTests", std::move(warned)},
        {"failedTests", std::move(failed)}}}};
}

bool is_covered(std::string_view name) {
  return name != kCertificateFile && name != kStatementFile && name != kSignatureFile;
}

}  // namespace

Package connector_files(const Package& package) {
  Package files;
  for (const auto& [name, bytes] : package) {
    if (name.starts_with(kConnectorFolder)) {
      files.emplace(name.substr(kConnectorFolder.size()), bytes);
    }
  }
  return files;
}

std::string certificate_text(const RunReport& run, const Package& package,
                             const std::string& issued) {
  Package covered;
  std::ranges::copy_if(package, std::inserter(covered, covered.end()),
                       [](const auto& file) { return is_covered(file.first); });
  const Package connector = connector_files(package);
  return canonical({{"format", "lockstep-certificate"},
                    {"schema", 1},
                    {"issued", issued},
                    {"granted", run.certificate},
                    {"obstacles", run.obstacles},
                    {"result", result_json(run, connector)},
                    {"result_sha256", result_sha256(run, connector)},
                    {"files", digests_json(covered)}});
}

std::string statement_text(const RunReport& run, const Package& package) {
  return canonical(
      statement_json(run, connector_files(package), package.at(std::string(kCertificateFile))));
}

std::string result_sha256(const RunReport& run, const Package& connector) {
  return sha256_hex(canonical(result_json(run, connector)));
}

Result<Package> make_certificate(const CertificateParts& parts) {
  const Result<RunReport> run = read_events(parts.events, kEventsFile);
  if (!run) {
    return Failure{run.error()};
  }
  if (!run->complete || !run->config_mistakes.empty()) {
    return failure(ErrorKind::invalid_input,
                   "there is no certificate of a run that did not come to its end",
                   std::string(kEventsFile));
  }
  Package package;
  package.emplace(kEventsFile, parts.events);
  package.emplace(kReportFile, render_html(*run));
  if (parts.waivers) {
    package.emplace(kWaiversFile, *parts.waivers);
  }
  for (const auto& [name, bytes] : parts.connector) {
    package.emplace(std::string(kConnectorFolder) + name, bytes);
  }
  for (const auto& [name, har] : parts.evidence) {
    package.emplace("evidence/" + name + ".har", har);
  }
  if (parts.private_key) {
    const Result<std::string> key = public_key_of(*parts.private_key);
    if (!key) {
      return Failure{key.error()};
    }
    package.emplace(kPublicKeyFile, *key);
  }
  const auto stray =
      std::ranges::find_if(package, [](const auto& file) { return !is_package_path(file.first); });
  if (stray != package.end()) {
    return failure(ErrorKind::invalid_input, "no name for a file of a package", stray->first);
  }
  package.emplace(kCertificateFile, certificate_text(*run, package, parts.issued));
  const std::string& statement =
      package.emplace(kStatementFile, statement_text(*run, package)).first->second;
  if (parts.private_key) {
    Result<std::string> signature = sign(*parts.private_key, statement);
    if (!signature) {
      return Failure{signature.error()};
    }
    package.emplace(kSignatureFile, std::move(*signature));
  }
  return package;
}

}  // namespace lockstep::report
