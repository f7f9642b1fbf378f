/// The methods of the People API, one function each. The table of routes is in methods.cpp.

#pragma once

#include "google/call.h"

namespace lockstep::sim::google {

[[nodiscard]] Answer list_connections(Call& call);
[[nodiscard]] Answer list_other_contacts(Call& call);

[[nodiscard]] Answer get_person(Call& call);
[[nodiscard]] Answer get_people(Call& call);

[[nodiscard]] Answer create_contact(Call& call);
[[nodiscard]] Answer update_contact(Call& call);
[[nodiscard]] Answer delete_contact(Call& call);

[[nodiscard]] Answer update_contact_photo(Call& call);
[[nodiscard]] Answer delete_contact_photo(Call& call);

[[nodiscard]] Answer search_contacts(Call& call);
[[nodiscard]] Answer search_other_contacts(Call& call);
[[nodiscard]] Answer copy_other_contact(Call& call);

[[nodiscard]] Answer list_directory_people(Call& call);
[[nodiscard]] Answer search_directory_people(Call& call);

[[nodiscard]] Answer batch_create_contacts(Call& call);
[[nodiscard]] Answer batch_update_contacts(Call& call);
[[nodiscard]] Answer batch_delete_contacts(Call& call);

[[nodiscard]] Answer list_contact_groups(Call& call);
[[nodiscard]] Answer get_contact_group(Call& call);
[[nodiscard]] Answer get_contact_groups(Call& call);
[[nodiscard]] Answer create_contact_group(Call& call);
[[nodiscard]] Answer update_contact_group(Call& call);
[[nodiscard]] Answer delete_contact_group(Call& call);
[[nodiscard]] Answer modify_members(Call& call);

}  // namespace lockstep::sim::google
