#include "faults.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>

#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/operations.h"

#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr int kBadRequest = 400;
constexpr int kUnauthorised = 401;
constexpr int kForbidden = 403;
constexpr int kTooMany = 429;
constexpr int kServerError = 500;

OrderedJson answer_error(const Response& response) {
  OrderedJson fault = {{"fault", "answer-error"}, {"status", response.status}};
  OrderedJson headers = OrderedJson::object();
  for (const char* const name : {"Content-Type", "Retry-After"}) {
    if (const auto value = find_value(response.headers, name)) {
      headers[name] = std::string(*value);
    }
  }
  if (!headers.empty()) {
    fault["headers"] = std::move(headers);
  }
  if (!response.body.empty()) {
    fault["body"] = response.body;
  }
  return fault;
}

bool was_done(const Facts& facts, std::size_t exchange) {
  return std::ranges::any_of(facts.writes, [&](const Write& write) {
    return write.exchange == exchange && write.fate == Fate::done;
  });
}

bool is_create(const std::string& operation) {
  return operation == "crm.contacts.create" || operation == "people.createContact";
}

/// Whether a token endpoint says that the grant is worth nothing: RFC 6749 names what else it may
/// find wrong, such as the app's own credentials (F97).
bool is_about_the_grant(const Response& refusal) {
  const std::string error = text(Json::parse(refusal.body, nullptr, false), "error");
  return error.empty() || error == "invalid_grant";
}

/// When each service's access token runs out, as its answers tell.
class Lives {
 public:
  void note(const RecordedExchange& exchange, const std::string& operation) {
    if (operation != "oauth.token" || fate_of(exchange) != Fate::done) {
      return;
    }
    const Json body = Json::parse(exchange.response->body, nullptr, false);
    if (const Json& life = member(body, "expires_in"); life.is_number_unsigned()) {
      constexpr std::uint64_t kLifeMax = 10'000'000;  ///< Of any token that the services give.
      const std::chrono::seconds time(std::min(life.get<std::uint64_t>(), kLifeMax));
      ends_[exchange.service] = exchange.at + time;
    }
  }

  /// Whether time alone brings its refusal about.
  [[nodiscard]] bool is_over(const RecordedExchange& exchange) const {
    const auto end = ends_.find(exchange.service);
    return end != ends_.end() && end->second <= exchange.at;
  }

 private:
  std::map<Service, Instant> ends_;
};

/// Null where nothing is spoilt.
OrderedJson fault_of(const RecordedExchange& exchange, std::size_t index, const Lives& tokens,
                     Facts& facts) {
  const std::string& operation = facts.operations[index];
  if (!exchange.response) {
    return {{"fault", was_done(facts, index) ? "commit-then-lose-answer" : "lose-request"}};
  }
  const int status = exchange.response->status;
  if (status == kTooMany || status == kForbidden || status >= kServerError) {
    return answer_error(*exchange.response);
  }
  if (operation == "oauth.token") {
    const bool is_spoilt = status >= kBadRequest && !is_about_the_grant(*exchange.response);
    return is_spoilt ? answer_error(*exchange.response) : nullptr;
  }
  if (status == kUnauthorised) {
    return tokens.is_over(exchange) ? OrderedJson() : OrderedJson{{"fault", "expire-token"}};
  }
  if (find_value(exchange.request.query, "syncToken") &&
      exchange.response->body.find("EXPIRED_SYNC_TOKEN") != std::string::npos) {
    return {{"fault", "expire-sync-token"}};
  }
  if (status == kBadRequest && is_create(operation) &&
      is_taken_by_fake(exchange.service, exchange.request)) {
    facts.gap(index, "the service refuses what the fake takes", "a success",
              std::to_string(status) + " " + exchange.response->body);
    return answer_error(*exchange.response);
  }
  return nullptr;
}

}  // namespace

std::string scenario_operation(const RecordedExchange& exchange, const std::string& operation) {
  return operation == "oauth.token" ? std::string(to_string(exchange.service)) + "/" + operation
                                    : operation;
}

bool is_mutation(Service service, const std::string& operation) {
  return service == Service::hubspot ? sim::FakeHubSpot::is_mutation(operation)
                                     : sim::FakeGoogle::is_mutation(operation);
}

SeenFaults faults_of(const Recording& recording, Facts& facts) {
  SeenFaults seen;
  Lives tokens;
  std::map<std::string, int> requests;
  std::map<std::string, std::size_t> latest;  ///< Of each operation, in seen.faults.
  for (std::size_t index = 0; index < recording.exchanges.size(); ++index) {
    const RecordedExchange& exchange = recording.exchanges[index];
    const std::string operation = scenario_operation(exchange, facts.operations[index]);
    tokens.note(exchange, facts.operations[index]);
    if (!sim::is_known_operation_pattern(operation)) {
      continue;
    }
    const int number = ++requests[operation];
    OrderedJson what = fault_of(exchange, index, tokens, facts);
    if (what.is_null()) {
      continue;
    }
    seen.exchanges.insert(index);
    if (what["fault"] == "answer-error" || what["fault"] == "lose-request") {
      seen.not_delivered.insert(index);
    }
    OrderedJson fault = {{"operation", operation}};
    fault.update(what);
    fault["first"] = number;
    if (const auto known = latest.find(operation); known != latest.end()) {
      OrderedJson& last = seen.faults[known->second];
      OrderedJson same = last;
      same.erase("count");
      same["first"] = number;
      if (same == fault && last["first"].get<int>() + last.value("count", 1) == number) {
        last["count"] = last.value("count", 1) + 1;
        continue;
      }
    }
    latest[operation] = seen.faults.size();
    seen.faults.push_back(std::move(fault));
  }
  return seen;
}

}  // namespace lockstep::scenario::lifting
