/// The operations that the services have, by their own names.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::sim {

/// True if `pattern`, such as "crm.contacts.create|crm.contacts.batch.*", means at least one
/// operation of each of its alternatives.
[[nodiscard]] bool is_known_operation_pattern(std::string_view pattern);

/// Of both services.
[[nodiscard]] const std::vector<std::string>& known_operations();

}  // namespace lockstep::sim
