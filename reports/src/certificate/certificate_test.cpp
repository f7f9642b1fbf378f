// A certificate holds: whatever of it is changed is found, by its bytes and by what they say.

#include "lockstep/report/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lockstep/report/read_events.h"
#include "lockstep/report/signature.h"
#include "lockstep/scenario/digests.h"
#include "lockstep/scenario/run.h"

#include "certificate/test_key.h"
#include "golden.h"
#include "schema_check.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// A short run in which everything holds but one SHOULD; every other rule is not applicable.
std::string events_of_a_run() {
  std::vector<scenario::CheckResult> checks;
  for (const RuleInfo& rule : kRules) {
    scenario::CheckResult check;
    check.rule = rule.id;
    check.scenario = "match/same-email-pairs";
    check.verdict = rule.id == "MAT-1"    ? Verdict::pass
                    : rule.id == "MRG-14" ? Verdict::warn
                                          : Verdict::not_applicable;
    check.message = "as it is";
    checks.push_back(check);
  }
  scenario::RunStarted started;
  started.lockstep_version = "0.1.0";
  started.rulebook_version = kRulebookVersion;
  started.connector_name = "Acme";
  started.connector_version = "2";
  started.connector_vendor = "Acme Inc";
  started.claims = {"two_way"};
  started.transport = "http";
  started.seed = 7;
  started.scenarios = 1;
  started.scenarios_sha256 = "1a";
  started.rulebook_sha256 = scenario::rulebook_sha256();
  started.fidelity_sha256 = scenario::fidelity_sha256();
  scenario::RunFinished finished;
  finished.rules = scenario::roll_up(checks);
  finished.certificate = true;
  std::string events =
      to_json_line(started) + "\n" +
      to_json_line(scenario::ScenarioStarted{"match/same-email-pairs", "", {}, {}, ""}) + "\n";
  for (const scenario::CheckResult& check : checks) {
    events += to_json_line(scenario::CheckMade{check}) + "\n";
  }
  return events +
         to_json_line(scenario::ScenarioFinished{"match/same-email-pairs", Verdict::warn,
                                                 checks.size(), 9, 180, "4d"}) +
         "\n" + to_json_line(finished) + "\n";
}

CertificateParts parts() {
  CertificateParts parts;
  parts.events = events_of_a_run();
  parts.issued = "2026-11-28";
  parts.connector = {{"connector.json", "{}"}, {"src/main.py", "pass\n"}};
  parts.evidence = {{"match/same-email-pairs", "{\"log\":{}}"}};
  parts.waivers = "{\"waivers\":[]}";
  parts.private_key = kRfc8032Key;
  return parts;
}

Package signed_package() { return make_certificate(parts()).value(); }
Package unsigned_package() {
  CertificateParts without_key = parts();
  without_key.private_key = std::nullopt;
  return make_certificate(without_key).value();
}

TEST(Certificate, HoldsAsItWasMade) {
  const std::string key = public_key_of(kRfc8032Key).value();
  const Verification found = verify(signed_package(), key);
  EXPECT_THAT(found.flaws, IsEmpty());
  EXPECT_TRUE(found.granted);
  EXPECT_TRUE(found.recomputed);
  EXPECT_TRUE(found.trusted);
  EXPECT_EQ(found.signer, fingerprint_of(key).value());
  EXPECT_EQ(found.issued, "2026-11-28");
}

TEST(Certificate, OfTheSamePartsHasTheSameBytes) { EXPECT_EQ(signed_package(), signed_package()); }

/// Bits all over each file.
void expect_every_flip_found(const Package& package) {
  for (const auto& [name, bytes] : package) {
    constexpr std::size_t kProbes = 5;
    const std::size_t bits = 8 * bytes.size();
    const std::size_t step = std::max<std::size_t>(1, bits / kProbes) | 1U;
    for (std::size_t bit = 0; bit < bits; bit += step) {
      Package flipped = package;
      char& letter = flipped[name][bit / 8];
      letter = static_cast<char>(letter ^ (1 << (bit % 8)));
      ASSERT_THAT(verify(flipped).flaws, testing::Not(IsEmpty())) << name << ", bit " << bit;
    }
  }
}

