#include "facts.h"

#include "lockstep/sim/fake_hubspot.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr int kFirstError = 300;

/// Deeper JSON than any answer of the services has.
constexpr int kDepthMax = 64;

Json parse(const std::string& body) {
  const auto bounded = [](int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
    return depth <= kDepthMax;
  };
  return Json::parse(body, bounded, /*allow_exceptions=*/false);
}

}  // namespace

std::string operation_of(const RecordedExchange& exchange) {
  return std::string(exchange.service == Service::hubspot
                         ? sim::FakeHubSpot::operation_of(exchange.request)
                         : sim::FakeGoogle::operation_of(exchange.request));
}

void Facts::gap(std::size_t exchange, std::string what, std::string expected, std::string actual) {
  gaps.push_back({exchange, std::move(what), std::move(expected), std::move(actual)});
}

const Json& member(const Json& object, std::string_view key) {
  static const Json kNull;
  if (!object.is_object()) {
    return kNull;
  }
  const auto found = object.find(std::string(key));
  return found == object.end() ? kNull : *found;
}

std::string text(const Json& object, std::string_view key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : "";
}

const Json& list_in(const Json& object, std::string_view key) {
  static const Json kEmpty = Json::array();
  const Json& value = member(object, key);
  return value.is_array() ? value : kEmpty;
}

Fate fate_of(const RecordedExchange& exchange) {
  if (!exchange.response) {
    return Fate::unknown;
  }
  return exchange.response->status < kFirstError ? Fate::done : Fate::refused;
}

Json body_of(const RecordedExchange& exchange, std::size_t index, Facts& facts) {
  if (fate_of(exchange) != Fate::done) {
    return nullptr;
  }
  if (!exchange.body_kept) {
    facts.gap(index, "the answer's body was not kept", "a body", "");
    return nullptr;
  }
  Json body = parse(exchange.response->body);
  if (!body.is_object()) {
    facts.gap(index, "the answer's body cannot be read", "a JSON object",
              exchange.response->body.substr(0, 80));
    return nullptr;
  }
  return body;
}

Json sent_by(const RecordedExchange& exchange, std::size_t index, Facts& facts) {
  Json body = parse(exchange.request.body);
  if (!body.is_object()) {
    facts.gap(index, "the request's body cannot be read", "a JSON object",
              exchange.request.body.substr(0, 80));
    return nullptr;
  }
  return body;
}

Facts read_facts(const Recording& recording) {
  Facts facts;
  for (std::size_t index = 0; index < recording.exchanges.size(); ++index) {
    const RecordedExchange& exchange = recording.exchanges[index];
    facts.operations.push_back(operation_of(exchange));
    (exchange.service == Service::hubspot ? read_hubspot : read_google)(exchange, index, facts);
  }
  return facts;
}

}  // namespace lockstep::scenario::lifting
