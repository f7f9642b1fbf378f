#include "google/directory.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/text.h"

#include "google/address_book.h"
#include "google/derived_forms.h"
#include "google/etags.h"
#include "google/person_input.h"
#include "google/person_rendering.h"
#include "google/search_text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kPeopleMax = 100'000;

std::string profile_id(Random& random) {
  std::string digits = "1";
  while (digits.size() < 21) {  // G43
    digits += static_cast<char>('0' + random.below(10));
  }
  return digits;
}

Failure invalid(std::string message) {
  return failure(ErrorKind::invalid_input, std::move(message), "google.add_directory_person");
}

struct SearchedMembers {
  std::string_view field;
  std::array<std::string_view, 4> members;
};

constexpr std::array kSearched = {
    SearchedMembers{"names", {"displayName", "displayNameLastFirst", "givenName", "familyName"}},
    SearchedMembers{"emailAddresses", {"value"}},
    SearchedMembers{"phoneNumbers", {"value"}},
};

}  // namespace

Result<std::string> add_directory_person(GoogleState& state, const Json& person,
                                         bool shared_contact) {
  if (state.options.workspace_domain.empty()) {
    return invalid("there is no domain: the option workspace_domain is empty");
  }
  Checked<PersonInput> input = read_person(person, "person");
  if (!input) {
    return invalid(input.error().message);
  }
  if (auto error = check_values(input->fields, all_fields())) {
    return invalid(error->message);
  }
  if (input->fields.empty() || state.directory.size() >= kPeopleMax) {
    return invalid(input->fields.empty() ? "a person of the directory needs at least one field"
                                         : "the directory is full");
  }
  Random random = state.random.fork("directory " + std::to_string(state.directory.size()));
  DirectoryPerson added{.resource_name = {},
                        .source_id = {},
                        .shared_contact = shared_contact,
                        .person = std::make_shared<const Json>(std::move(input->fields))};
  if (shared_contact) {
    const std::uint64_t id = random.next() >> 1U;
    added.resource_name = resource_name_of(id);
    added.source_id = source_id_of(id);
  } else {
    added.source_id = profile_id(random);
    added.resource_name = "people/" + added.source_id;
  }
  state.directory.push_back(std::move(added));
  return state.directory.back().resource_name;
}

bool has_directory(const GoogleState& state, const Account& account) {
  const std::string& domain = state.options.workspace_domain;
  const std::size_t at = account.email.rfind('@');
  return !domain.empty() && at != std::string::npos &&
         ascii_lower(account.email.substr(at + 1)) == ascii_lower(domain);
}

std::string directory_person_text(const DirectoryPerson& person, const FieldSet& mask) {
  using OrderedJson = nlohmann::ordered_json;
  const OrderedJson source{{"type", person.source_type()}, {"id", person.source_id}};
  OrderedJson shown{{"resourceName", person.resource_name},
                    {"etag", PersonEtagMaker(mask).make({})}};
  if (mask.test(index_of(PersonField::metadata))) {
    shown["metadata"] = {{"sources", OrderedJson::array({source})}, {"objectType", "PERSON"}};
  }
  for (const PersonFieldInfo& info : person_fields()) {
    const auto items = person.person->find(info.name);
    if (!mask.test(index_of(info.field)) || items == person.person->end()) {
      continue;
    }
    OrderedJson list = OrderedJson::array();
    for (Json item : *items) {
      add_derived_forms(info.field, item);
      OrderedJson metadata{{"source", source}};
      if (list.empty()) {
        metadata = {{"primary", true}, {"source", source}};
      }
      OrderedJson entry{{"metadata", std::move(metadata)}};
      for (const auto& [name, value] : item.items()) {
        entry[name] = value;
      }
      list.push_back(std::move(entry));
    }
    shown[std::string(info.name)] = std::move(list);
  }
  return shown.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

bool is_found(const DirectoryPerson& person, std::string_view query) {
  return std::ranges::any_of(kSearched, [&](const SearchedMembers& searched) {
    const auto items = person.person->find(searched.field);
    if (items == person.person->end()) {
      return false;
    }
    return std::ranges::any_of(*items, [&](Json item) {
      add_derived_forms(*find_person_field(searched.field), item);
      return std::ranges::any_of(searched.members, [&](std::string_view name) {
        const auto member = name.empty() ? item.end() : item.find(name);
        return member != item.end() && member->is_string() &&
               has_prefix_phrase(member->get_ref<const std::string&>(), query);
      });
    });
  });
}

}  // namespace lockstep::sim::google
