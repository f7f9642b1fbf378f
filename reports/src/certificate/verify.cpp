#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include "lockstep/base/digest.h"
#include "lockstep/base/rulebook.h"
#include "lockstep/report/certificate.h"
#include "lockstep/report/read_events.h"
#include "lockstep/report/signature.h"
#include "lockstep/scenario/digests.h"
#include "lockstep/scenario/run.h"

#include "certificate/certificate_text.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;

std::string_view find(const Package& package, std::string_view name) {
  const auto file = package.find(std::string(name));
  return file == package.end() ? std::string_view() : std::string_view(file->second);
}

std::string text_of(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string()
             ? json[key].get<std::string>()
             : "";
}

class Verifier {
 public:
  explicit Verifier(const Package& package) : package_(&package) {}

  Verification verify(const std::optional<std::string>& public_key) {
    read_certificate();
    compare_files();
    read_run();
    if (found_.run) {
      compare_texts(*found_.run);
      judge_again(*found_.run);
    }
    check_signature(public_key);
    return std::move(found_);
  }

 private:
  void flaw(std::string sentence) { found_.flaws.push_back(std::move(sentence)); }

  void read_certificate() {
    certificate_ = Json::parse(find(*package_, kCertificateFile), nullptr, false);
    found_.issued = text_of(certificate_, "issued");
    found_.result_sha256 = text_of(certificate_, "result_sha256");
    found_.granted = certificate_.is_object() && certificate_.value("granted", Json()) == true;
    if (text_of(certificate_, "format") != "lockstep-certificate") {
      flaw("certificate.json is missing, or no certificate");
    }
  }

  /// Every file has the digest that the certificate names, and there is no other.
  void compare_files() {
    const Json files =
        certificate_.is_object() ? certificate_.value("files", Json::object()) : Json::object();
    if (!files.is_object()) {
      return;
    }
    for (const auto& [name, digest] : files.items()) {
      const auto file = package_->find(name);
      if (file == package_->end()) {
        flaw(name + " is missing");
      } else if (digest != sha256_hex(file->second)) {
        flaw(name + " was changed");
      }
    }
    for (const auto& [name, bytes] : *package_) {
      const bool is_signed_part =
          name == kCertificateFile || name == kStatementFile || name == kSignatureFile;
      if (!is_signed_part && !files.contains(name)) {
        flaw(name + " does not belong to the certificate");
      }
    }
  }

  void read_run() {
    const Result<RunReport> run = read_events(find(*package_, kEventsFile), kEventsFile);
    if (run) {
      found_.run = *run;
    } else {
      flaw("events.jsonl cannot be read: " + run.error().message);
    }
  }

  void compare_texts(const RunReport& run) {
    if (certificate_text(run, *package_, found_.issued) != find(*package_, kCertificateFile)) {
      flaw("certificate.json does not follow from the events and files");
    }
    if (!package_->contains(std::string(kCertificateFile)) ||
        statement_text(run, *package_) != find(*package_, kStatementFile)) {
      flaw("statement.intoto.json does not follow from the certificate");
    }
  }

  /// The verdicts that the run ended with are those that its checks lead to.
  void judge_again(const RunReport& run) {
    if (run.rulebook_sha256 != scenario::rulebook_sha256()) {
      return;  // By other rules than this program's.
    }
    found_.recomputed = true;
    std::vector<scenario::CheckResult> checks;
    for (const ScenarioReport& scenario : run.scenarios) {
      VerdictCounts counts;
      for (const scenario::CheckResult& check : scenario.checks) {
        counts.add(check.verdict);
        checks.push_back(check);
      }
      if (scenario.verdict != worst_of(counts)) {
        flaw("the verdict of " + scenario.name + " does not follow from its checks");
      }
    }
    const std::vector<scenario::RuleVerdict> rules = scenario::roll_up(checks);
    for (const scenario::RuleVerdict& rule : rules) {
      const auto told = std::ranges::find(run.rules, rule.rule, &RuleReport::id);
      if (told == run.rules.end() || told->verdict != rule.verdict || told->checks != rule.counts) {
        flaw("the verdict of " + rule.rule + " does not follow from its checks");
      }
    }
    const scenario::Certificate again = scenario::certificate_of(rules, run.waivers, run.whole);
    if (again.granted != run.certificate || again.obstacles != run.obstacles) {
      flaw("whether a certificate may be given does not follow from the verdicts");
    }
  }

  void check_signature(const std::optional<std::string>& public_key) {
    const std::string_view signature = find(*package_, kSignatureFile);
    const std::string_view key = find(*package_, kPublicKeyFile);
    if (signature.empty() && key.empty()) {
      if (public_key) {
        flaw("it is not signed");
      }
      return;
    }
    const Result<std::string> fingerprint = fingerprint_of(key);
    if (!fingerprint || !is_signature(key, find(*package_, kStatementFile), signature)) {
      flaw("the signature is not one of statement.intoto.json by the key in public.pem");
      return;
    }
    found_.signer = *fingerprint;
    if (public_key) {
      const Result<std::string> known = fingerprint_of(*public_key);
      found_.trusted = known && *known == *fingerprint;
      if (!found_.trusted) {
        flaw("it is signed by another key than yours: " + *fingerprint);
      }
    }
  }

  const Package* package_;
  Json certificate_;
  Verification found_;
};

}  // namespace

Verification verify(const Package& package, const std::optional<std::string>& public_key) {
  return Verifier(package).verify(public_key);
}

}  // namespace lockstep::report
