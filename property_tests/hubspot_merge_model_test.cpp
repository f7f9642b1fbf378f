// The fake HubSpot against a small model of merges: a forest of records in which every id leads to
// its root, and in which no two live roots share an address.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/text.h"

#include "fake_model.h"

namespace lockstep::sim {
namespace {

using Addresses = std::set<std::string>;

/// Stages in their order; a merge keeps the furthest one (F50).
constexpr std::string_view kStages[] = {"subscriber", "lead", "customer"};

/// The model.
struct Portal {
  struct Record {
    std::size_t parent = 0;  ///< Itself for a root.
    std::string email;       ///< "" for none.
    Addresses more_emails{};
    std::string city;
    std::size_t stage = 0;
    std::size_t oldest = 0;  ///< The first record of those that it is made of.
    bool archived = false;
  };
  bool merge_makes_new_id = true;
  std::vector<Record> records;

  [[nodiscard]] std::size_t root_of(std::size_t at) const {
    return records[at].parent == at ? at : root_of(records[at].parent);
  }
  [[nodiscard]] bool is_live_root(std::size_t at) const {
    return records[at].parent == at && !records[at].archived;
  }
  /// Who has the address, as the first or as another one (F41).
  [[nodiscard]] std::optional<std::size_t> owner_of(const std::string& email) const {
    for (std::size_t at = 0; at < records.size(); ++at) {
      const Record& record = records[at];
      if (is_live_root(at) && !email.empty() &&
          (record.email == email || record.more_emails.contains(email))) {
        return at;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] bool belongs_to_another(const std::string& email, std::size_t at) const {
    return owner_of(email).value_or(at) != at;
  }
};

/// An app, and what it calls the model's records.
struct App {
  explicit App(bool merge_makes_new_id)
      : client({.merge_makes_new_id = merge_makes_new_id, .rate_limits_enforced = false}) {}

  [[nodiscard]] std::string path_of(std::size_t at) const { return kContacts + "/" + ids[at]; }

  /// The ids of the records in an answer.
  static std::set<std::string> ids_in(const ClientAnswer& answer) {
    std::set<std::string> ids;
    for (const Json& record : answer.body.at("results")) {
      RC_ASSERT(ids.insert(record.at("id")).second);
    }
    return ids;
  }

  static inline const std::string kContacts = "/crm/v3/objects/contacts";
  HubSpotCaller client;
  std::vector<std::string> ids;
  std::vector<std::string> created;  ///< createdate of each record.
};

using PortalCommand = rc::state::Command<Portal, App>;

std::string any_email() {
  return *rc::gen::element<std::string>("a@example.com", "b@example.com", "c@example.com",
                                        "d@example.com");
}

/// The items of "a;b".
std::set<std::string> items_of(const std::string& text) {
  std::set<std::string> items;
  for (const std::string_view item : split(text, ';')) {
    if (!item.empty()) {
      items.emplace(item);
    }
  }
  return items;
}

/// An address belongs to one contact alone; a refusal names it (F41, F69).
struct Create : PortalCommand {
  std::string email = *rc::gen::weightedOneOf<std::string>(
      {{1, rc::gen::just(std::string())}, {4, rc::gen::exec(any_email)}});
  std::string city = *rc::gen::element<std::string>("", "Oslo", "Rome");
  std::size_t stage = any_index(std::size(kStages));

  void apply(Portal& portal) const override {
    if (const std::size_t at = portal.records.size(); !portal.owner_of(email)) {
      portal.records.push_back(
          {.parent = at, .email = email, .city = city, .stage = stage, .oldest = at});
    }
  }
  void run(const Portal& portal, App& app) const override {
    app.client.clock().sleep_for(std::chrono::seconds(1));
    const ClientAnswer answer =
        app.client.post(App::kContacts, {{"properties",
                                          {{"firstname", "Ann"},
                                           {"email", email},
                                           {"city", city},
                                           {"lifecyclestage", kStages[stage]}}}});
    const auto owner = portal.owner_of(email);
    RC_ASSERT(answer.status == (owner ? 409 : 201));
    if (owner) {
      RC_ASSERT(answer.text("/message").find(app.ids[*owner]) != std::string::npos);
      return;
    }
    app.ids.push_back(answer.body.at("id"));
    app.created.push_back(answer.text("/properties/createdate"));
  }
  void show(std::ostream& out) const override {
    out << "create " << email << " of '" << city << "', " << kStages[stage];
  }
};

/// A command on the n-th record, by its own id, whatever became of it.
struct OnRecord : PortalCommand {
  explicit OnRecord(const Portal& portal) : at(any_index(portal.records.size())) {}
  std::size_t at;
  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(at < portal.records.size());
  }
};

/// Merged-away ids are updated as the survivor (F50). A second address that becomes the first one
/// changes places with it: assumed.
struct ChangeEmail : OnRecord {
  using OnRecord::OnRecord;
  std::string email = any_email();

