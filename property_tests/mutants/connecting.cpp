// CON, DIR: connecting and direction.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> connecting_mutants() { return {}; }

}  // namespace lockstep::mutants
