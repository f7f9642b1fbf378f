#include "lockstep/scenario/digests.h"

#include "lockstep/base/digest.h"
#include "lockstep/base/rulebook.h"
#include "lockstep/sim/fidelity_page.h"

namespace lockstep::scenario {

std::string sha256_of(const std::vector<Scenario>& scenarios) {
  Sha256 digest;
  for (const Scenario& scenario : scenarios) {
    digest.add(scenario.name + ' ' + scenario.sha256 + '\n');
  }
  return hexadecimal(digest.finish());
}

std::string rulebook_sha256() {
  Sha256 digest;
  for (const RuleInfo& rule : kRules) {
    const std::string version = std::to_string(rule.version);
    for (const std::string_view part :
         {rule.id, to_string(rule.kind), std::string_view(version), rule.text, rule.source}) {
      digest.add(part);
      digest.add("\n");
    }
  }
  return hexadecimal(digest.finish());
}

std::string fidelity_sha256() { return sha256_hex(sim::fidelity_json({})); }

}  // namespace lockstep::scenario
