// The fake HubSpot's search against a small model: it sees the contacts as they were a while ago,
// and everything else sees them as they are.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/timestamp.h"

#include "fake_model.h"

namespace lockstep::sim {
namespace {

constexpr Instant kStart{std::chrono::days(20'000)};
constexpr Instant kLongAgo{std::chrono::days(10'000)};

/// A contact as an answer shows it.
struct Shown {
  std::string first_name;
  std::string email;

  friend auto operator<=>(const Shown&, const Shown&) = default;
};

std::ostream& operator<<(std::ostream& out, const Shown& shown) {
  return out << shown.first_name << " <" << shown.email << ">";
}

/// What a search finds, by id.
using Hits = std::map<std::string, Shown>;

/// The model: every state that the portal was ever in.
struct Portal {
  struct Contact {
    Shown shown;
    Instant modified;
    bool archived = false;
    bool merged_away = false;
    std::string second_email{};

    [[nodiscard]] bool live() const { return !archived && !merged_away; }
    [[nodiscard]] bool has(const std::string& email) const {
      return live() && (shown.email == email || second_email == email);
    }
  };
  using Contacts = std::vector<Contact>;

  Duration lag;
  Duration flapping;
  Instant now = kStart;
  std::vector<std::pair<Instant, std::shared_ptr<Contacts>>> states = {
      {kLongAgo, std::make_shared<Contacts>()}};

  [[nodiscard]] const Contacts& contacts() const { return *states.back().second; }
  [[nodiscard]] bool is_taken(const std::string& email) const {
    return std::ranges::any_of(contacts(), [&](const Contact& one) { return one.has(email); });
  }
  [[nodiscard]] std::optional<Instant> settles_at() const {
    const Instant settled = states.back().first + lag + flapping;
    return settled > now ? std::optional(settled) : std::nullopt;
  }
  /// The states that a search may see: one, unless hits flap (F63).
  [[nodiscard]] std::vector<const Contacts*> searchable() const {
    std::vector<const Contacts*> some;
    for (const auto& [since, contacts] : states) {
      if (since <= now - lag - flapping) {
        some = {contacts.get()};
      } else if (since <= now - lag) {
        some.push_back(contacts.get());
      }
    }
    return some;
  }
  /// The state after a write.
  Contacts& change() {
    states.emplace_back(now, std::make_shared<Contacts>(contacts()));
    return *states.back().second;
  }
};

/// An app, and what it calls the model's contacts.
struct App {
  explicit App(const Portal& portal)
      : client({.search_lag = portal.lag,
                .search_flapping = portal.flapping,
                .rate_limits_enforced = false},
               kStart) {}

  [[nodiscard]] std::string path_of(std::size_t at) const { return kContacts + "/" + ids[at]; }

  static Hits hits_of(const ClientAnswer& answer) {
    RC_ASSERT(answer.status == 200);
    Hits hits;
    for (const Json& record : answer.body.at("results")) {
      const Json& properties = record.at("properties");
      hits[record.at("id")] = {properties.at("firstname"), properties.at("email")};
    }
    RC_ASSERT(hits.size() == answer.body.at("results").size());
    return hits;
  }
  Hits search(const Json& filters) {
    return hits_of(client.post(
        kContacts + "/search",
        {{"filters", filters}, {"limit", 200}, {"properties", {"firstname", "email"}}}));
  }

  static inline const std::string kContacts = "/crm/v3/objects/contacts";
  HubSpotCaller client;
  std::vector<std::string> ids;
};

using PortalCommand = rc::state::Command<Portal, App>;

std::string any_email() {
  return *rc::gen::element<std::string>("a@example.com", "b@example.com", "c@example.com",
                                        "d@example.com");
}

struct Create : PortalCommand {
  Shown shown{any_given_name(), any_email()};
  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(!portal.is_taken(shown.email));
  }
  void apply(Portal& portal) const override { portal.change().push_back({shown, portal.now}); }
  void run(const Portal& /*portal*/, App& app) const override {
    const ClientAnswer answer = app.client.post(
        App::kContacts,
        {{"properties", {{"firstname", shown.first_name}, {"email", shown.email}}}});
    RC_ASSERT(answer.status == 201);
    app.ids.push_back(answer.body.at("id"));
  }
  void show(std::ostream& out) const override { out << "create " << shown; }
};

/// A command on the n-th contact, which must be live.
struct OnContact : PortalCommand {
  explicit OnContact(const Portal& portal) : at(any_index(portal.contacts().size())) {}
  std::size_t at;
  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(at < portal.contacts().size());
    RC_PRE(portal.contacts()[at].live());
  }
};

struct Rename : OnContact {
  using OnContact::OnContact;
  std::string name = any_given_name();
  void checkPreconditions(const Portal& portal) const override {
    OnContact::checkPreconditions(portal);
    RC_PRE(portal.contacts()[at].shown.first_name != name);
  }
  void apply(Portal& portal) const override {
    Portal::Contact& contact = portal.change()[at];
    contact.shown.first_name = name;
    contact.modified = portal.now;
  }
  void run(const Portal& /*portal*/, App& app) const override {
    RC_ASSERT(app.client.patch(app.path_of(at), {{"properties", {{"firstname", name}}}}).status ==
              200);
  }
  void show(std::ostream& out) const override { out << "rename " << at << " to " << name; }
};

struct ChangeEmail : OnContact {
  using OnContact::OnContact;
  std::string email = any_email();
  void checkPreconditions(const Portal& portal) const override {
    OnContact::checkPreconditions(portal);
    RC_PRE(!portal.is_taken(email));
  }
  void apply(Portal& portal) const override {
    Portal::Contact& contact = portal.change()[at];
    contact.shown.email = email;
    contact.modified = portal.now;
  }
  void run(const Portal& /*portal*/, App& app) const override {
    RC_ASSERT(app.client.patch(app.path_of(at), {{"properties", {{"email", email}}}}).status ==
              200);
  }
  void show(std::ostream& out) const override { out << "give " << at << " " << email; }
};

struct Archive : OnContact {
  using OnContact::OnContact;
  void apply(Portal& portal) const override { portal.change()[at].archived = true; }
  void run(const Portal& /*portal*/, App& app) const override {
    RC_ASSERT(app.client.del(app.path_of(at)).status == 204);
  }
  void show(std::ostream& out) const override { out << "archive " << at; }
};

/// The app archives, the user restores (F47).
struct Restore : PortalCommand {
  explicit Restore(const Portal& portal) : at(any_index(portal.contacts().size())) {}
  std::size_t at;
  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(at < portal.contacts().size());
    RC_PRE(portal.contacts()[at].archived && !portal.is_taken(portal.contacts()[at].shown.email));
    RC_PRE(portal.contacts()[at].second_email.empty());
  }
  void apply(Portal& portal) const override {
    Portal::Contact& contact = portal.change()[at];
    contact.archived = false;
    contact.modified = portal.now;
  }
  void run(const Portal& /*portal*/, App& app) const override {
    RC_ASSERT(app.client.hubspot().restore_contact(app.ids[at]).has_value());
  }
  void show(std::ostream& out) const override { out << "restore " << at; }
};

/// The new record comes and the old ones go at the same time (F50, F64).
struct Merge : OnContact {
  explicit Merge(const Portal& portal)
      : OnContact(portal), other(any_index(portal.contacts().size())) {}
  std::size_t other;
  void checkPreconditions(const Portal& portal) const override {
    OnContact::checkPreconditions(portal);
    RC_PRE(other < portal.contacts().size() && other != at);
    const Portal::Contact& second = portal.contacts()[other];
    RC_PRE(second.live() && second.second_email.empty());
    RC_PRE(portal.contacts()[at].second_email.empty());
  }
  void apply(Portal& portal) const override {
    Portal::Contacts& contacts = portal.change();
    contacts[at].merged_away = contacts[other].merged_away = true;
    contacts.push_back({.shown = contacts[at].shown,
                        .modified = portal.now,
                        .second_email = contacts[other].shown.email});
  }
  void run(const Portal& /*portal*/, App& app) const override {
    const ClientAnswer answer =
        app.client.post(App::kContacts + "/merge",
                        {{"primaryObjectId", app.ids[at]}, {"objectIdToMerge", app.ids[other]}});
    RC_ASSERT(answer.status == 200);
    app.ids.push_back(answer.body.at("id"));
  }
  void show(std::ostream& out) const override { out << "merge " << other << " into " << at; }
};

struct Wait : PortalCommand {
  Duration time = std::chrono::seconds(*rc::gen::element(1, 4, 5, 30));
  void apply(Portal& portal) const override { portal.now += time; }
  void run(const Portal& /*portal*/, App& app) const override {
    app.client.clock().sleep_for(time);
  }
  void show(std::ostream& out) const override { out << "wait " << time.count() << " ms"; }
};

/// Reads by id and lists are never late.
struct ReadDirectly : PortalCommand {
  void run(const Portal& portal, App& app) const override {
    Hits expected;
    for (std::size_t at = 0; at < portal.contacts().size(); ++at) {
      const Portal::Contact& contact = portal.contacts()[at];
      if (contact.live()) {
        expected[app.ids[at]] = contact.shown;
      }
      if (contact.merged_away) {
        continue;  // Leads to the survivor (F50).
      }
      const ClientAnswer answer = app.client.get(app.path_of(at));
      RC_ASSERT(answer.status == (contact.live() ? 200 : 404));
      if (contact.live()) {
        RC_ASSERT(answer.text("/properties/firstname") == contact.shown.first_name);
      }
    }
    RC_ASSERT(App::hits_of(app.client.get(App::kContacts + "?limit=100")) == expected);
  }
  void show(std::ostream& out) const override { out << "read directly"; }
};

/// Everything: of each contact a state in which it was since the lag ended.
struct SearchAll : PortalCommand {
  void run(const Portal& portal, App& app) const override {
    const Hits hits = app.search(Json::array());
    for (std::size_t at = 0; at < app.ids.size(); ++at) {
      const auto hit = hits.find(app.ids[at]);
      const auto fits = [&](const Portal::Contacts* contacts) {
        const bool was_live = at < contacts->size() && (*contacts)[at].live();
        return hit == hits.end() ? !was_live : was_live && (*contacts)[at].shown == hit->second;
      };
      RC_ASSERT(std::ranges::any_of(portal.searchable(), fits));
    }
    const auto text_of = [](std::optional<Instant> time) {
      return time ? format_timestamp(*time) : "now";
    };
    RC_ASSERT(text_of(app.client.hubspot().settles_at()) == text_of(portal.settles_at()));
  }
  void show(std::ostream& out) const override { out << "search all"; }
};

/// By a name, by addresses or by the time of the last change: what is filtered is the old state.
struct SearchFor : PortalCommand {
  enum class By { name, email, emails, second_email, modified };
  By by = *rc::gen::element(By::name, By::email, By::emails, By::second_email, By::modified);
  std::string name = any_given_name();
  std::string email = any_email();
  std::string other_email = any_email();
  Duration time = std::chrono::seconds(*rc::gen::inRange(0, 40));

  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(portal.flapping == Duration(0));
  }
  [[nodiscard]] bool finds(const Portal::Contact& contact, Instant since) const {
    switch (by) {
      case By::name: return contact.shown.first_name == name;
      case By::email: return contact.shown.email == email;
      case By::emails: return contact.shown.email == email || contact.shown.email == other_email;
      case By::second_email: return contact.second_email == email;
      case By::modified: return contact.modified >= since;
    }
    return false;
  }
  [[nodiscard]] Json filter(Instant since) const {
    switch (by) {
      case By::name: return {{"propertyName", "firstname"}, {"operator", "EQ"}, {"value", name}};
      case By::email: return {{"propertyName", "email"}, {"operator", "EQ"}, {"value", email}};
      case By::emails:
        return {{"propertyName", "email"}, {"operator", "IN"}, {"values", {email, other_email}}};
      case By::second_email:
        return {{"propertyName", "hs_additional_emails"},
                {"operator", "CONTAINS_TOKEN"},
                {"value", email}};
      case By::modified:
        return {{"propertyName", "lastmodifieddate"},
                {"operator", "GTE"},
                {"value", std::to_string(to_epoch_ms(since))}};
    }
    return {};
  }
  void run(const Portal& portal, App& app) const override {
    const Instant since = portal.now - time;
    const Portal::Contacts& contacts = *portal.searchable().front();
    Hits expected;
    for (std::size_t at = 0; at < contacts.size(); ++at) {
      if (contacts[at].live() && finds(contacts[at], since)) {
        expected[app.ids[at]] = contacts[at].shown;
      }
    }
    RC_ASSERT(app.search(Json::array({filter(since)})) == expected);
  }
  void show(std::ostream& out) const override {
    constexpr const char* kTexts[] = {"name ", "email ", "emails ", "second email ", "change in "};
    out << "search by " << kTexts[static_cast<std::size_t>(by)];
    switch (by) {
      case By::name: out << name; break;
      case By::emails: out << email << " or " << other_email; break;
      case By::modified: out << time.count() << " ms"; break;
      default: out << email;
    }
  }
};

RC_GTEST_PROP(SearchLag, ShowsExactlyWhatReadsShowedBeforeIt, ()) {
  const auto lag = std::chrono::seconds(*rc::gen::element(0, 5, 30));
  const Portal portal{.lag = lag, .flapping = Duration(0)};
  App app(portal);
  rc::state::check(
      portal, app,
      rc::state::gen::execOneOfWithArgs<Create, Rename, ChangeEmail, Archive, Restore, Merge, Wait,
                                        ReadDirectly, SearchAll, SearchFor, SearchFor>());
}

RC_GTEST_PROP(SearchLag, FlappingHitsAreStatesOfTheContactSinceTheLag, ()) {
  const Portal portal{.lag = std::chrono::seconds(*rc::gen::element(0, 5)),
                      .flapping = std::chrono::seconds(*rc::gen::element(4, 30))};
  App app(portal);
  rc::state::check(portal, app,
                   rc::state::gen::execOneOfWithArgs<Create, Rename, Archive, Restore, Merge, Wait,
                                                     ReadDirectly, SearchAll, SearchAll>());
}

}  // namespace
}  // namespace lockstep::sim
