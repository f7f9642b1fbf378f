// The limits of both fakes against small models: a window of times for HubSpot, sums of costs for
// Google. They foretell each 429, and that the same call succeeds once its time has come.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "fake_model.h"

namespace lockstep::sim {
namespace {

using namespace std::chrono_literals;

/// Late enough for a midnight among the waits.
constexpr Instant kEvening{std::chrono::days(20'000) + 23h + 57min + 30s};

/// The model of HubSpot: when the requests were made that it let through (F86).
struct Portal {
  Instant now = kEvening;
  std::size_t per_ten_seconds = 0;
  std::size_t searches_per_second = 0;
  std::optional<std::size_t> per_day;  ///< Of a private app.
  std::vector<Instant> requests;
  std::vector<Instant> searches;

  /// How many of the last while count. That one counts until it is exactly `length` old, and that
  /// a refused one does not count, is assumed (hubspot.limits.refused-requests).
  [[nodiscard]] std::size_t count(const std::vector<Instant>& times, Duration length) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(times, [&](Instant time) { return time + length > now; }));
  }
  [[nodiscard]] std::size_t today() const {
    const auto is_today = [&](Instant time) {
      return std::chrono::floor<std::chrono::days>(time) ==
             std::chrono::floor<std::chrono::days>(now);
    };
    return static_cast<std::size_t>(std::ranges::count_if(requests, is_today) +
                                    std::ranges::count_if(searches, is_today));
  }
  /// The policy that refuses a request; "" for none (F77). Searches have one of their own (F65).
  [[nodiscard]] std::string refusal(bool is_search) const {
    if (per_day && today() >= *per_day) {
      return "DAILY";
    }
    if (is_search) {
      return count(searches, 1s) < searches_per_second ? "" : "SECONDLY";
    }
    return count(requests, 10s) < per_ten_seconds ? "" : "TEN_SECONDLY_ROLLING";
  }
};

using PortalCommand = rc::state::Command<Portal, HubSpotCaller>;

/// One request, however much it asks for (F88), and also where there is nothing.
struct Ask : PortalCommand {
  enum class For { list, missing, batch, search };
  For what = *rc::gen::element(For::list, For::missing, For::batch, For::search, For::search);

  [[nodiscard]] bool is_search() const { return what == For::search; }
  void apply(Portal& portal) const override {
    if (portal.refusal(is_search()).empty()) {
      (is_search() ? portal.searches : portal.requests).push_back(portal.now);
    }
  }
  [[nodiscard]] ClientAnswer send(HubSpotCaller& client) const {
    const std::string contacts = "/crm/v3/objects/contacts";
    switch (what) {
      case For::list: return client.get(contacts);
      case For::missing: return client.get(contacts + "/1");
      case For::batch:
        return client.post(contacts + "/batch/read",
                           {{"inputs", {{{"id", "1"}}, {{"id", "2"}}}}, {"properties", {"email"}}});
      case For::search: return client.post(contacts + "/search", {{"limit", 1}});
    }
    return {};
  }
  void run(const Portal& portal, HubSpotCaller& client) const override {
    constexpr int kStatuses[] = {200, 404, 207, 200};
    const ClientAnswer answer = send(client);
    const std::string refusal = portal.refusal(is_search());
    RC_ASSERT(answer.text("/policyName") == refusal);
    RC_ASSERT(answer.status == (refusal.empty() ? kStatuses[static_cast<std::size_t>(what)] : 429));
    check_headers(nextState(portal), answer.headers);
  }
  /// What is left, by every answer but a search's; of the day for private apps alone (F87).
  void check_headers(const Portal& portal, const Headers& headers) const {
    const auto left = [](std::size_t max, std::size_t used) {
      return std::to_string(max - std::min(max, used));
    };
    const auto told = [&](std::string_view name) { return find_value(headers, name).value_or(""); };
    const std::string of_window = left(portal.per_ten_seconds, portal.count(portal.requests, 10s));
    const std::string of_day = portal.per_day ? left(*portal.per_day, portal.today()) : "";
    RC_ASSERT(told("X-HubSpot-RateLimit-Remaining") == (is_search() ? "" : of_window));
    RC_ASSERT(told("X-HubSpot-RateLimit-Daily-Remaining") == (is_search() ? "" : of_day));
  }
  void show(std::ostream& out) const override {
    constexpr const char* kTexts[] = {"list", "get a missing one", "read a batch", "search"};
    out << kTexts[static_cast<std::size_t>(what)];
  }
};

struct WaitForHubSpot : PortalCommand {
  Duration time = *rc::gen::element<Duration>(1ms, 499ms, 500ms, 1s, 5s, 9'999ms, 10s, 40s);
  void apply(Portal& portal) const override { portal.now += time; }
  void run(const Portal& /*portal*/, HubSpotCaller& client) const override {
    client.clock().sleep_for(time);
  }
  void show(std::ostream& out) const override { out << "wait " << time.count() << " ms"; }
};

RC_GTEST_PROP(HubSpotLimits, ARequestIsRefusedExactlyWhileAWindowOfItsIsFull, ()) {
  Portal portal;
  portal.per_ten_seconds = *rc::gen::inRange<std::size_t>(1, 6);
  portal.searches_per_second = *rc::gen::inRange<std::size_t>(1, 4);
  if (*rc::gen::arbitrary<bool>()) {
    portal.per_day = *rc::gen::inRange<std::size_t>(1, 20);
  }
  HubSpotCaller client({.requests_per_10_s_max = portal.per_ten_seconds,
                        .searches_per_s_max = portal.searches_per_second,
                        .requests_per_day_max = portal.per_day},
                       kEvening);
  rc::state::check(portal, client,
                   rc::state::gen::execOneOfWithArgs<Ask, Ask, Ask, Ask, WaitForHubSpot>());
}

/// Google's quotas (G105, G106) but for photos.
enum Quota : std::size_t { reads, critical_writes, writes, group_reads, full_syncs, daily };
using Units = std::array<std::size_t, 6>;

/// The model of Google: what is used up of the present minute and day. That both begin on the
/// clock, and that a refused call takes nothing, is assumed (google.quota.windows).
struct Budget {
  Instant now = kEvening;
  Units max{};
  Units used{};

