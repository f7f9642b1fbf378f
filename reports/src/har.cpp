#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/report/tool_formats.h"
#include "lockstep/scenario/exchange_archive.h"

namespace lockstep::report {
namespace {

Headers headers_of(const MessageReport& message) {
  return {message.headers.begin(), message.headers.end()};
}

scenario::ArchivedExchange archived(const ExchangeReport& exchange) {
  scenario::ArchivedExchange archive;
  archive.sequence = exchange.sequence;
  archive.at = parse_timestamp(exchange.at).value_or(Instant());
  archive.service = exchange.source;
  archive.operation = exchange.operation;
  archive.request.method = parse_method(exchange.method).value_or(Method::get);
  set_target(archive.request, exchange.target);
  archive.request.headers = headers_of(exchange.request);
  archive.request.body = exchange.request.body;
  if (exchange.status != 0) {
    archive.response =
        Response{exchange.status, headers_of(exchange.response), exchange.response.body};
  }
  archive.outcome = exchange.outcome;
  archive.times_delivered = exchange.times_delivered;
  archive.fault = exchange.fault;
  return archive;
}

}  // namespace

std::string render_har(const ScenarioReport& scenario) {
  std::vector<scenario::ArchivedExchange> exchanges;
  for (const ExchangeReport& exchange : scenario.exchanges) {
    exchanges.push_back(archived(exchange));
  }
  return scenario::to_har(exchanges) + "\n";
}

}  // namespace lockstep::report
