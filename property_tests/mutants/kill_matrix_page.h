/// The kill matrix for people and machines.

#pragma once

#include <string>
#include <vector>

#include "kill_matrix.h"

namespace lockstep::mutants {

/// Each mutant a line with what killed it; survivors first, then the share of those killed.
[[nodiscard]] std::string matrix_text(const std::vector<Fate>& fates, bool full);

/// {"mutants":[{"id","rule","kind","defect","killed","kills":[{"scenario","rules"}]}],
///  "killed","total","covering_set":[…]}
[[nodiscard]] std::string matrix_json(const std::vector<Fate>& fates);

/// docs/mutants.md: figures, covering set, and a table by rule. @pre the matrix is full
[[nodiscard]] std::string matrix_markdown(const std::vector<Fate>& fates);

}  // namespace lockstep::mutants
