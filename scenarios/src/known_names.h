/// Names that a scenario may use, so that a misspelt one is found before it tests nothing.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::scenario {

/// True if `pattern`, such as "crm.contacts.create|crm.contacts.batch.*", means at least one
/// operation of each of its alternatives.
[[nodiscard]] bool is_known_operation_pattern(std::string_view pattern);

[[nodiscard]] const std::vector<std::string>& known_operations();

/// Fields of a person that a user can fill, with "userDefined", without "memberships".
[[nodiscard]] const std::vector<std::string>& known_person_fields();

}  // namespace lockstep::scenario
