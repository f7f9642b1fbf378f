/// The second step of a pass: who is whose partner. Decided by match(), carried out here.

#pragma once

#include "pass.h"

namespace lockstep {

/// Brings pairs and the outcomes of single records up to date, and leaves what is to be created in
/// `pass.creations`. Does nothing if nothing was observed since the last time.
void pair_records(Pass& pass);

}  // namespace lockstep
