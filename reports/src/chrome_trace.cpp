#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/report/tool_formats.h"

#include "causes.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kLongestSliceUs = 10'000;  ///< Half of what an exchange costs by default.

enum class Lane { hubspot, connector, google };

constexpr std::string_view kLaneNames[] = {"HubSpot", "connector", "Google"};

// Threads of a process.
constexpr int kRequests = 1;
constexpr int kUsers = 2;

bool is_exchange(const ExchangeReport& exchange) {
  return exchange.source == "hubspot" || exchange.source == "google";
}

/// Where a service or a user's action on it is shown.
Lane lane_of(const ExchangeReport& exchange) {
  if (exchange.source == "google" || side_of(exchange) == "google") {
    return Lane::google;
  }
  return exchange.source == "hubspot" || side_of(exchange) == "hubspot" ? Lane::hubspot
                                                                        : Lane::connector;
}

bool is_crash(const ExchangeReport& exchange) {
  return exchange.fault.find("crash") != std::string::npos;
}

/// The events of one scenario: three processes of its own.
class ScenarioTrace {
 public:
  /// @param names_it  Whether the names of processes name the scenario too.
  ScenarioTrace(const ScenarioReport& scenario, int number, bool names_it, Json& events)
      : scenario_(&scenario), first_process_(number * 3 + 1), events_(&events) {
    for (int lane = 0; lane < 3; ++lane) {
      const std::string name(kLaneNames[lane]);
      metadata(static_cast<Lane>(lane), "process_name",
               {{"name", names_it ? name + ": " + scenario.name : name}});
      metadata(static_cast<Lane>(lane), "process_sort_index",
               {{"sort_index", process(static_cast<Lane>(lane))}});
    }
    place_in_time();
  }

  /// @param last_flow  The number of the last arrow so far; counted on.
  void write(int& last_flow) {
    for (std::size_t at = 0; at < scenario_->exchanges.size(); ++at) {
      write_entry(at, last_flow);
    }
    for (const Cause& cause : causes_in(scenario_->exchanges)) {
      arrow("carries over", place(cause.cause), place(cause.effect), ++last_flow);
    }
  }

 private:
  struct Place {
    Lane lane;
    int thread;
    std::int64_t ts;
  };

  [[nodiscard]] int process(Lane lane) const { return first_process_ + static_cast<int>(lane); }

  /// Microseconds of virtual time, and how long each slice may be so that no two of a thread
  /// overlap: the journal says when a service acted, not how long it took.
  void place_in_time() {
    std::int64_t last = 0;
    for (const ExchangeReport& exchange : scenario_->exchanges) {
      const auto at = parse_timestamp(exchange.at);
      last = std::max(last, at ? to_epoch_ms(*at) * 1'000 : last);
      times_.push_back(last);
    }
    for (std::size_t at = 0; at < times_.size(); ++at) {
      const auto [first, next] = std::equal_range(times_.begin(), times_.end(), times_[at]);
      const std::int64_t twins = next - first;
      const std::int64_t room =
          next == times_.end() ? kLongestSliceUs : std::min(kLongestSliceUs, *next - times_[at]);
      lengths_.push_back(std::max<std::int64_t>(1, room / twins));
    }
    for (std::size_t at = 1; at < times_.size(); ++at) {  // Twins stand behind each other.
      if (times_[at] <= times_[at - 1]) {
        times_[at] = times_[at - 1] + lengths_[at - 1];
      }
    }
  }

  /// Where an arrow from or to an entry is fastened.
  [[nodiscard]] Place place(std::size_t at) const {
    const ExchangeReport& entry = scenario_->exchanges[at];
    return is_exchange(entry) ? Place{Lane::connector, kRequests, times_[at]}
                              : Place{lane_of(entry), kUsers, times_[at]};
  }

  void write_entry(std::size_t at, int& last_flow) {
    const ExchangeReport& exchange = scenario_->exchanges[at];
    if (!is_exchange(exchange)) {
      const Lane lane = lane_of(exchange);
      Json args{{"sequence", exchange.sequence}, {"details", exchange.details}};
      instant(exchange.operation, exchange.source, {lane, kUsers, times_[at]}, args);
      // An arrow can be fastened to a slice only.
      slice(exchange.operation, exchange.source, {lane, kUsers, times_[at]}, 1, std::move(args));
      return;
    }
    const Place request{Lane::connector, kRequests, times_[at]};
    const Place effect{lane_of(exchange), kRequests, times_[at]};
    const Json args{{"sequence", exchange.sequence},
                    {"request", exchange.method + " " + exchange.target},
                    {"status", exchange.status},
                    {"outcome", exchange.outcome},
                    {"times_delivered", exchange.times_delivered}};
    slice(exchange.operation, exchange.mutation ? "write" : "read", request, lengths_[at], args);
    if (exchange.times_delivered > 0) {
      slice(exchange.operation, exchange.mutation ? "write" : "read", effect, lengths_[at], args);
      arrow("request", request, effect, ++last_flow);
    }
    if (!exchange.fault.empty()) {
      instant(exchange.fault, is_crash(exchange) ? "crash" : "fault",
              is_crash(exchange) ? request : effect, {{"sequence", exchange.sequence}});
    }
  }

  void metadata(Lane lane, std::string_view name, Json args) {
    events_->push_back(
        {{"name", name}, {"ph", "M"}, {"pid", process(lane)}, {"args", std::move(args)}});
  }

  Json& add(std::string_view name, std::string_view category, std::string_view phase,
            const Place& place) {
    events_->push_back({{"name", name},
                        {"cat", category},
                        {"ph", phase},
                        {"ts", place.ts},
                        {"pid", process(place.lane)},
                        {"tid", place.thread}});
    return events_->back();
  }

  void slice(std::string_view name, std::string_view category, const Place& place,
             std::int64_t length, Json args) {
    Json& event = add(name, category, "X", place);
    event["dur"] = length;
    event["args"] = std::move(args);
  }

  /// A mark across the whole process.
  void instant(std::string_view name, std::string_view category, const Place& place, Json args) {
    Json& event = add(name, category, "i", place);
    event["s"] = "p";
    event["args"] = std::move(args);
  }

  void arrow(std::string_view name, const Place& from, const Place& to, int flow) {
    add(name, "cause", "s", from)["id"] = flow;
    Json& end = add(name, "cause", "f", to);
    end["id"] = flow;
    end["bp"] = "e";
  }

  const ScenarioReport* scenario_;
  int first_process_;
  Json* events_;
  std::vector<std::int64_t> times_;    ///< By entry, ascending.
  std::vector<std::int64_t> lengths_;  ///< By entry.
};

}  // namespace

std::string render_chrome_trace(const RunReport& run,
                                std::span<const ScenarioReport* const> scenarios) {
  Json events = Json::array();
  int last_flow = 0;
  for (std::size_t number = 0; number < scenarios.size(); ++number) {
    ScenarioTrace(*scenarios[number], static_cast<int>(number), scenarios.size() > 1, events)
        .write(last_flow);
  }
  const Json json{{"displayTimeUnit", "ms"},
                  {"traceEvents", std::move(events)},
                  {"otherData",
                   {{"seed", std::to_string(run.seed)},
                    {"connector", run.connector_name},
                    {"lockstep", run.lockstep_version}}}};
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lockstep::report
