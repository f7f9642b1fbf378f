/// Operations on the conversion of one list, and on ids of lists of the older API.

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "list_call.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMappedIdsMax = 10'000;

std::optional<int> whole_number(const Json& body, const char* name) {
  const auto found = body.find(name);
  const bool fits = found != body.end() && found->is_number_integer() &&
                    found->get<double>() >= 0 && found->get<double>() <= 10'000;
  return fits ? std::optional(found->get<int>()) : std::nullopt;
}

/// What the body asks for, normalised; nullopt if it asks for nothing that can be.
std::optional<ListConversion> read_conversion(const Json& body) {
  const std::string type = optional_text(body, "conversionType").value_or("");
  ListConversion conversion;
  if (type == "CONVERSION_DATE") {
    const auto year = whole_number(body, "year");
    const auto month = whole_number(body, "month");
    const auto day = whole_number(body, "day");
    if (!year || !month || !day) {
      return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) {
      return std::nullopt;
    }
    // Assumed (hubspot.account.time-zone): the account's day is that of UTC.
    conversion.due = Instant(std::chrono::sys_days(date).time_since_epoch());
    conversion.requested = R"({"conversionType":"CONVERSION_DATE","year":)" +
                           std::to_string(*year) + R"(,"month":)" + std::to_string(*month) +
                           R"(,"day":)" + std::to_string(*day) + '}';
    return conversion;
  }
  const auto offset = whole_number(body, "offset");
  const std::string unit = optional_text(body, "timeUnit").value_or("");
  if (type != "INACTIVITY" || !offset || *offset == 0 ||
      (unit != "DAY" && unit != "WEEK" && unit != "MONTH")) {
    return std::nullopt;
  }
  // Assumed (hubspot.lists.conversion-by-inactivity): it is kept and never falls due.
  conversion.requested = R"({"conversionType":"INACTIVITY","offset":)" + std::to_string(*offset) +
                         R"(,"timeUnit":")" + unit + R"("})";
  return conversion;
}

Answer conversion_answer(const ContactList& list) {
  std::string out = "{";
  append_json_name(out, "listId");
  append_json_string(out, std::to_string(list.id));
  append_json_name(out, "requestedConversionTime");
  out += list.conversion->requested;
  if (list.conversion->converted) {
    append_json_name(out, "convertedAt");
    append_json_string(out, format_timestamp(*list.conversion->converted));
  }
  return json_answer(200, out + '}');
}

}  // namespace

Answer get_list_conversion(Call& call) {
  const auto list = find_list(call);
  if (!list) {
    return list.problem();
  }
  return (*list)->conversion ? conversion_answer(**list) : Answer(not_found());
}

Answer schedule_list_conversion(Call& call) {
  const auto list = find_list(call);
  const auto body = read_body(call.request);
  if (!list || !body) {
    return list ? body.problem() : list.problem();
  }
  if (!(*list)->is_dynamic()) {
    return bad_request("Only a DYNAMIC list can be converted");
  }
  std::optional<ListConversion> conversion = read_conversion(*body);
  if (!conversion) {
    return malformed_json(call.request.body,
                          "Cannot deserialize value of PublicListConversionTime");
  }
  if (conversion->due && *conversion->due <= call.now()) {
    return bad_request("A list is converted in the future");
  }
  (*list)->conversion = std::move(*conversion);
  return conversion_answer(**list);
}

Answer cancel_list_conversion(Call& call) {
  const auto list = find_list(call);
  if (!list) {
    return list.problem();
  }
  if ((*list)->conversion && !(*list)->conversion->converted) {
    (*list)->conversion.reset();
  }
  return no_content();
}

/// No list here has an id of the older API: assumed (hubspot.lists.legacy-ids).
Answer get_list_id_mapping(Call& /*call*/) { return not_found(); }

Answer get_list_id_mappings(Call& call) {
  const auto body = read_json(call.request);
  if (!body) {
    return body.problem();
  }
  if (!body->is_array() || body->size() > kMappedIdsMax) {
    return malformed_json(call.request.body, "Cannot deserialize value of a list of ids");
  }
  std::string missing;
  for (const Json& json : *body) {
    const auto id = scalar_text(json);
    if (!id) {
      return malformed_json(call.request.body, "Cannot deserialize value of an id");
    }
    missing += missing.empty() ? "" : ",";
    append_json_string(missing, *id);
  }
  return json_answer(
      200, R"({"legacyListIdsToIdsMapping":[],"missingLegacyListIds":[)" + missing + "]}");
}

}  // namespace lockstep::sim::hubspot
