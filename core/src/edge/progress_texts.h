/// Progress as names and texts, as it is stored.

#pragma once

#include "state_rows.h"
#include "state_tables.h"

namespace lockstep {

[[nodiscard]] StateTables::ProgressTexts to_texts(const Progress& progress);

/// Members that are not there keep their value.
void from_texts(const StateTables::ProgressTexts& texts, Progress& progress);

}  // namespace lockstep
