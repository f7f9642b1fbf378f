// LIM: limits.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> limit_mutants() { return {}; }

}  // namespace lockstep::mutants
