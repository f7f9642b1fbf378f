/// What an app can learn about the account itself (F86, F99).

#include <string>

#include "lockstep/base/timestamp.h"

#include "handlers.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {

Answer get_account_details(Call& call) {
  return json_answer(200, "{\"portalId\":" + call.state.options.portal_id +
                              R"(,"accountType":"STANDARD","timeZone":"Etc/UTC",)"
                              R"("companyCurrency":"USD","additionalCurrencies":[],)"
                              R"("utcOffset":"+00:00","utcOffsetMilliseconds":0,)"
                              R"("uiDomain":"app.hubspot.com","dataHostingLocation":"na1"})");
}

Answer get_daily_usage(Call& call) {
  std::string body = "{\"results\":[";
  if (const auto limit = call.state.options.requests_per_day_max) {
    body += R"({"name":"private-apps-api-calls-daily","usageLimit":)" + std::to_string(*limit) +
            ",\"currentUsage\":" + std::to_string(call.state.day.count(call.now()));
    append_json_name(body, "collectedAt");
    append_json_string(body, format_timestamp(call.now()));
    append_json_name(body, "fetchStatus");
    append_json_string(body, "SUCCESS");
    append_json_name(body, "resetsAt");
    append_json_string(body, format_timestamp(next_midnight(call.now())));
    body += '}';
  }
  return json_answer(200, body + "]}");
}

}  // namespace lockstep::sim::hubspot
