#include "stores.h"

#include <nlohmann/json.hpp>

#include "lifting/stored_form.h"

namespace lockstep::scenario {

std::string stores_of(const Stage& stage) {
  Json stores = {{"hubspot", Json::array()}, {"google", Json::array()}};
  for (const sim::HubSpotContactView& contact : stage.hubspot_contacts()) {
    if (contact.merged_into) {
      continue;  // It is shown as the record that it leads to.
    }
    Json record = {{"id", contact.id}, {"properties", Json::object()}};
    for (const auto& [name, value] : contact.properties) {
      if (lifting::is_writable_property(name)) {
        record["properties"][name] = value;
      }
    }
    if (contact.archived) {
      record["archived"] = true;
    }
    if (!contact.lists.empty()) {
      record["lists"] = stage.list_names(contact.lists);
    }
    stores["hubspot"].push_back(std::move(record));
  }
  for (const std::string& account : stage.accounts()) {
    for (const sim::GoogleContactView& contact : stage.contacts(account)) {
      stores["google"].push_back({{"id", contact.resource_name},
                                  {"account", account},
                                  {"folder", to_string(contact.folder)},
                                  {"starred", contact.starred},
                                  {"labels", contact.labels},
                                  {"person", *contact.person}});
    }
  }
  return stores.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lockstep::scenario
