/// The tables of a connection's state, and how an older file gets them.

#pragma once

#include <string>

#include "lockstep/base/result.h"

#include "sqlite.h"

namespace lockstep {

enum class Trust {
  checked,  ///< Every page is read first.
  sealed,   ///< The file is as it was left (state_seal.h).
};

/// Checks the file and runs the migrations that it lacks. `name` stands in messages.
/// @error corrupt_state  Damaged, or newer than this program; nothing was written.
[[nodiscard]] Result<void> bring_up_to_date(Database& database, const std::string& name,
                                            Trust trust);

}  // namespace lockstep
