/// What happens in a random world.

#pragma once

#include "draft.h"
#include "features.h"
#include "values.h"

namespace lockstep::explore {

[[nodiscard]] Settings draw_settings(const Features& features, Random& random);

/// Some twenty steps onto a draft that has none, each of which the model allows.
void draw_steps(const Features& features, Random random, ValueMaker& values, Draft& draft);

}  // namespace lockstep::explore
