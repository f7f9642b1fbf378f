// ROB, SET: surviving, settings.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> surviving_mutants() { return {}; }

}  // namespace lockstep::mutants
