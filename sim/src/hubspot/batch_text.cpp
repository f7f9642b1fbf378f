#include "batch_text.h"

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "json_text.h"

namespace lockstep::sim::hubspot {

Response batch_answer(const BatchResults& results, int status, Instant now) {
  std::vector<std::string> errors = results.errors;
  if (!results.missing.empty()) {
    errors.push_back(to_batch_error(missing_ids(results.missing)));
  }
  std::string text = R"({"status":"COMPLETE","results":[)" + join(results.texts, ",") + "]";
  if (!errors.empty()) {
    text += ",\"numErrors\":" + std::to_string(errors.size()) + ",\"errors\":[" +
            join(errors, ",") + "]";
  }
  append_json_name(text, "startedAt");
  append_json_string(text, format_timestamp(now));
  append_json_name(text, "completedAt");
  append_json_string(text, format_timestamp(now));
  return json_answer(errors.empty() ? status : 207, text + "}");
}

}  // namespace lockstep::sim::hubspot