  [[nodiscard]] int expected(const Portal& portal) const {
    const std::size_t root = portal.root_of(at);
    return portal.records[root].archived ? 404 : portal.belongs_to_another(email, root) ? 409 : 200;
  }
  void apply(Portal& portal) const override {
    if (expected(portal) != 200) {
      return;
    }
    Portal::Record& record = portal.records[portal.root_of(at)];
    if (record.more_emails.erase(email) != 0 && !record.email.empty()) {
      record.more_emails.insert(record.email);
    }
    record.email = email;
  }
  void run(const Portal& portal, App& app) const override {
    const ClientAnswer answer =
        app.client.patch(app.path_of(at), {{"properties", {{"email", email}}}});
    RC_ASSERT(answer.status == expected(portal));
    if (answer.status == 200) {
      RC_ASSERT(answer.text("/id") == app.ids[portal.root_of(at)]);
    }
  }
  void show(std::ostream& out) const override { out << "give " << at << " " << email; }
};

/// A batch does not follow merged-away ids (F50); what it misses, it names (F83).
struct ChangeCityInBatch : OnRecord {
  using OnRecord::OnRecord;
  std::string city = *rc::gen::element<std::string>("", "Oslo", "Rome");
  void apply(Portal& portal) const override {
    if (portal.is_live_root(at)) {
      portal.records[at].city = city;
    }
  }
  void run(const Portal& portal, App& app) const override {
    const Json input = {{"id", app.ids[at]}, {"properties", {{"city", city}}}};
    const ClientAnswer answer =
        app.client.post(App::kContacts + "/batch/update", {{"inputs", {input}}});
    RC_ASSERT(answer.status == (portal.is_live_root(at) ? 200 : 207));
    if (answer.status == 207) {
      RC_ASSERT(answer.body.at("errors").at(0).at("context").at("ids") == Json({app.ids[at]}));
    }
  }
  void show(std::ostream& out) const override {
    out << "batch update of " << at << " to '" << city << "'";
  }
};

/// Both by ids that may have been merged away: the primary's values stand, its gaps are filled, and
/// the address of the other one becomes a further one (F50).
struct Merge : OnRecord {
  explicit Merge(const Portal& portal)
      : OnRecord(portal), other(any_index(portal.records.size())) {}
  std::size_t other;

