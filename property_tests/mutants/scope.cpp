// SCO: scope and filters.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> scope_mutants() { return {}; }

}  // namespace lockstep::mutants
