// MAP: field mappings.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> mapping_mutants() { return {}; }

}  // namespace lockstep::mutants