  [[nodiscard]] bool has_room(const Units& cost, std::size_t at) const {
    return cost[at] == 0 || used[at] + cost[at] <= max[at];
  }
  [[nodiscard]] bool has_room(const Units& cost) const {
    bool has_all = true;
    for (std::size_t at = 0; at < cost.size(); ++at) {
      has_all = has_all && has_room(cost, at);
    }
    return has_all;
  }
  void take(const Units& cost) {
    for (std::size_t at = 0; at < cost.size(); ++at) {
      used[at] += cost[at];
    }
  }
  void wait(Duration time) {
    const Instant before = now;
    now += time;
    const std::size_t used_today = used[daily];
    if (std::chrono::floor<std::chrono::minutes>(before) !=
        std::chrono::floor<std::chrono::minutes>(now)) {
      used = {};
      used[daily] = used_today;
    }
    if (std::chrono::floor<std::chrono::days>(before) !=
        std::chrono::floor<std::chrono::days>(now)) {
      used[daily] = 0;
    }
  }
};

/// A client with one contact, and the answer that refuses its calls.
struct Caller {
  Caller(const Budget& budget, bool exceeded_is_forbidden)
      : client({}, kEvening), refusal(exceeded_is_forbidden ? 403 : 429) {
    person = client.post("/v1/people:createContact", person_named("Ann")).body;
    const Units& max = budget.max;
    client.google().set_options({.quotas = {.enforced = true,
                                            .critical_reads_per_minute = max[reads],
                                            .critical_writes_per_minute = max[critical_writes],
                                            .group_reads_per_minute = max[group_reads],
                                            .writes_per_minute = max[writes],
                                            .daily_contact_writes = max[daily],
                                            .full_syncs_per_minute = max[full_syncs],
                                            .exceeded_is_forbidden = exceeded_is_forbidden}});
  }
  [[nodiscard]] std::string path() const {
    return "/v1/" + person.at("resourceName").get<std::string>();
  }

  /// One more contact, made by the user at no cost.
  std::string add() {
    return client.google().add_contact(client.account(), person_named("Bob")).value();
  }

