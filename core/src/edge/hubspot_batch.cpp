#include "hubspot_batch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"

#include "hubspot_errors.h"
#include "json_text.h"

namespace lockstep {
namespace {

/// Nothing was said about an input, so it may have been written.
ApiError silent(const std::string& operation) {
  return {.error = {ErrorKind::outcome_unknown, "HubSpot's answer leaves out one of the inputs",
                    operation}};
}

/// Whose result this is in a batch: by trace id, else by id, else by email (F45).
bool answers(const Json& result, const HubSpotWriteInput& input, const std::string& trace_id) {
  const std::string result_trace = text_member(result, "objectWriteTraceId");
  if (!result_trace.empty()) {
    return result_trace == trace_id;
  }
  if (!input.id.empty()) {
    return text_member(result, "id") == input.id;
  }
  const std::string email = text_member(input.properties, "email");
  return !email.empty() && ascii_lower(trim(email)) ==
                               ascii_lower(text_member(member(result, "properties"), "email"));
}

bool names(const Json& list, const std::string& id) {
  return std::ranges::any_of(list, [&](const Json& entry) { return entry == id; });
}

}  // namespace

std::vector<Answer<Json>> read_batch(const std::string& operation,
                                     const std::vector<HubSpotWriteInput>& inputs,
                                     const Json& body) {
  std::vector<Answer<Json>> outcomes;
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    const std::string trace_id = std::to_string(at);
    Answer<Json> outcome = silent(operation);
    for (const Json& result : member(body, "results")) {
      if (answers(result, inputs[at], trace_id)) {
        outcome = result;
        break;
      }
    }
    for (const Json& error : member(body, "errors")) {
      const Json& context = member(error, "context");
      if (names(member(context, "objectWriteTraceId"), trace_id) ||
          (!inputs[at].id.empty() && names(member(context, "ids"), inputs[at].id))) {
        outcome = read_hubspot_item_error(operation, error);
        break;
      }
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace lockstep
