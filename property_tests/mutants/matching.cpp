// MAT: matching.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> matching_mutants() { return {}; }

}  // namespace lockstep::mutants
