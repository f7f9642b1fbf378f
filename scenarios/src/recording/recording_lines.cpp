#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/scenario/recording_file.h"

#include "recording/base64.h"

namespace lockstep::scenario {
namespace {

using OrderedJson = nlohmann::ordered_json;  // Members in the order in which a person reads them.

std::string dumped(const OrderedJson& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, OrderedJson::error_handler_t::replace);
}

OrderedJson headers_json(const Headers& headers) {
  OrderedJson json = OrderedJson::object();
  for (const auto& [name, value] : headers) {
    json[ascii_lower(name)] = value;
  }
  return json;
}

void put_body(OrderedJson& json, const std::string& body) {
  if (is_valid_utf8(body)) {
    json["body"] = body;
  } else {
    json["body_base64"] = to_base64(body);
  }
}

}  // namespace

std::string recording_header(const Recording& recording) {
  OrderedJson json{{"event", "recording"},
                   {"format", "lockstep-recording"},
                   {"schema", kRecordingSchema},
                   {"lockstep_version", LOCKSTEP_VERSION},
                   {"made_from", recording.made_from},
                   {"redaction", nullptr}};
  if (recording.redaction) {
    json["redaction"] = {{"key_id", recording.redaction->key_id},
                         {"kept", recording.redaction->kept}};
  }
  return dumped(json);
}

std::string to_json_line(const RecordedExchange& exchange) {
  OrderedJson json{{"event", "exchange"},
                   {"at", format_timestamp(exchange.at)},
                   {"service", to_string(exchange.service)}};
  OrderedJson request{{"method", to_string(exchange.request.method)},
                      {"target", format_target(exchange.request)},
                      {"headers", headers_json(exchange.request.headers)}};
  put_body(request, exchange.request.body);
  json["request"] = std::move(request);
  if (exchange.response) {
    OrderedJson response{{"status", exchange.response->status},
                         {"headers", headers_json(exchange.response->headers)}};
    put_body(response, exchange.response->body);
    json["response"] = std::move(response);
  } else {
    json["response"] = nullptr;
  }
  if (!exchange.body_kept) {
    json["body_kept"] = false;
  }
  return dumped(json);
}

std::string pass_line() { return R"({"event":"pass"})"; }

std::string left_out_line(std::string_view what) {
  return dumped({{"event", "left_out"}, {"what", what}});
}

std::string to_json_lines(const Recording& recording) {
  std::string lines = recording_header(recording) + "\n";
  for (const std::string& what : recording.left_out) {
    lines += left_out_line(what) + "\n";
  }
  for (std::size_t at = 0; at < recording.exchanges.size(); ++at) {
    if (std::ranges::count(recording.pass_begins, at) != 0) {
      lines += pass_line() + "\n";
    }
    lines += to_json_line(recording.exchanges[at]) + "\n";
  }
  return lines;
}

}  // namespace lockstep::scenario
