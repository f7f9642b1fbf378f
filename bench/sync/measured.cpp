#include "measured.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>
#include <sys/resource.h>

#include <fstream>
#include <memory>
#include <stdexcept>

#include "lockstep/base/url.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/phone.h"
#include "lockstep/net/http_transport.h"

#include "stopwatch.h"

namespace lockstep::bench {
namespace {

using Json = nlohmann::json;

/// Waits by jumping: a limiter's hour costs nothing.
class JumpingClock final : public Clock {
 public:
  explicit JumpingClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void sleep_until(Instant deadline) override { now_ = std::max(now_, deadline); }

 private:
  Instant now_;
};

Cost cost_since(const Stopwatch& start) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  constexpr double kMegabytesInKibibyte = 0.001024;
  return {.cpu_seconds = start.cpu_seconds(),
          .wall_seconds = start.wall_seconds(),
          .peak_megabytes = static_cast<double>(usage.ru_maxrss) * kMegabytesInKibibyte};
}

/// What a process pays once: libphonenumber's tables.
void warm_up() { static_cast<void>(PhoneNumbers("US").canonical("(415) 555-0100")); }

/// The rows of the bound: one transaction a call, as the engine saves.
class Rows {
 public:
  explicit Rows(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) {
      throw std::runtime_error("no database");
    }
    database_.reset(database);
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = NORMAL");
    run("PRAGMA locking_mode = EXCLUSIVE");
    run("CREATE TABLE record (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID");
    sqlite3_stmt* put = nullptr;
    sqlite3_prepare_v2(database, "INSERT OR REPLACE INTO record VALUES (?, ?)", -1, &put, nullptr);
    put_.reset(put);
  }

  void run(const char* sql) { sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr); }

  void put(const std::string& id, const std::string& body) {
    sqlite3_bind_text(put_.get(), 1, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
    sqlite3_bind_text(put_.get(), 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    sqlite3_step(put_.get());
    sqlite3_reset(put_.get());
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::unique_ptr<sqlite3_stmt, Close> put_;
};

/// Every contact in an answer, wherever it stands.
template <class Visit>
void visit_contacts(const Json& value, const Visit& visit) {
  if (value.is_object() && (value.contains("resourceName") || value.contains("properties"))) {
    visit(value);
    return;
  }
  if (value.is_structured()) {
    for (const Json& part : value) {
      visit_contacts(part, visit);
    }
  }
}

void parse_phones(const Json& contact, const PhoneNumbers& phones) {
  for (const Json& phone : contact.value("phoneNumbers", Json::array())) {
    static_cast<void>(phones.canonical(phone.value("value", "")));
  }
  const Json properties = contact.value("properties", Json::object());
  for (const char* name : {"phone", "mobilephone", "fax"}) {
    if (properties.contains(name) && properties[name].is_string()) {
      static_cast<void>(phones.canonical(properties[name].get<std::string>()));
    }
  }
}

Response sent(Transport& transport, const Request& request) {
  Result<Response> response = transport.send(request);
  if (!response || response->status >= 300) {
    throw std::runtime_error("a recorded request was not answered");
  }
  return std::move(*response);
}

}  // namespace

Cost run_engine(const std::filesystem::path& config_file, int passes) {
  const Config config = load_config(config_file).value();
  warm_up();
  const auto hubspot = std::move(*make_http_transport({.base_url = config.hubspot.base_url}));
  const auto google = std::move(*make_http_transport({.base_url = config.google.base_url}));
  JumpingClock clock(*config.now);
  for (int pass = 1; pass < passes; ++pass) {
    static_cast<void>(run_pass(config, {*hubspot, *google, clock}));
  }
  const Stopwatch watch;
  const Result<PassSummary> summary = run_pass(config, {*hubspot, *google, clock});
  Cost cost = cost_since(watch);
  if (!summary || summary->error()) {
    throw std::runtime_error(summary ? summary->error()->message : summary.error().message);
  }
  for (const auto& [operation, count] : summary->requests) {
    (operation == "oauth.token" ? cost.token_requests : cost.requests) += count;
  }
  for (const ConnectionSummary& connection : summary->connections) {
    cost.in_sync += connection.counts.in_sync;
    for (const WriteCounts& writes : {connection.hubspot, connection.google}) {
      cost.written += writes.created + writes.updated;
    }
  }
  return cost;
}

Cost run_bound(const std::filesystem::path& recording) {
  struct Call {
    bool of_google;
    Request request;
    Json body;
  };
  std::ifstream in(recording);
  std::string line;
  std::getline(in, line);
  const Json head = Json::parse(line);
  std::vector<Call> calls;
  while (std::getline(in, line)) {
    const Json json = Json::parse(line);
    Call call{.of_google = json["google"], .request = {}, .body = json["body"]};
    call.request.method = static_cast<Method>(json["method"].get<int>());
    set_target(call.request, json["target"].get<std::string>());
    calls.push_back(std::move(call));
  }
  const PhoneNumbers phones("US");
  warm_up();
  const auto hubspot = std::move(*make_http_transport({.base_url = head["hubspot"]}));
  const auto google = std::move(*make_http_transport({.base_url = head["google"]}));
  std::filesystem::path database = recording;
  Rows rows(database += ".sqlite");
  const Stopwatch watch;
  for (Call& call : calls) {
    if (!call.body.is_null()) {
      call.request.body = call.body.dump();
      call.request.headers["Content-Type"] = "application/json";
    }
    const Json answer = Json::parse(sent(call.of_google ? *google : *hubspot, call.request).body);
    rows.run("BEGIN");
    visit_contacts(answer, [&](const Json& contact) {
      const Json& id = contact.contains("resourceName") ? contact["resourceName"] : contact["id"];
      rows.put(id.get<std::string>(), contact.dump());
      parse_phones(contact, phones);
    });
    rows.run("COMMIT");
  }
  Cost cost = cost_since(watch);
  cost.requests = calls.size();
  return cost;
}

std::string to_line(const Cost& cost) {
  return Json{{"cpu", cost.cpu_seconds},          {"wall", cost.wall_seconds},
              {"megabytes", cost.peak_megabytes}, {"requests", cost.requests},
              {"tokens", cost.token_requests},    {"written", cost.written},
              {"in_sync", cost.in_sync}}
      .dump();
}

Cost from_line(const std::string& line) {
  const Json json = Json::parse(line);
  return {.cpu_seconds = json["cpu"],
          .wall_seconds = json["wall"],
          .peak_megabytes = json["megabytes"],
          .requests = json["requests"],
          .token_requests = json["tokens"],
          .written = json["written"],
          .in_sync = json["in_sync"]};
}

}  // namespace lockstep::bench
