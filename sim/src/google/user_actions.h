/// What a user does in the web interface of Google Contacts. See FakeGoogle for the contracts.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"

#include "google/address_book.h"

namespace lockstep::sim::google {

Result<std::string> add_contact(GoogleState& state, Account& account, const Json& person,
                                const GooglePlacement& placement);
Result<void> edit_contact(GoogleState& state, Account& account, std::string_view resource_name,
                          const Json& fields);
Result<void> set_starred(GoogleState& state, Account& account, std::string_view resource_name,
                         bool starred);
Result<void> set_labels(GoogleState& state, Account& account, std::string_view resource_name,
                        const std::vector<std::string>& labels);
Result<void> trash_contact(GoogleState& state, Account& account, std::string_view resource_name);
Result<void> restore_contact(GoogleState& state, Account& account, std::string_view resource_name);
void empty_trash(GoogleState& state, Account& account);
void empty_other_contacts(GoogleState& state, Account& account);
Result<std::string> change_resource_name(GoogleState& state, Account& account,
                                         std::string_view resource_name);
Result<std::string> merge_contacts(GoogleState& state, Account& account, std::string_view into,
                                   std::string_view from);

[[nodiscard]] GoogleContactView view_of(const Account& account, const Contact& contact);

}  // namespace lockstep::sim::google