  void checkPreconditions(const Portal& portal) const override {
    RC_PRE(at < portal.records.size() && other < portal.records.size());
  }
  [[nodiscard]] int expected(const Portal& portal) const {
    const std::size_t first = portal.root_of(at);
    const std::size_t second = portal.root_of(other);
    return portal.records[first].archived || portal.records[second].archived ? 404
           : first == second                                                 ? 400
                                                                             : 200;
  }
  void apply(Portal& portal) const override {
    if (expected(portal) != 200) {
      return;
    }
    const std::size_t first = portal.root_of(at);
    const std::size_t second = portal.root_of(other);
    const std::size_t survivor = portal.merge_makes_new_id ? portal.records.size() : first;
    const Portal::Record& loser = portal.records[second];
    Portal::Record merged = portal.records[first];
    merged.more_emails.insert(loser.more_emails.begin(), loser.more_emails.end());
    merged.more_emails.insert(loser.email);
    merged.email = merged.email.empty() ? loser.email : merged.email;
    merged.more_emails.erase(merged.email);
    merged.more_emails.erase("");
    merged.city = merged.city.empty() ? loser.city : merged.city;
    merged.stage = std::max(merged.stage, loser.stage);
    merged.oldest = std::min(merged.oldest, loser.oldest);
    merged.parent = survivor;
    portal.records[first].parent = portal.records[second].parent = survivor;
    portal.records.resize(std::max(portal.records.size(), survivor + 1));
    portal.records[survivor] = merged;
  }
  void run(const Portal& portal, App& app) const override {
    const ClientAnswer answer =
        app.client.post(App::kContacts + "/merge",
                        {{"primaryObjectId", app.ids[at]}, {"objectIdToMerge", app.ids[other]}});
    RC_ASSERT(answer.status == expected(portal));
    if (answer.status != 200) {
      return;
    }
    const std::string id = answer.body.at("id");
    const bool is_new = std::ranges::find(app.ids, id) == app.ids.end();
    RC_ASSERT(is_new == portal.merge_makes_new_id);
    if (is_new) {
      app.ids.push_back(id);
      app.created.push_back(answer.text("/properties/createdate"));
    }
  }
  void show(std::ostream& out) const override { out << "merge " << other << " into " << at; }
};

/// An id that is not there is no error (F47), and one that was merged away leads nowhere.
struct Archive : OnRecord {
  using OnRecord::OnRecord;
  void apply(Portal& portal) const override {
    if (portal.is_live_root(at)) {
      portal.records[at].archived = true;
    }
  }
  void run(const Portal& /*portal*/, App& app) const override {
    RC_ASSERT(app.client.del(app.path_of(at)).status == 204);
  }
  void show(std::ostream& out) const override { out << "archive " << at; }
};

/// By the user, unless somebody has one of the addresses by now (F47, F48).
struct Restore : OnRecord {
  using OnRecord::OnRecord;
  [[nodiscard]] bool succeeds(const Portal& portal) const {
    const Portal::Record& record = portal.records[portal.root_of(at)];
    return record.archived && !portal.owner_of(record.email) &&
           std::ranges::none_of(record.more_emails, [&](const std::string& email) {
             return portal.owner_of(email).has_value();
           });
  }
  void apply(Portal& portal) const override {
    if (succeeds(portal)) {
      portal.records[portal.root_of(at)].archived = false;
    }
  }
  void run(const Portal& portal, App& app) const override {
    const Result<void> restored = app.client.hubspot().restore_contact(app.ids[at]);
    RC_ASSERT(restored.has_value() == succeeds(portal));
  }
  void show(std::ostream& out) const override { out << "restore " << at; }
};

/// Every id and every address by every way of reading.
struct Look : PortalCommand {
  void run(const Portal& portal, App& app) const override {
    std::set<std::string> live;
    std::set<std::string> archived;
    Json inputs = Json::array();
    for (std::size_t at = 0; at < portal.records.size(); ++at) {
      check_record(at, portal, app);
      inputs.push_back({{"id", app.ids[at]}});
      const std::size_t root = portal.root_of(at);
      (portal.is_live_root(root) ? live : archived).insert(app.ids[root]);
    }
    RC_ASSERT(App::ids_in(app.client.get(App::kContacts + "?limit=100")) == live);
    RC_ASSERT(App::ids_in(app.client.post(App::kContacts + "/search", {{"limit", 200}})) == live);
    if (!inputs.empty()) {
      const Json body = {{"inputs", inputs}, {"properties", {"email"}}};
      const std::string target = App::kContacts + "/batch/read?archived=";
      RC_ASSERT(App::ids_in(app.client.post(target + "false", body)) == live);
      RC_ASSERT(App::ids_in(app.client.post(target + "true", body)) == archived);
    }
    for (const char* name : {"a", "b", "c", "d"}) {
      check_address(std::string(name) + "@example.com", portal, app);
    }
  }
  static void check_record(std::size_t at, const Portal& portal, App& app) {
    const std::size_t root = portal.root_of(at);
    const Portal::Record& record = portal.records[root];
    const std::string target = app.path_of(at) +
                               "?properties=email,hs_additional_emails,city,lifecyclestage,"
                               "hs_merged_object_ids&archived=";
    const ClientAnswer hidden = app.client.get(target + (record.archived ? "false" : "true"));
    RC_ASSERT(hidden.status == 404);
    const ClientAnswer answer = app.client.get(target + (record.archived ? "true" : "false"));
    RC_ASSERT(answer.status == 200);
    RC_ASSERT(answer.text("/id") == app.ids[root]);
    const auto value = [&](const std::string& name) {
      const Json& property = answer.body.at("properties").at(name);
      return property.is_null() ? std::string() : property.get<std::string>();
    };
    RC_ASSERT(value("email") == record.email);
    RC_ASSERT(items_of(value("hs_additional_emails")) == record.more_emails);
    RC_ASSERT(value("city") == record.city);
    RC_ASSERT(value("lifecyclestage") == kStages[record.stage]);
    RC_ASSERT(value("createdate") == app.created[record.oldest]);
    std::set<std::string> merged;
    for (std::size_t one = 0; one < portal.records.size(); ++one) {
      if (one != root && portal.root_of(one) == root) {
        merged.insert(app.ids[one]);
      }
    }
    RC_ASSERT(items_of(value("hs_merged_object_ids")) == merged);
  }
  static void check_address(const std::string& email, const Portal& portal, App& app) {
    const auto owner = portal.owner_of(email);
    const ClientAnswer answer = app.client.get(App::kContacts + "/" + email + "?idProperty=email");
    RC_ASSERT(answer.status == (owner ? 200 : 404));
    RC_ASSERT(answer.text("/id") == (owner ? app.ids[*owner] : ""));
  }
  void show(std::ostream& out) const override { out << "look"; }
};

RC_GTEST_PROP(Merges, EveryIdLeadsToTheRecordThatAllItsMergesMade, ()) {
  const bool merge_makes_new_id = *rc::gen::arbitrary<bool>();
  App app(merge_makes_new_id);
  check_short_sequences(
      Portal{.merge_makes_new_id = merge_makes_new_id, .records = {}}, app,
      rc::state::gen::execOneOfWithArgs<Create, Create, ChangeEmail, ChangeCityInBatch, Merge,
                                        Merge, Archive, Restore, Look, Look>());
}

}  // namespace
}  // namespace lockstep::sim
