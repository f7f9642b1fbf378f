#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/timestamp.h"

#include "control/call.h"

namespace lockstep::sim::control {
namespace {

Json view_json(const HubSpotContactView& view) {
  return {{"id", view.id},
          {"properties", view.properties},
          {"archived", view.archived},
          {"merged_into", view.merged_into ? Json(*view.merged_into) : Json(nullptr)},
          {"lists", view.lists},
          {"updated", format_timestamp(view.updated)},
          {"created_by_api", view.created_by_api}};
}

/// Values are text; null clears, as "" does.
std::map<std::string, std::string> read_properties(ObjectReader& body) {
  std::map<std::string, std::string> properties;
  const Node* const node = body.require("properties");
  if (node == nullptr) {
    return properties;
  }
  const ObjectReader reader(*node, body.mistakes(), "\"properties\"");
  for (const NodeMember& member : node->members) {
    properties[member.key] =
        member.value.is_null()
            ? ""
            : read_text(member.value, body.mistakes(), '"' + member.key + '"').value_or("");
  }
  return properties;
}

Response grant(Call& call) {
  const bool all = call.body().find("scopes") == nullptr;
  const std::vector<std::string> scopes = call.body().texts("scopes");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  FakeHubSpot& hubspot = call.world().hubspot();
  const OAuthGrant grant = all ? hubspot.grant() : hubspot.grant(scopes);
  return call.acted("hubspot.grant", grant);
}

Response add_contact(Call& call) {
  const auto properties = read_properties(call.body());
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.add_contact", call.world().hubspot().add_contact(properties), "id");
}

Response edit_contact(Call& call) {
  const std::string id = call.body().required_text("id");
  const auto properties = read_properties(call.body());
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.edit_contact", call.world().hubspot().edit_contact(id, properties));
}

using OfOneContact = Result<void> (FakeHubSpot::*)(std::string_view);

Response act_on_one(Call& call, std::string what, OfOneContact act) {
  const std::string id = call.body().required_text("id");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted(std::move(what), (call.world().hubspot().*act)(id));
}

Response delete_contact(Call& call) {
  return act_on_one(call, "hubspot.delete_contact", &FakeHubSpot::delete_contact);
}

Response restore_contact(Call& call) {
  return act_on_one(call, "hubspot.restore_contact", &FakeHubSpot::restore_contact);
}

Response merge(Call& call) {
  const std::string primary = call.body().required_text("primary");
  const std::string other = call.body().required_text("other");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.merge", call.world().hubspot().merge(primary, other), "id");
}

Response add_list(Call& call) {
  const std::string name = call.body().required_text("name");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.add_list", Result<std::string>(call.world().hubspot().add_list(name)),
                    "id");
}

using OfAListAndAContact = Result<void> (FakeHubSpot::*)(std::string_view, std::string_view);

Response act_on_list(Call& call, std::string what, OfAListAndAContact act) {
  const std::string list = call.body().required_text("list");
  const std::string id = call.body().required_text("id");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted(std::move(what), (call.world().hubspot().*act)(list, id));
}

Response add_to_list(Call& call) {
  return act_on_list(call, "hubspot.add_to_list", &FakeHubSpot::add_to_list);
}

Response remove_from_list(Call& call) {
  return act_on_list(call, "hubspot.remove_from_list", &FakeHubSpot::remove_from_list);
}

Response add_property(Call& call) {
  const nlohmann::json definition = call.required_object("definition");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.add_property", call.world().hubspot().add_property(definition));
}

Response act_on_all(Call& call, std::string what, void (FakeHubSpot::*act)()) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  (call.world().hubspot().*act)();
  return call.acted(std::move(what), Result<void>());
}

Response expire_access_tokens(Call& call) {
  return act_on_all(call, "hubspot.expire_access_tokens", &FakeHubSpot::expire_access_tokens);
}

Response revoke_refresh_tokens(Call& call) {
  return act_on_all(call, "hubspot.revoke_refresh_tokens", &FakeHubSpot::revoke_refresh_tokens);
}

Response add_owner(Call& call) {
  const std::string email = call.body().required_text("email");
  const std::string first_name = call.body().text("first_name").value_or("");
  const std::string last_name = call.body().text("last_name").value_or("");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted(
      "hubspot.add_owner",
      Result<std::string>(call.world().hubspot().add_owner(email, first_name, last_name)), "id");
}

Response remove_owner(Call& call) {
  return act_on_one(call, "hubspot.remove_owner", &FakeHubSpot::remove_owner);
}

Response associate(Call& call) {
  const std::string id = call.body().required_text("id");
  const std::string to_type = call.body().required_text("to_type");
  const std::string to_id = call.body().required_text("to_id");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.associate", call.world().hubspot().associate(id, to_type, to_id));
}

Response allow_app(Call& call) {
  const std::string redirect_uri = call.body().required_text("redirect_uri");
  static_cast<void>(call.body().require("scopes"));
  const std::vector<std::string> scopes = call.body().texts("scopes");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.allow_app",
                    Result<std::string>(call.world().hubspot().allow_app(redirect_uri, scopes)),
                    "code");
}

Response set_webhook_target(Call& call) {
  const std::string url = call.body().required_text("url");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.set_webhook_target", call.world().hubspot().set_webhook_target(url));
}

Response subscribe_webhook(Call& call) {
  const std::string type = call.body().required_text("event_type");
  const std::string property = call.body().text("property_name").value_or("");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("hubspot.subscribe_webhook",
                    call.world().hubspot().subscribe_webhook(type, property));
}

constexpr std::array kActions = {Action{"grant", grant},
                                 Action{"add_contact", add_contact},
                                 Action{"edit_contact", edit_contact},
                                 Action{"delete_contact", delete_contact},
                                 Action{"restore_contact", restore_contact},
                                 Action{"merge", merge},
                                 Action{"add_list", add_list},
                                 Action{"add_to_list", add_to_list},
                                 Action{"remove_from_list", remove_from_list},
                                 Action{"add_property", add_property},
                                 Action{"add_owner", add_owner},
                                 Action{"remove_owner", remove_owner},
                                 Action{"associate", associate},
                                 Action{"allow_app", allow_app},
                                 Action{"set_webhook_target", set_webhook_target},
                                 Action{"subscribe_webhook", subscribe_webhook},
                                 Action{"expire_access_tokens", expire_access_tokens},
                                 Action{"revoke_refresh_tokens", revoke_refresh_tokens}};

}  // namespace

std::span<const Action> hubspot_actions() { return kActions; }

Response hubspot_contacts(Call& call) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  Json contacts = Json::array();
  for (const HubSpotContactView& view : call.world().hubspot().contacts()) {
    contacts.push_back(view_json(view));
  }
  return json_answer(200, {{"contacts", std::move(contacts)}});
}

Response hubspot_contact(Call& call) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  const auto view = call.world().hubspot().contact(call.capture("contact"));
  return view ? json_answer(200, view_json(*view)) : not_found("the portal has no such contact");
}

}  // namespace lockstep::sim::control
