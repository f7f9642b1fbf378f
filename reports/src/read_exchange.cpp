#include "read_exchange.h"

#include <nlohmann/json.hpp>

#include <string>

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int number_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<int>() : 0;
}

const Json& object_of(const Json& json, const char* name) {
  static const Json kNone = Json::object();
  const auto found = json.find(name);
  return found != json.end() && found->is_object() ? *found : kNone;
}

MessageReport message_of(const Json& json) {
  MessageReport message;
  message.body = text_of(json, "body");
  for (const auto& [name, value] : object_of(json, "headers").items()) {
    if (value.is_string()) {
      message.headers.emplace_back(name, value.get<std::string>());
    }
  }
  return message;
}

std::string details_of(const Json& json) {
  const auto found = json.find("details");
  if (found == json.end() || found->is_null()) {
    return {};
  }
  return found->is_string() ? found->get<std::string>()
                            : found->dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

ExchangeReport read_exchange(std::uint64_t sequence, std::string_view entry) {
  ExchangeReport exchange;
  exchange.sequence = sequence;
  const Json json = Json::parse(entry, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return exchange;
  }
  exchange.at = text_of(json, "at");
  exchange.source = text_of(json, "source");
  exchange.operation = text_of(json, "operation");
  const auto mutation = json.find("mutation");
  exchange.mutation = mutation != json.end() && mutation->is_boolean() && mutation->get<bool>();
  exchange.times_delivered = number_of(json, "times_delivered");
  exchange.outcome = text_of(json, "outcome");
  exchange.fault = text_of(json, "fault");
  const Json& request = object_of(json, "request");
  exchange.method = text_of(request, "method");
  exchange.target = text_of(request, "target");
  exchange.request = message_of(request);
  const Json& response = object_of(json, "response");
  exchange.status = number_of(response, "status");
  exchange.response = message_of(response);
  exchange.details = details_of(json);
  return exchange;
}

}  // namespace lockstep::report
