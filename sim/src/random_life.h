/// Users and a connector who do anything at all to a world, for laws about worlds.

#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/random.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {

/// What is done depends on the random numbers and on the state of the world, and on nothing else.
class RandomLife {
 public:
  /// Makes an account of Google and lets the connector in.
  RandomLife(World& world, std::uint64_t seed) : random_(seed) {
    account_ = world.google().add_account("owner@example.com");
    google_ = world.google().grant(account_);
    hubspot_ = world.hubspot().grant();
  }

  /// A copy goes on in the same way, also in another world.
  void live(World& world, int steps) {
    for (int step = 0; step < steps; ++step) {
      (this->*kDeeds[random_.below(std::size(kDeeds))])(world);
    }
  }

 private:
  using Deed = void (RandomLife::*)(World&);

  std::string email() { return "p" + std::to_string(random_.below(40)) + "@example.com"; }

  Json person() {
    return {
        {"names", {{{"givenName", "Ann" + std::to_string(random_.below(9))}}}},
        {"emailAddresses", {{{"value", email()}}}},
        {"phoneNumbers", {{{"value", "+1 415 555 01" + std::to_string(10 + random_.below(89))}}}}};
  }

  template <class View>
  const View* any_of(const std::vector<View>& views) {
    return views.empty() ? nullptr : &views[random_.below(views.size())];
  }

  void send(World& world, Service service, Method method, std::string_view target,
            const Json& body = Json()) {
    Request request{method, "", {}, {}, ""};
    set_target(request, target);
    request.headers["Authorization"] =
        "Bearer " + (service == Service::google ? google_ : hubspot_).access_token;
    if (!body.is_null()) {
      request.headers["Content-Type"] = "application/json";
      request.body = body.dump();
    }
    const Exchange exchange = world.endpoint(service).exchange(request);
    const auto* const response = std::get_if<SharedResponse>(&exchange);
    const Json answer = response == nullptr
                            ? Json()
                            : Json::parse((*response)->body, nullptr, /*allow_exceptions=*/false);
    if (answer.is_object() && answer.contains("nextSyncToken")) {
      sync_token_ = answer["nextSyncToken"];
    }
  }

  void user_adds_google(World& world) {
    static_cast<void>(world.google().add_contact(
        account_, person(), {.starred = random_.chance(1, 3), .labels = {"friends"}}));
    world.note_user_action("add", {{"to", "google"}});
  }
  void user_edits_google(World& world) {
    const auto views = world.google().contacts(account_);
    if (const auto* const view = any_of(views)) {
      static_cast<void>(world.google().edit_contact(account_, view->resource_name, person()));
    }
  }
  void user_trashes_google(World& world) {
    const auto views = world.google().contacts(account_);
    if (const auto* const view = any_of(views)) {
      static_cast<void>(view->folder == GoogleFolder::trash
                            ? world.google().restore(account_, view->resource_name)
                            : world.google().move_to_trash(account_, view->resource_name));
    }
  }
  void user_adds_hubspot(World& world) {
    static_cast<void>(world.hubspot().add_contact({{"email", email()}, {"firstname", "Bob"}}));
  }
  void user_edits_hubspot(World& world) {
    const auto views = world.hubspot().contacts();
    if (const auto* const view = any_of(views)) {
      static_cast<void>(world.hubspot().edit_contact(
          view->id, {{"lastname", "Lee" + std::to_string(random_.below(99))}}));
    }
  }
  void user_merges_hubspot(World& world) {
    const auto views = world.hubspot().contacts();
    if (views.size() > 1) {
      const std::string primary = any_of(views)->id;
      static_cast<void>(world.hubspot().merge(primary, any_of(views)->id));
    }
  }
  void user_deletes_hubspot(World& world) {
    const auto views = world.hubspot().contacts();
    if (const auto* const view = any_of(views)) {
      static_cast<void>(view->archived ? world.hubspot().restore_contact(view->id)
                                       : world.hubspot().delete_contact(view->id));
    }
  }
  void connector_creates(World& world) {
    send(world, Service::google, Method::post, "/v1/people:createContact", person());
    send(world, Service::hubspot, Method::post, "/crm/v3/objects/contacts",
         {{"properties", {{"email", email()}}}});
  }
  void connector_lists(World& world) {
    std::string target =
        "/v1/people/me/connections?personFields=names,metadata&requestSyncToken=true";
    if (!sync_token_.empty() && random_.chance(1, 2)) {
      target += "&syncToken=" + percent_encode(sync_token_);
    }
    send(world, Service::google, Method::get, target);
    send(world, Service::hubspot, Method::get, "/crm/v3/objects/contacts?limit=10");
  }
  void connector_searches(World& world) {
    send(
        world, Service::hubspot, Method::post, "/crm/v3/objects/contacts/search",
        {{"filterGroups",
          {{{"filters", {{{"propertyName", "email"}, {"operator", "EQ"}, {"value", email()}}}}}}}});
    send(world, Service::google, Method::post, "/v1/contactGroups",
         {{"contactGroup", {{"name", "label " + std::to_string(random_.below(20))}}}});
  }
  void connector_waits(World& world) {
    world.connector_clock().sleep_for(Duration(1 + static_cast<int>(random_.below(20'000))));
  }
  void something_breaks(World& world) {
    constexpr FaultKind kKinds[] = {FaultKind::lose_request, FaultKind::commit_then_lose_answer,
                                    FaultKind::short_page, FaultKind::duplicate_delivery};
    world.faults().add({.operation = random_.chance(1, 2) ? "people.*" : "crm.*",
                        .fault = make_fault(kKinds[random_.below(std::size(kKinds))])});
  }
  void connector_is_let_in_again(World& world) {
    google_ = world.google().grant(account_);
    hubspot_ = world.hubspot().grant();
  }

  static constexpr Deed kDeeds[] = {
      &RandomLife::user_adds_google,         &RandomLife::user_edits_google,
      &RandomLife::user_trashes_google,      &RandomLife::user_adds_hubspot,
      &RandomLife::user_edits_hubspot,       &RandomLife::user_merges_hubspot,
      &RandomLife::user_deletes_hubspot,     &RandomLife::connector_creates,
      &RandomLife::connector_lists,          &RandomLife::connector_searches,
      &RandomLife::connector_waits,          &RandomLife::something_breaks,
      &RandomLife::connector_is_let_in_again};

  Random random_;
  std::string account_;
  OAuthGrant google_;
  OAuthGrant hubspot_;
  std::string sync_token_;
};

/// Everything that can be seen of a world: its time, journal and records.
[[nodiscard]] inline std::string everything_in(World& world) {
  std::string text = world.journal().to_json_lines();
  text += std::to_string(world.clock().now().time_since_epoch().count());
  for (const HubSpotContactView& view : world.hubspot().contacts()) {
    text += view.id + Json(view.properties).dump() + (view.archived ? "archived" : "") +
            view.merged_into.value_or("");
  }
  const std::string account = world.google().add_account("owner@example.com");
  for (const GoogleContactView& view : world.google().contacts(account)) {
    text += view.resource_name + view.person->dump() + std::string(to_string(view.folder)) +
            Json(view.labels).dump();
  }
  return text;
}

}  // namespace lockstep::sim
