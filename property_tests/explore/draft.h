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

inline constexpr std::array kServices = {Service::hubspot, Service::google};

/// Mapped fields, by HubSpot's names.
enum class Field { firstname, lastname, email, phone, mobilephone, fax, jobtitle, company };

inline constexpr std::array kFields = {Field::firstname, Field::lastname,    Field::email,
                                       Field::phone,     Field::mobilephone, Field::fax,
                                       Field::jobtitle,  Field::company};

/// "company": the name in messages, too.
[[nodiscard]] std::string_view to_string(Field field) noexcept;

/// Fields that are one field of a Google person, which a user who edits one of them writes whole.
enum class Group { names, emails, phones, organizations };

inline constexpr std::array kGroups = {Group::names, Group::emails, Group::phones,
                                       Group::organizations};

[[nodiscard]] Group group_of(Field field) noexcept;

/// What a record holds; a field that is not here is empty, but for email: see address_of.
using Values = std::map<Field, std::string>;

/// "ann", or "p7" where names have run out: the person in refs, emails and values.
[[nodiscard]] std::string handle_of(std::size_t person);

/// The email by which both records of a person are known at first: "ann@example.com",
/// "ann+cem@example.com".
[[nodiscard]] std::string address_of(std::size_t person);

/// Whether a Google contact has a number and an email more than those that map: one of a world with
/// extras that has a first number.
[[nodiscard]] bool has_others(bool has_extras, const Values& google);

/// Is given where values are given. Who is given nowhere comes with an Add.
struct Person {
  std::optional<Values> hubspot;
  std::optional<Values> google;
  bool is_listed = false;   ///< In the list that HubSpot's filter names.
  bool is_starred = false;  ///< In Google.
};

enum class Direction { two_way, to_google, to_hubspot, none };

struct Settings {
  Direction direction = Direction::two_way;
  Service default_app = Service::hubspot;
  bool lists = false;  ///< HubSpot's drop-down selects members of a list only.
  bool stars = false;  ///< Google's selects starred contacts only.
  bool enabled = true;
};

/// Passes of the connector. In a world without disturbance two of them, and only two, make both
/// sides equal.
struct Sync {
  int passes = 2;
};
/// Time and passes, so many that all is done that was to do before, whatever has failed.
struct Settle {};
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
struct EmptyTrash {};
struct Merge {
  Service side = Service::hubspot;
  std::size_t person = 0;  ///< Survives.
  std::size_t other = 0;
};
/// The Google contact gets another resourceName.
struct Rename {
  std::size_t person = 0;
};
/// Into the list or out of it.
struct Enlist {
  std::size_t person = 0;
  bool is_listed = true;
};
struct Star {
  std::size_t person = 0;
  bool is_starred = true;
};
struct ChangeSettings {
  Settings settings;
};
struct LoseState {};

using Step = std::variant<Sync, Settle, Wait, Edit, EditDuring, Add, Remove, Restore, EmptyTrash,
                          Merge, Rename, Enlist, Star, ChangeSettings, LoseState>;

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

/// @invariant reckon() of it, but for what is being cut down
struct Draft {
  Settings settings;
  Duration search_lag{0};
  Duration propagation_delay{0};
  bool has_quotas = false;
  std::optional<std::size_t> google_contacts_max;  ///< Trash included (LIM-1).
  bool has_extras = false;                         ///< Records also hold what no mapping covers.
  std::vector<Person> people;
  std::vector<Fault> faults;
  std::vector<Step> steps;
};

/// Whether a service shows late what has been written.
[[nodiscard]] bool shows_late(const Draft& draft);

/// Whether a pass may do less than everything: something fails, is seen late, or is edited while a
/// write is under way.
[[nodiscard]] bool is_disturbed(const Draft& draft);

}  // namespace lockstep::explore
