/// A random world before it is a scenario: values that can be drawn, reckoned with and cut down.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/sim/service.h"

namespace lockstep::explore {

using sim::Service;

/// Fields that have a field of Google's to themselves, so that a user who edits one there leaves
/// the others alone whatever a sync has done meanwhile.
enum class Field { firstname, company, phone };

inline constexpr std::array kFields = {Field::firstname, Field::company, Field::phone};

/// "company": HubSpot's name, and the one in messages.
[[nodiscard]] std::string_view to_string(Field field) noexcept;

/// What a record holds; a field that is not here is empty.
using Values = std::map<Field, std::string>;

/// Has an address of their own, by which both records of them are known, and is given where values
/// are given. Who is given nowhere comes with an Add.
struct Person {
  std::optional<Values> hubspot;
  std::optional<Values> google;
};

enum class Direction { two_way, to_google, to_hubspot };

/// Passes of the connector. In a world without disturbance two of them, and only two, make both
/// sides equal.
struct Sync {
  int passes = 2;
};
struct Wait {
  Duration time{0};
};
/// A user gives a field a value; "" clears it.
struct Edit {
  Service side = Service::hubspot;
  std::size_t person = 0;
  Field field = Field::firstname;
  std::string value;
};
/// The same, around a request of the passes that follow; where there is none it does not happen.
struct EditDuring {
  std::string operation;  ///< Pattern, as in a scenario's faults.
  bool before = true;
  Edit edit;
};
struct Add {
  Service side = Service::hubspot;
  std::size_t person = 0;
  Values values;
};
/// Into the recycle bin, into Trash.
struct Remove {
  Service side = Service::hubspot;
  std::size_t person = 0;
};
struct Restore {
  Service side = Service::hubspot;
  std::size_t person = 0;
};
struct LoseState {};

using Step = std::variant<Sync, Wait, Edit, EditDuring, Add, Remove, Restore, LoseState>;

/// As in a scenario; the parameters that a fault does not have are 0 or "".
struct Fault {
  std::string operation;
  std::string kind;  ///< "commit-then-lose-answer"
  std::uint32_t first = 1;
  std::string error;   ///< Of answer-error: an id of the catalogue.
  std::string moment;  ///< Of crash-connector.
  std::int64_t milliseconds = 0;
  int records = 0;  ///< Of short-page.
};

/// @invariant is_sound(), but for what is being cut down
struct Draft {
  Direction direction = Direction::two_way;
  Service default_app = Service::hubspot;
  Duration search_lag{0};
  Duration propagation_delay{0};
  bool has_extras = false;  ///< Records also hold what no mapping covers.
  std::vector<Person> people;
  std::vector<Fault> faults;
  std::vector<Step> steps;
};

/// Whether a pass may do less than everything: something fails, is seen late, or is edited while a
/// write is under way.
[[nodiscard]] bool is_disturbed(const Draft& draft);

}  // namespace lockstep::explore
