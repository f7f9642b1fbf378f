#include "control/world_methods.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/sim/fault_json.h"

#include "control/options_json.h"
#include "control/pass_methods.h"
#include "control/webhook_methods.h"

namespace lockstep::sim::control {
namespace {

constexpr Duration kAdvanceMax = std::chrono::days(366);
constexpr std::size_t kSnapshotsMax = 32;

Response get_world(Call& call) {
  return json_answer(200, to_json(describe(call.hosted()), call.control_url()));
}

Response reset(Call& call) {
  WorldOptions options = call.world().options();
  read_options(call.body(), options);
  if (auto refused = call.refusal()) {
    return *refused;
  }
  if (auto refused = refusal_while_passing(call.hosted())) {
    return *refused;
  }
  if (call.hosted().runner != nullptr) {
    call.hosted().runner->forget(call.hosted().id);
  }
  call.hosted().passes = 0;
  call.world().reset(options);
  call.hosted().webhooks.clear();
  call.hosted().credentials = let_in(call.world());
  return get_world(call);
}

Response change_options(Call& call) {
  WorldOptions options = call.world().options();
  read_switches(call.body(), options);
  if (auto refused = call.refusal()) {
    return *refused;
  }
  call.world().change_options(options);
  static_cast<void>(call.acted("world.change_options", Result<void>()));
  return get_world(call);
}

Json snapshot_json(std::size_t number, const Snapshot& snapshot) {
  return {{"id", number},
          {"now", format_timestamp(snapshot.taken_at())},
          {"journal_entries", snapshot.journal_size()}};
}

Response list_snapshots(Call& call) {
  Json snapshots = Json::array();
  for (const auto& [number, kept] : call.hosted().snapshots) {
    snapshots.push_back(snapshot_json(number, kept.snapshot));
  }
  return json_answer(200, {{"snapshots", std::move(snapshots)}});
}

Response take_snapshot(Call& call) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  HostedWorld& hosted = call.hosted();
  if (hosted.snapshots.size() >= kSnapshotsMax) {
    return error_answer(409, "too_many", "the world has as many snapshots as it may have",
                        "DELETE …/snapshots/{snapshot} makes room");
  }
  if (auto refused = refusal_while_passing(hosted)) {
    return *refused;
  }
  const Result<Snapshot> snapshot = hosted.world->snapshot();
  if (!snapshot) {
    return error_answer(snapshot.error());
  }
  if (hosted.runner != nullptr) {
    if (const auto kept = hosted.runner->keep(hosted.id, hosted.last_snapshot + 1); !kept) {
      return error_answer(kept.error());
    }
  }
  hosted.snapshots.emplace(++hosted.last_snapshot,
                           KeptSnapshot{*snapshot, hosted.credentials, hosted.passes});
  return json_answer(201, snapshot_json(hosted.last_snapshot, *snapshot));
}

/// The snapshot with this number as text, or the end.
std::map<std::size_t, KeptSnapshot>::iterator find_snapshot(HostedWorld& hosted,
                                                            const std::string& number) {
  return std::ranges::find_if(
      hosted.snapshots, [&](const auto& entry) { return std::to_string(entry.first) == number; });
}

Response no_snapshot() {
  return not_found("the world has no such snapshot", "GET …/snapshots lists them");
}

Response delete_snapshot(Call& call) {
  const auto found = find_snapshot(call.hosted(), call.capture("snapshot"));
  if (found == call.hosted().snapshots.end()) {
    return no_snapshot();
  }
  if (call.hosted().runner != nullptr) {
    call.hosted().runner->drop(call.hosted().id, found->first);
  }
  call.hosted().snapshots.erase(found);
  return json_answer(200, Json::object());
}

Response restore(Call& call) {
  static_cast<void>(call.body().require("snapshot"));
  const std::size_t number = call.body().count("snapshot").value_or(0);
  if (auto refused = call.refusal()) {
    return *refused;
  }
  const auto found = find_snapshot(call.hosted(), std::to_string(number));
  if (found == call.hosted().snapshots.end()) {
    return no_snapshot();
  }
  if (auto refused = refusal_while_passing(call.hosted())) {
    return *refused;
  }
  if (call.hosted().runner != nullptr) {
    if (const auto back = call.hosted().runner->go_back(call.hosted().id, number); !back) {
      return error_answer(back.error());
    }
  }
  call.hosted().passes = found->second.passes;
  call.world().restore(found->second.snapshot);
  call.hosted().webhooks.clear();
  call.hosted().credentials = found->second.credentials;
  return get_world(call);
}

Response advance(Call& call) {
  const Instant now = call.world().clock().now();
  const auto by = call.body().duration("by");
  const auto to = call.body().text("to");
  const auto instant = by ? std::optional(now + *by) : parse_timestamp(to.value_or(""));
  if (by.has_value() == to.has_value() || !instant || *instant < now ||
      *instant > now + kAdvanceMax) {
    call.body().mistakes().add(
        call.body().line(),
        R"(the body must be {"by": "10m"} or {"to": "2026-03-02T09:00:00Z"}, not in the past, at most 366 days ahead)");
  }
  if (auto refused = call.refusal()) {
    return *refused;
  }
  call.world().clock().sleep_until(*instant);
  static_cast<void>(call.acted("clock.advance", Result<void>()));
  return json_answer(200, {{"now", format_timestamp(call.world().clock().now())}});
}

Response run_until_quiet(Call& call) {
  const Duration at_most = call.body().duration("at_most").value_or(std::chrono::days(31));
  if (auto refused = call.refusal()) {
    return *refused;
  }
  const bool quiet = call.world().run_until_quiet(std::min(at_most, kAdvanceMax));
  static_cast<void>(call.acted("clock.run_until_quiet", Result<void>()));
  return json_answer(200,
                     {{"now", format_timestamp(call.world().clock().now())}, {"quiet", quiet}});
}

Json armed_json(const ArmedFault& armed) {
  Json json{{"id", armed.id}};
  json.update(fault_json(armed.rule));
  return json;
}

Response add_fault(Call& call) {
  ObjectReader& body = call.body();
  std::string account = body.text("account").value_or("");
  std::optional<FaultRule> rule = read_fault_rule(body);
  if (auto refused = call.refusal()) {
    return *refused;
  }
  rule->account = std::move(account);
  FaultPlan& faults = call.world().faults();
  faults.add(std::move(*rule));
  return json_answer(201, armed_json(faults.armed().back()));
}

Response list_faults(Call& call) {
  Json faults = Json::array();
  for (const ArmedFault& armed : call.world().faults().armed()) {
    Json json = armed_json(armed);
    json["requested"] = armed.requests_seen;
    json["reached"] = armed.reached;
    faults.push_back(std::move(json));
  }
  return json_answer(200, {{"faults", std::move(faults)},
                           {"unreached", call.world().faults().unreached().size()}});
}

Response clear_faults(Call& call) {
  call.world().faults().clear();
  return json_answer(200, Json::object());
}

Response remove_fault(Call& call) {
  const std::string& text = call.capture("fault");
  const auto& armed = call.world().faults().armed();
  const auto found = std::ranges::find_if(
      armed, [&](const ArmedFault& fault) { return std::to_string(fault.id) == text; });
  if (found == armed.end()) {
    return not_found("the world has no such fault", "GET …/faults lists them with their ids");
  }
  call.world().faults().remove(found->id);
  return json_answer(200, Json::object());
}

Response revive_connector(Call& call) {
  call.world().revive_connector();
  return json_answer(200, Json::object());
}

Response act(Call& call, std::span<const Action> actions) {
  const std::string& name = call.capture("action");
  const auto found = std::ranges::find(actions, name, &Action::name);
  if (found != actions.end()) {
    return found->handler(call);
  }
  std::vector<std::string> names;
  for (const Action& action : actions) {
    names.emplace_back(action.name);
  }
  return not_found("no user can do this" + did_you_mean(name, names),
                   "GET / lists what users can do");
}

Response act_on_google(Call& call) { return act(call, google_actions()); }
Response act_on_hubspot(Call& call) { return act(call, hubspot_actions()); }

constexpr std::array kMethods = {
    // clang-format off
    WorldMethod{Method::get,  "/worlds/{world}",                            get_world},
    WorldMethod{Method::post, "/worlds/{world}/reset",                      reset},
    WorldMethod{Method::patch, "/worlds/{world}/options",                   change_options},
    WorldMethod{Method::get,  "/worlds/{world}/snapshots",                  list_snapshots},
    WorldMethod{Method::post, "/worlds/{world}/snapshots",                  take_snapshot},
    WorldMethod{Method::del,  "/worlds/{world}/snapshots/{snapshot}",       delete_snapshot},
    WorldMethod{Method::post, "/worlds/{world}/restore",                    restore},
    WorldMethod{Method::post, "/worlds/{world}/clock/advance",              advance},
    WorldMethod{Method::post, "/worlds/{world}/clock/run_until_quiet",      run_until_quiet},
    WorldMethod{Method::get,  "/worlds/{world}/faults",                     list_faults},
    WorldMethod{Method::post, "/worlds/{world}/faults",                     add_fault},
    WorldMethod{Method::del,  "/worlds/{world}/faults",                     clear_faults},
    WorldMethod{Method::del,  "/worlds/{world}/faults/{fault}",             remove_fault},
    WorldMethod{Method::get,  "/worlds/{world}/webhooks",                   show_webhooks},
    WorldMethod{Method::post, "/worlds/{world}/webhooks/take",              take_webhooks},
    WorldMethod{Method::post, "/worlds/{world}/webhooks/answer",            answer_webhook},
    WorldMethod{Method::post, "/worlds/{world}/revive_connector",           revive_connector},
    WorldMethod{Method::get,  "/worlds/{world}/google/accounts",            google_accounts},
    WorldMethod{Method::get,  "/worlds/{world}/google/contacts",            google_contacts},
    WorldMethod{Method::get,  "/worlds/{world}/google/contacts/{contact}",  google_contact},
    WorldMethod{Method::post, "/worlds/{world}/google/{action}",            act_on_google},
    WorldMethod{Method::get,  "/worlds/{world}/hubspot/contacts",           hubspot_contacts},
    WorldMethod{Method::get,  "/worlds/{world}/hubspot/contacts/{contact}", hubspot_contact},
    WorldMethod{Method::post, "/worlds/{world}/hubspot/{action}",           act_on_hubspot},
    // clang-format on
};

}  // namespace

std::span<const WorldMethod> world_methods() { return kMethods; }

}  // namespace lockstep::sim::control
