#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/scenario/import_recording.h"

#include "recording/exchange_json.h"
#include "recording/json_lines.h"
#include "recording/left_out_counts.h"

namespace lockstep::scenario {
namespace {

Failure wrong(const std::string& message, const std::string& source) {
  return failure(ErrorKind::invalid_input, message, source);
}

/// Reads the entries of a journal one after the other.
class Entries {
 public:
  Result<void> read(const Json& json, const std::string& source) {
    const std::string from = text_of(json, "source");
    if (!json.is_object() || !json.contains("sequence") || from.empty()) {
      return wrong("not an entry of a journal", source);
    }
    const bool is_first = recording_.exchanges.empty() && seen_ == 0;
    if (++seen_ > kImportEntriesMax) {
      return wrong("more than " + std::to_string(kImportEntriesMax) + " entries", source);
    }
    if (is_first && json["sequence"].is_number_unsigned() && json["sequence"] > 1) {
      recording_.left_out.push_back("the entries before number " + json["sequence"].dump() +
                                    ", which the journal no longer had");
    }
    if (from != "hubspot" && from != "google") {
      counts_.add("action of a user, wait or webhook", "actions of users, waits and webhooks");
      return {};
    }
    return read_exchange(json, from, source);
  }

  [[nodiscard]] Recording take(const std::string& torn) && {
    std::ranges::copy(counts_.sentences(), std::back_inserter(recording_.left_out));
    if (!torn.empty()) {
      recording_.left_out.push_back(torn);
    }
    std::ranges::stable_sort(recording_.exchanges, {}, &RecordedExchange::at);
    recording_.made_from = "journal";
    return std::move(recording_);
  }

 private:
  static std::string text_of(const Json& json, const char* name) {
    const auto member = json.find(name);
    return member != json.end() && member->is_string() ? member->get<std::string>() : "";
  }

  Result<void> read_exchange(const Json& json, const std::string& from, const std::string& source) {
    const std::optional<Instant> at = parse_timestamp(text_of(json, "at"));
    if (!at) {
      return wrong("an entry has a missing or wrong \"at\"", source);
    }
    Result<Request> request = request_from(json.value("request", Json()), source);
    if (!request) {
      return Failure{request.error()};
    }
    RecordedExchange exchange{*at, from == "google" ? sim::Service::google : sim::Service::hubspot,
                              std::move(*request), std::nullopt};
    // The journal also tells answers that never arrived; outside nobody has seen those.
    if (text_of(json, "outcome") == "response") {
      Result<Response> response = response_from(json.value("response", Json()), source);
      if (!response) {
        return Failure{response.error()};
      }
      exchange.response = std::move(*response);
    }
    recording_.exchanges.push_back(std::move(exchange));
    return {};
  }

  Recording recording_;
  LeftOutCounts counts_;
  std::size_t seen_ = 0;
};

}  // namespace

Result<Recording> import_journal(std::string_view text, const std::string& source) {
  Entries entries;
  const Result<std::string> torn = read_json_lines(
      text, source, R"({"sequence":)",
      [&](const Json& json, const std::string& where) { return entries.read(json, where); });
  return torn ? std::move(entries).take(*torn) : Result<Recording>(Failure{torn.error()});
}

}  // namespace lockstep::scenario
