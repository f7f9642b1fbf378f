#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/timestamp.h"

#include "control/call.h"

namespace lockstep::sim::control {
namespace {

/// "people/c123", also where only "c123" is given, as in a path.
std::string resource_name(const std::string& name) {
  return name.starts_with("people/") ? name : "people/" + name;
}

GoogleFolder read_folder(ObjectReader& body) {
  const Node* const node = body.find("folder");
  if (node == nullptr) {
    return GoogleFolder::contacts;
  }
  const auto name = read_choice(*node, body.mistakes(), "a folder", {"contacts", "other", "trash"});
  return name == "other"   ? GoogleFolder::other
         : name == "trash" ? GoogleFolder::trash
                           : GoogleFolder::contacts;
}

Json view_json(const GoogleContactView& view) {
  return {{"resource_name", view.resource_name},
          {"folder", to_string(view.folder)},
          {"starred", view.starred},
          {"labels", view.labels},
          {"person", *view.person},
          {"photo_url", view.photo_url},
          {"updated", format_timestamp(view.updated)},
          {"created_by_api", view.created_by_api}};
}

Response add_account(Call& call) {
  const std::string email = call.body().required_text("email");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.add_account",
                    Result<std::string>(call.world().google().add_account(email)), "id");
}

Response grant(Call& call) {
  const std::string account = call.google_account();
  const bool all = call.body().find("scopes") == nullptr;
  const std::vector<std::string> scopes = call.body().texts("scopes");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  FakeGoogle& google = call.world().google();
  const OAuthGrant grant = all ? google.grant(account) : google.grant(account, scopes);
  return call.acted("google.grant", grant);
}

Response add_contact(Call& call) {
  const std::string account = call.google_account();
  const nlohmann::json person = call.required_object("person");
  const GooglePlacement placement{.folder = read_folder(call.body()),
                                  .starred = call.body().flag("starred").value_or(false),
                                  .labels = call.body().texts("labels")};
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.add_contact",
                    call.world().google().add_contact(account, person, placement), "resource_name");
}

Response edit_contact(Call& call) {
  const std::string account = call.google_account();
  const std::string name = resource_name(call.body().required_text("resource_name"));
  const nlohmann::json fields = call.required_object("fields");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.edit_contact",
                    call.world().google().edit_contact(account, name, fields));
}

Response set_starred(Call& call) {
  const std::string account = call.google_account();
  const std::string name = resource_name(call.body().required_text("resource_name"));
  const bool starred = call.required_flag("starred");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.set_starred",
                    call.world().google().set_starred(account, name, starred));
}

Response set_labels(Call& call) {
  const std::string account = call.google_account();
  const std::string name = resource_name(call.body().required_text("resource_name"));
  static_cast<void>(call.body().require("labels"));
  const std::vector<std::string> labels = call.body().texts("labels");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.set_labels", call.world().google().set_labels(account, name, labels));
}

using OfOneContact = Result<void> (FakeGoogle::*)(std::string_view, std::string_view);

Response act_on_one(Call& call, std::string what, OfOneContact act) {
  const std::string account = call.google_account();
  const std::string name = resource_name(call.body().required_text("resource_name"));
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted(std::move(what), (call.world().google().*act)(account, name));
}

Response move_to_trash(Call& call) {
  return act_on_one(call, "google.move_to_trash", &FakeGoogle::move_to_trash);
}

Response restore(Call& call) { return act_on_one(call, "google.restore", &FakeGoogle::restore); }

Response merge(Call& call) {
  const std::string account = call.google_account();
  const std::string into = resource_name(call.body().required_text("into"));
  const std::string from = resource_name(call.body().required_text("from"));
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.merge", call.world().google().merge(account, into, from),
                    "resource_name");
}

Response change_resource_name(Call& call) {
  const std::string account = call.google_account();
  const std::string name = resource_name(call.body().required_text("resource_name"));
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.change_resource_name",
                    call.world().google().change_resource_name(account, name), "resource_name");
}

Response register_client(Call& call) {
  const std::string name = call.body().required_text("name");
  std::vector<std::string> redirect_uris = call.body().texts("redirect_uris");
  if (auto refused = call.refusal()) {
    return *refused;
  }
  const GoogleClient client = call.world().google().register_client(name, std::move(redirect_uris));
  static_cast<void>(call.acted("google.register_client", Result<void>()));
  return json_answer(200,
                     {{"client_id", client.client_id}, {"client_secret", client.client_secret}});
}