TEST(Certificate, BreaksWithAnyFlippedBit) { expect_every_flip_found(signed_package()); }
TEST(Certificate, BreaksWithAnyFlippedBitAlsoWhereItIsNotSigned) {
  expect_every_flip_found(unsigned_package());
}

TEST(Certificate, BreaksWhereAFileIsMissingOrAdded) {
  for (const auto& [name, bytes] : signed_package()) {
    Package lacking = signed_package();
    lacking.erase(name);
    EXPECT_THAT(verify(lacking).flaws, testing::Not(IsEmpty())) << name;
  }
  Package grown = signed_package();
  grown.emplace("evidence/other.har", "{}");
  EXPECT_THAT(verify(grown).flaws, Contains(HasSubstr("does not belong")));
}

TEST(Certificate, MadeAnewWithBetterVerdictsIsFoundByItsChecks) {
  CertificateParts forged = parts();
  const std::string failing = R"("verdict":"warn","step")";
  forged.events.replace(forged.events.find(failing), failing.size(), R"("verdict":"fail","step")");
  const Verification found = verify(make_certificate(forged).value());
  EXPECT_THAT(found.flaws, Contains(HasSubstr("does not follow from its checks")));
}

TEST(Certificate, SignedByAnotherKeyIsNotTheVendors) {
  CertificateParts forged = parts();
  forged.private_key = kOtherKey;
  const Verification found =
      verify(make_certificate(forged).value(), public_key_of(kRfc8032Key).value());
  EXPECT_THAT(found.flaws, Contains(HasSubstr("another key")));
  EXPECT_FALSE(found.trusted);
}

TEST(Certificate, WithoutSignatureIsNotTheVendors) {
  EXPECT_THAT(verify(unsigned_package()).flaws, IsEmpty());
  EXPECT_THAT(verify(unsigned_package(), public_key_of(kRfc8032Key).value()).flaws,
              Contains(HasSubstr("not signed")));
}

TEST(Certificate, IsNotMadeOfARunThatDidNotComeToItsEnd) {
  CertificateParts cut = parts();
  cut.events.resize(cut.events.rfind("{\"event\":\"run_finished\""));
  EXPECT_FALSE(make_certificate(cut));
  cut.events = golden("events_config.jsonl");
  EXPECT_FALSE(make_certificate(cut)) << "nothing was judged";
}

TEST(Certificate, HasTheSameResultWhateverDoesNotBelongToIt) {
  const RunReport run = read_events(events_of_a_run(), "events").value();
  const std::string result = result_sha256(run, parts().connector);
  EXPECT_EQ(verify(signed_package()).result_sha256, result);
  EXPECT_EQ(verify(unsigned_package()).result_sha256, result);
  RunReport other = run;
  other.scenarios[0].journal_sha256 = "5e";
  EXPECT_NE(result_sha256(other, parts().connector), result);
  EXPECT_NE(result_sha256(run, {}), result);
}

TEST(Certificate, IsCanonicalJsonOfWholeNumbersAndText) {
  const std::string text = signed_package().at(std::string(kCertificateFile));
  const Json json = Json::parse(text);
  EXPECT_EQ(json.dump() + "\n", text);
  EXPECT_EQ(refusal_by(LOCKSTEP_SOURCE_DIR "/reports/schema/certificate.schema.json", text), "");
  const std::function<bool(const Json&)> has_float = [&](const Json& value) {
    return value.is_number_float() ||
           (value.is_structured() && std::ranges::any_of(value, has_float));
  };
  EXPECT_FALSE(has_float(json));
}

TEST(Statement, IsOneOfInTotoAboutTheConnector) {
  const Json json = Json::parse(signed_package().at(std::string(kStatementFile)));
  EXPECT_EQ(json["_type"], "https://in-toto.io/Statement/v1");
  EXPECT_EQ(json["predicateType"], "https://in-toto.io/attestation/test-result/v0.1");
  EXPECT_EQ(json["subject"][0]["name"], "Acme 2");
  EXPECT_EQ(json["predicate"]["result"], "WARNED");
  EXPECT_EQ(json["predicate"]["passedTests"], Json({"MAT-1"}));
  EXPECT_EQ(json["predicate"]["warnedTests"], Json({"MRG-14"}));
  EXPECT_EQ(json["predicate"]["configuration"][0]["name"], "certificate.json");
}

}  // namespace
}  // namespace lockstep::report
