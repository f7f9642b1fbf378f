/// A recording made of a journal, for tests: exactly what somebody between connector and services
/// would have seen.

#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <sstream>
#include <string>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

/// @param journal  Lines of sim::to_json_line.
inline Recording recording_of_journal(const std::string& journal) {
  Recording recording;
  recording.made_from = "journal";
  std::istringstream lines(journal);
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json entry = nlohmann::json::parse(line);
    const std::string source = entry.at("source");
    if (source != "hubspot" && source != "google") {
      continue;
    }
    RecordedExchange exchange;
    exchange.at = parse_timestamp(entry.at("at").get<std::string>()).value();
    exchange.service = source == "hubspot" ? sim::Service::hubspot : sim::Service::google;
    const nlohmann::json& request = entry.at("request");
    exchange.request.method = parse_method(request.at("method").get<std::string>()).value();
    set_target(exchange.request, request.at("target").get<std::string>());
    for (const auto& [name, value] : request.at("headers").items()) {
      exchange.request.headers[name] = value;
    }
    exchange.request.body = request.at("body");
    if (entry.at("outcome") == "response") {
      const nlohmann::json& answer = entry.at("response");
      Response response;
      response.status = answer.at("status");
      for (const auto& [name, value] : answer.at("headers").items()) {
        response.headers[name] = value;
      }
      response.body = answer.at("body");
      exchange.response = std::move(response);
    }
    recording.exchanges.push_back(std::move(exchange));
  }
  return recording;
}

}  // namespace lockstep::scenario