Response decide_consent(Call& call) {
  const std::string url = call.body().required_text("url");
  GoogleConsent consent{.account = call.google_account(),
                        .allowed = call.body().flag("allowed").value_or(true)};
  if (call.body().find("scopes") != nullptr) {
    consent.scopes = call.body().texts("scopes");
  }
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.decide_consent", call.world().google().decide_consent(url, consent),
                    "redirect_uri");
}

using OfAnAccount = void (FakeGoogle::*)(std::string_view);

Response act_on_account(Call& call, std::string what, OfAnAccount act) {
  const std::string account = call.google_account();
  if (auto refused = call.refusal()) {
    return *refused;
  }
  (call.world().google().*act)(account);
  return call.acted(std::move(what), Result<void>());
}

Response empty_trash(Call& call) {
  return act_on_account(call, "google.empty_trash", &FakeGoogle::empty_trash);
}

Response empty_other_contacts(Call& call) {
  return act_on_account(call, "google.empty_other_contacts", &FakeGoogle::empty_other_contacts);
}

Response revoke_refresh_tokens(Call& call) {
  return act_on_account(call, "google.revoke_refresh_tokens", &FakeGoogle::revoke_refresh_tokens);
}

Response act_on_all(Call& call, std::string what, void (FakeGoogle::*act)()) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  (call.world().google().*act)();
  return call.acted(std::move(what), Result<void>());
}

Response add_directory_person(Call& call) {
  const nlohmann::json person = call.required_object("person");
  const bool shared_contact = call.body().flag("shared_contact").value_or(false);
  if (auto refused = call.refusal()) {
    return *refused;
  }
  return call.acted("google.add_directory_person",
                    call.world().google().add_directory_person(person, shared_contact),
                    "resource_name");
}

Response expire_access_tokens(Call& call) {
  return act_on_all(call, "google.expire_access_tokens", &FakeGoogle::expire_access_tokens);
}

Response expire_sync_tokens(Call& call) {
  return act_on_all(call, "google.expire_sync_tokens", &FakeGoogle::expire_sync_tokens);
}

constexpr std::array kActions = {Action{"add_account", add_account},
                                 Action{"grant", grant},
                                 Action{"add_contact", add_contact},
                                 Action{"edit_contact", edit_contact},
                                 Action{"set_starred", set_starred},
                                 Action{"set_labels", set_labels},
                                 Action{"move_to_trash", move_to_trash},
                                 Action{"restore", restore},
                                 Action{"merge", merge},
                                 Action{"change_resource_name", change_resource_name},
                                 Action{"add_directory_person", add_directory_person},
                                 Action{"register_client", register_client},
                                 Action{"decide_consent", decide_consent},
                                 Action{"empty_trash", empty_trash},
                                 Action{"empty_other_contacts", empty_other_contacts},
                                 Action{"expire_access_tokens", expire_access_tokens},
                                 Action{"expire_sync_tokens", expire_sync_tokens},
                                 Action{"revoke_refresh_tokens", revoke_refresh_tokens}};

}  // namespace

std::span<const Action> google_actions() { return kActions; }

Response google_accounts(Call& call) {
  Json accounts = Json::array();
  for (const auto& [email, id] : call.world().google().accounts()) {
    accounts.push_back({{"email", email}, {"id", id}});
  }
  return json_answer(200, {{"accounts", std::move(accounts)}});
}

Response google_contacts(Call& call) {
  const std::string account = call.google_account();
  if (auto refused = call.refusal()) {
    return *refused;
  }
  Json contacts = Json::array();
  for (const GoogleContactView& view : call.world().google().contacts(account)) {
    contacts.push_back(view_json(view));
  }
  return json_answer(200, {{"contacts", std::move(contacts)}});
}

Response google_contact(Call& call) {
  const std::string account = call.google_account();
  if (auto refused = call.refusal()) {
    return *refused;
  }
  const auto view = call.world().google().contact(account, resource_name(call.capture("contact")));
  return view ? json_answer(200, view_json(*view)) : not_found("this account has no such contact");
}

}  // namespace lockstep::sim::control
