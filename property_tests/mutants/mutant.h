/// Deliberately wrong connectors: the built-in engine with one defect in one rule each.
///
/// A suite that they all pass would prove nothing. Nothing of them is inside the engine: a defect
/// takes hold of what goes in and out of it (defect.h).

#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "lockstep/base/rule.h"

#include "defect.h"

namespace lockstep::mutants {

struct Mutant {
  RuleId rule;          ///< That it breaks.
  std::string_view id;  ///< "phn-8-moves-the-label": begins with the rule, says what happens.
  std::string_view
      defect;  ///< What the connector does, in one sentence a vendor could have caused.
  std::function<Defect()> make;  ///< Anew for each scenario: a defect may have a memory.
};

// One function a file, in the rulebook's order.
[[nodiscard]] std::vector<Mutant> connecting_mutants();  ///< CON, DIR.
[[nodiscard]] std::vector<Mutant> scope_mutants();       ///< SCO.
[[nodiscard]] std::vector<Mutant> matching_mutants();    ///< MAT.
[[nodiscard]] std::vector<Mutant> merging_mutants();     ///< MRG.
[[nodiscard]] std::vector<Mutant> phone_mutants();       ///< PHN.
[[nodiscard]] std::vector<Mutant> mapping_mutants();     ///< MAP.
[[nodiscard]] std::vector<Mutant> keeping_mutants();     ///< KEP, DEL.
[[nodiscard]] std::vector<Mutant> limit_mutants();       ///< LIM.
[[nodiscard]] std::vector<Mutant> health_mutants();      ///< HLT, QUI.
[[nodiscard]] std::vector<Mutant> surviving_mutants();   ///< ROB.
[[nodiscard]] std::vector<Mutant> settings_mutants();    ///< SET.

/// All of them, in the rulebook's order; made once.
[[nodiscard]] const std::vector<Mutant>& all_mutants();

/// The engine with a mutant's defect, in process.
[[nodiscard]] std::unique_ptr<scenario::Connector> make_mutant_connector(const Mutant& mutant);

}  // namespace lockstep::mutants
