/// The second step of a pass: who is whose partner. Decided by match(), carried out here.

#pragma once

#include "pass.h"

namespace lockstep {

/// Brings pairs, the outcomes of single records and Record::creates up to date around every record
/// that matching has not seen.
void pair_records(Pass& pass);

}  // namespace lockstep
