#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/scenario/recording_file.h"

#include "recording/bounded_file.h"
#include "recording/exchange_json.h"
#include "recording/json_lines.h"

namespace lockstep::scenario {
namespace {

/// How every header begins, as far as a reader may rely on it.
constexpr std::string_view kHeaderBegin = R"({"event":"recording","format":"lockstep-recording",)";

Failure wrong(const std::string& message, const std::string& source) {
  return failure(ErrorKind::invalid_input, message, source);
}

std::string text_of(const Json& json, const char* name) {
  const auto member = json.find(name);
  return member != json.end() && member->is_string() ? member->get<std::string>() : "";
}

/// Reads one line after the other into a recording.
class Lines {
 public:
  Result<void> read(const Json& json, const std::string& source) {
    if (!json.is_object()) {
      return wrong("not a JSON object", source);
    }
    const std::string event = text_of(json, "event");
    if (!has_header_) {
      return read_header(json, source);
    }
    if (event == "exchange") {
      return read_exchange(json, source);
    }
    if (event == "pass") {
      recording_.pass_begins.push_back(recording_.exchanges.size());
      return {};
    }
    if (event == "left_out" && !text_of(json, "what").empty()) {
      recording_.left_out.push_back(text_of(json, "what"));
      return {};
    }
    return wrong("not a line of a recording", source);
  }

  [[nodiscard]] Recording take() && {
    sort();
    // A mark behind the last exchange begins nothing.
    std::erase_if(recording_.pass_begins,
                  [&](std::size_t mark) { return mark >= recording_.exchanges.size(); });
    return std::move(recording_);
  }

  [[nodiscard]] Recording& recording() noexcept { return recording_; }

 private:
  Result<void> read_header(const Json& json, const std::string& source) {
    if (text_of(json, "format") != "lockstep-recording") {
      return wrong("not a recording: \"lockstep import\" makes one of a HAR file or a journal",
                   source);
    }
    if (json.value("schema", Json()) != kRecordingSchema) {
      return wrong("a recording of another schema than " + std::to_string(kRecordingSchema) +
                       ": read it with the version that wrote it",
                   source);
    }
    recording_.made_from = text_of(json, "made_from");
    if (const Json redaction = json.value("redaction", Json()); redaction.is_object()) {
      RedactionNote note{text_of(redaction, "key_id")};
      for (const Json& field : redaction.value("kept", Json::array())) {
        note.kept.push_back(field.is_string() ? field.get<std::string>() : "");
      }
      recording_.redaction = std::move(note);
    }
    has_header_ = true;
    return {};
  }

  Result<void> read_exchange(const Json& json, const std::string& source) {
    RecordedExchange exchange;
    const std::optional<Instant> at = parse_timestamp(text_of(json, "at"));
    const std::string service = text_of(json, "service");
    if (!at || (service != "hubspot" && service != "google")) {
      return wrong("an exchange has a missing or wrong \"at\" or \"service\"", source);
    }
    exchange.at = *at;
    exchange.service = service == "google" ? sim::Service::google : sim::Service::hubspot;
    Result<Request> request = request_from(json.value("request", Json()), source);
    if (!request) {
      return Failure{request.error()};
    }
    exchange.request = std::move(*request);
    if (const Json response = json.value("response", Json()); !response.is_null()) {
      Result<Response> read = response_from(response, source);
      if (!read) {
        return Failure{read.error()};
      }
      exchange.response = std::move(*read);
    }
    exchange.body_kept = json.value("body_kept", Json()) != false;
    recording_.exchanges.push_back(std::move(exchange));
    return {};
  }

  /// Into the order of `at`; a pass begins with the first exchange that was written after its mark.
  void sort() {
    std::vector<RecordedExchange>& exchanges = recording_.exchanges;
    if (std::ranges::is_sorted(exchanges, {}, &RecordedExchange::at)) {
      return;
    }
    std::vector<std::size_t> order(exchanges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return exchanges[index].at; });
    for (std::size_t& mark : recording_.pass_begins) {
      const auto first = std::ranges::find_if(order, [&](std::size_t at) { return at >= mark; });
      mark = static_cast<std::size_t>(first - order.begin());
    }
    std::ranges::stable_sort(exchanges, {}, &RecordedExchange::at);
    std::ranges::sort(recording_.pass_begins);
  }

  Recording recording_;
  bool has_header_ = false;
};

}  // namespace

Result<Recording> parse_recording(std::string_view text, const std::string& source) {
  Lines lines;
  const Result<std::string> torn = read_json_lines(
      text, source, kHeaderBegin,
      [&](const Json& json, const std::string& where) { return lines.read(json, where); });
  if (!torn) {
    return Failure{torn.error()};
  }
  if (!torn->empty()) {
    lines.recording().left_out.push_back(*torn);
  }
  return std::move(lines).take();
}

Result<Recording> read_recording(const std::filesystem::path& file) {
  Result<std::string> text = read_bounded(file, kRecordingBytesMax);
  return text ? parse_recording(*text, file.string()) : Result<Recording>(Failure{text.error()});
}

}  // namespace lockstep::scenario
