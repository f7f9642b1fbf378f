/// Cuts a failing world down until nothing can be taken away (delta debugging).

#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "draft.h"

namespace lockstep::explore {

/// The smallest set of `count` parts that `fails`, as far as leaving out parts finds it: first in
/// halves, quarters and so on, at last one by one, until no single one can be left out.
///
/// @param fails  Of the parts that are kept, in their order. @pre It fails with all of them.
[[nodiscard]] std::vector<std::size_t> minimal_parts(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>&)>& fails);

/// How many parts a draft has that can be left out: faults, steps, people, the values that they
/// begin with, delays, extras.
[[nodiscard]] std::size_t part_count(const Draft& draft);

/// The draft with these of its parts. A person that is left out takes their steps along.
[[nodiscard]] Draft with_parts(const Draft& draft, const std::vector<std::size_t>& parts);

/// The smallest draft that `fails`, as minimal_parts finds it. @pre fails(draft)
[[nodiscard]] Draft shrink(const Draft& draft, const std::function<bool(const Draft&)>& fails);

/// What a draft is made of, without its values: "two_way edit:hubspot sync fault:truncate".
/// Findings of one rule and one shape are one bug until shown otherwise.
[[nodiscard]] std::string shape_of(const Draft& draft);

}  // namespace lockstep::explore