  GoogleCaller client;
  int refusal;
  Json person;  ///< As the last write of it answered.
};

ClientAnswer get_contact(Caller& caller) {
  return caller.client.get(caller.path() + "?personFields=names");
}
ClientAnswer list_contacts(Caller& caller) {
  return caller.client.get("/v1/people/me/connections?personFields=names");
}
ClientAnswer list_groups(Caller& caller) { return caller.client.get("/v1/contactGroups"); }
ClientAnswer create(Caller& caller) {
  return caller.client.post("/v1/people:createContact", person_named("Cyd"));
}
ClientAnswer update(Caller& caller) {
  ClientAnswer answer =
      caller.client.patch(caller.path() + ":updateContact?updatePersonFields=names", caller.person);
  caller.person = answer.status == 200 ? answer.body : caller.person;
  return answer;
}
ClientAnswer create_batch(Caller& caller) {
  const Json contact = {{"contactPerson", person_named("Cyd")}};
  return caller.client.post("/v1/people:batchCreateContacts",
                            {{"contacts", {contact, contact}}, {"readMask", "names"}});
}
ClientAnswer delete_contact(Caller& caller) {
  return caller.client.del("/v1/" + caller.add() + ":deleteContact");
}
ClientAnswer delete_batch(Caller& caller) {
  return caller.client.post("/v1/people:batchDeleteContacts",
                            {{"resourceNames", {caller.add(), caller.add()}}});
}
ClientAnswer modify_members(Caller& caller) {
  return caller.client.post("/v1/contactGroups/starred/members:modify",
                            {{"resourceNamesToAdd", {caller.add()}}});
}

/// What a call takes: of reads, critical writes, writes, group reads, full syncs and the day (G88,
/// G105).
struct Price {
  const char* name;
  ClientAnswer (*send)(Caller&);
  Units cost;
};
constexpr Price kPrices[] = {
    {"get", get_contact, {1, 0, 0, 0, 0, 0}},
    {"list", list_contacts, {1, 0, 0, 0, 1, 0}},
    {"list groups", list_groups, {0, 0, 0, 1, 0, 0}},
    {"create", create, {1, 1, 0, 0, 0, 1}},
    {"update", update, {1, 1, 0, 0, 0, 1}},
    {"create a batch", create_batch, {6, 6, 0, 0, 0, 200}},
    {"delete", delete_contact, {0, 0, 1, 0, 0, 0}},
    {"delete a batch", delete_batch, {0, 0, 10, 0, 0, 0}},
    {"modify members", modify_members, {0, 0, 1, 0, 0, 0}},
};

using BudgetCommand = rc::state::Command<Budget, Caller>;

struct Call : BudgetCommand {
  std::size_t which = any_index(std::size(kPrices));
  void apply(Budget& budget) const override {
    if (budget.has_room(kPrices[which].cost)) {
      budget.take(kPrices[which].cost);
    }
  }
  void run(const Budget& budget, Caller& caller) const override {
    const Units& cost = kPrices[which].cost;
    const ClientAnswer answer = kPrices[which].send(caller);
    // Full syncs are refused with 429 in any case (G88).
    const bool is_429 = answer.status == 429 && !budget.has_room(cost, full_syncs);
    RC_ASSERT(answer.status == (budget.has_room(cost) ? 200 : is_429 ? 429 : caller.refusal));
    RC_ASSERT(!answer.headers.contains("Retry-After"));  // G108
  }
  void show(std::ostream& out) const override { out << kPrices[which].name; }
};

/// Calls in one body cost what they cost alone, and each is refused for itself (G11).
struct CallInBatch : BudgetCommand {
  std::size_t count = *rc::gen::inRange<std::size_t>(1, 8);
  [[nodiscard]] std::size_t through(const Budget& budget) const {
    return std::min(count, budget.max[reads] - budget.used[reads]);
  }
  void apply(Budget& budget) const override { budget.used[reads] += through(budget); }
  void run(const Budget& budget, Caller& caller) const override {
    Request request{Method::post, "/batch", {}, {}, ""};
    request.headers = {{"Content-Type", "multipart/mixed; boundary=b"},
                       {"Authorization", "Bearer " + caller.client.access_token()}};
    for (std::size_t call = 0; call < count; ++call) {
      request.body += "--b\r\nContent-Type: application/http\r\n\r\nGET " + caller.path() +
                      "?personFields=names\r\n\r\n";
    }
    request.body += "--b--\r\n";
    const Response response =
        sim::described(sim::Service::google, request, caller.client.google().handle(request));
    const auto answers = [&](int status) {
      const std::string line = "HTTP/1.1 " + std::to_string(status);
      std::size_t found = 0;
      for (std::size_t at = response.body.find(line); at != std::string::npos;
           at = response.body.find(line, at + 1)) {
        ++found;
      }
      return found;
    };
    RC_ASSERT(answers(200) == through(budget));
    RC_ASSERT(answers(caller.refusal) == count - through(budget));
  }
  void show(std::ostream& out) const override { out << "get " << count << " times in one batch"; }
};

struct WaitForGoogle : BudgetCommand {
  Duration time = *rc::gen::element<Duration>(1ms, 1s, 29s, 30s, 60s);
  void apply(Budget& budget) const override { budget.wait(time); }
  void run(const Budget& /*budget*/, Caller& caller) const override {
    caller.client.clock().sleep_for(time);
  }
  void show(std::ostream& out) const override { out << "wait " << time.count() << " ms"; }
};

RC_GTEST_PROP(GoogleQuotas, ACallIsRefusedExactlyIfOneOfItsQuotasHasNoRoomForIt, ()) {
  const Budget budget{.max = {20, 14, 12, 3, 2, 405}};
  Caller caller(budget, *rc::gen::arbitrary<bool>());
  rc::state::check(
      budget, caller,
      rc::state::gen::execOneOfWithArgs<Call, Call, Call, Call, CallInBatch, WaitForGoogle>());
}

}  // namespace
}  // namespace lockstep::sim
