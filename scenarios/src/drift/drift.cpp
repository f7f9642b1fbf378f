#include "lockstep/scenario/drift.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>

#include "lockstep/base/text.h"

#include "drift/replay_world.h"
#include "lifting/facts.h"
#include "recording/left_out_counts.h"

namespace lockstep::scenario {
namespace {

using OrderedJson = nlohmann::ordered_json;

std::string shown(const Json& json) {
  constexpr std::size_t kBytesMax = 200;
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > kBytesMax) {
    std::size_t end = kBytesMax;
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
      --end;  // Not inside a letter.
    }
    text.resize(end);
    text += "…";
  }
  return text;
}

/// What a refusal comes from that no replay brings about.
bool depends_on_the_day(int status) {
  return status == 401 || status == 403 || status == 429 || status >= 500;
}

/// "/results/12/properties/email" and "/results/3/…" are one place.
std::string place_of(const std::string& where) {
  std::string place;
  for (const std::string_view part : split(where, '/')) {
    const bool is_index = !part.empty() && std::ranges::all_of(part, [](char letter) {
      return (letter >= '0' && letter <= '9') || letter == '-';
    });
    place += (place.empty() ? "" : "/") + (is_index ? "*" : std::string(part));
  }
  return place;
}

}  // namespace

DriftReport find_drift(const Recording& recording, const std::function<void()>& looked_at) {
  DriftReport report;
  LeftOutCounts counts;
  ReplayWorld world(recording);
  for (std::size_t at = 0; at < recording.exchanges.size(); ++at) {
    if (looked_at) {
      looked_at();
    }
    const RecordedExchange& exchange = recording.exchanges[at];
    const std::string operation = lifting::operation_of(exchange);
    if (operation.starts_with("oauth.")) {
      counts.add("request for a token", "requests for tokens");
      continue;
    }
    if (exchange.response && depends_on_the_day(exchange.response->status)) {
      counts.add("refusal by a limit, an outage or credentials",
                 "refusals by limits, outages or credentials");
      continue;
    }
    if (const auto reason = world.why_not(at)) {
      counts.add(reason->one, reason->many);
      continue;
    }
    const Response fake = world.ask(at);
    if (!exchange.response || !exchange.body_kept) {
      counts.add("answer that nobody kept", "answers that nobody kept");
      continue;
    }
    ++report.compared;
    AnswerComparison comparison(
        world.mapping(), recording.redaction.has_value(), has_offsets(exchange.request),
        [&](const std::string& where, const Json& recorded, const Json& ours) {
          report.differences.push_back(
              {at + 1, exchange.service, operation, where, shown(recorded), shown(ours)});
        });
    comparison.compare(*exchange.response, fake);
  }
  report.left_out = counts.sentences();
  std::ranges::move(world.left_out(), std::back_inserter(report.left_out));
  return report;
}

std::string to_text(const DriftReport& report) {
  std::string text;
  for (const Drift& drift : report.differences) {
    text += "exchange " + std::to_string(drift.exchange) + " " + drift.operation + ": " +
            drift.where + ": recorded " + drift.recorded + ", fake " + drift.fake + "\n";
  }
  text += std::to_string(report.compared) + " answers compared, " +
          std::to_string(report.differences.size()) + " differences\n";
  for (const std::string& what : report.left_out) {
    text += "  not compared: " + what + "\n";
  }
  return text;
}

std::string to_json(const DriftReport& report) {
  OrderedJson differences = OrderedJson::array();
  for (const Drift& drift : report.differences) {
    differences.push_back({{"exchange", drift.exchange},
                           {"service", to_string(drift.service)},
                           {"operation", drift.operation},
                           {"where", drift.where},
                           {"recorded", drift.recorded},
                           {"fake", drift.fake}});
  }
  return OrderedJson{{"compared", report.compared},
                     {"differences", std::move(differences)},
                     {"left_out", report.left_out}}
      .dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string proposed_ledger(const DriftReport& report) {
  std::map<std::pair<std::string, std::string>, const Drift*> first;
  for (const Drift& drift : report.differences) {
    first.emplace(std::pair(drift.operation, place_of(drift.where)), &drift);
  }
  std::string rows;
  for (const auto& [place, drift] : first) {
    const std::string area = drift->operation.substr(0, drift->operation.find('.'));
    const auto quoted = [](const std::string& text) {
      return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    rows += "    {\"" + std::string(to_string(drift->service)) + "." + ascii_lower(area) +
            ".NAME-IT\", observed, \"FACT\", " + quoted(place.first) + ",\n     " +
            quoted("SAY IT IN ONE SENTENCE: " + place.second + " was " + drift->recorded +
                   ", the fake has " + drift->fake + ".") +
            "},\n";
  }
  return rows;
}

}  // namespace lockstep::scenario
