// HLT, QUI: health and quiet.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> health_mutants() { return {}; }

}  // namespace lockstep::mutants
