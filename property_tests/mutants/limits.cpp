// LIM: limits.

#include <algorithm>
#include <map>
#include <set>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

bool is_overflow(const Response& response) {
  return response.body.find("MY_CONTACTS_OVERFLOW_COUNT") != std::string::npos;
}

bool is_exhausted(const Response& response) {
  return response.status == 429 && response.body.find("exhausted") != std::string::npos;
}

/// Records that fail with `reason` are reported otherwise.
Defect misreporting(const char* reason, std::function<void(Json& record)> change) {
  return reporting_records([=](Json& record) {
    if (text_at(record, "reason") == reason) {
      change(record);
    }
  });
}

/// From the first answer of this kind on, for the rest of the pass or for ever, some calls are not
/// sent any more.
Defect after_answer(std::function<bool(const Call&, const Response&)> begins,
                    std::function<bool(const Call&)> stops, bool for_ever) {
  auto stopped = std::make_shared<bool>(false);
  Defect defect;
  defect.before = [=](Pass& /*pass*/) { *stopped = *stopped && for_ever; };
  defect.incoming = [=](const Call& call, Response& response) {
    *stopped = *stopped || begins(call, response);
  };
  defect.outgoing = [=](Call& call) {
    if (*stopped && stops(call)) {
      call.answer = refusal(503);
    }
  };
  return defect;
}

bool is_google_create(const Call& call) { return call.service == kGoogle && call.is_create(); }
bool is_google_write(const Call& call) { return call.service == kGoogle && call.is_write(); }

}  // namespace

std::vector<Mutant> limit_mutants() {
  return {
      {"LIM-1"_rule, "lim-1-full-is-a-rate-limit",
       "A full Google account is reported as a passing rate limit.",
       [] {
         return misreporting("STORAGE_LIMIT_EXCEEDED",
                             [](Json& record) { record["reason"] = "RATE_LIMITED"; });
       }},
      {"LIM-1"_rule, "lim-1-full-is-a-matter-of-the-contact",
       "A full Google account is blamed on the contact.",
       [] {
         return misreporting("STORAGE_LIMIT_EXCEEDED",
                             [](Json& record) { record["cause"] = "contact"; });
       }},
      {"LIM-1"_rule, "lim-1-trash-does-not-count",
       "Only the contacts of the folder are counted: an account that is full with its Trash and "
       "Other contacts is reported as an outage.",
       [] {
         constexpr std::size_t kContactsMax = 25'000;
         auto seen = std::make_shared<std::set<std::string>>();
         Defect defect = misreporting("STORAGE_LIMIT_EXCEEDED", [=](Json& record) {
           if (text_at(record, "cause") == "account" && seen->size() < kContactsMax) {
             record["reason"] = "UNAVAILABLE";
           }
         });
         defect.incoming = [=](const Call& call, Response& response) {
           if (call.is("people.connections.list")) {
             each_person(response,
                         [&](Json& person) { seen->insert(text_at(person, "resourceName")); });
           }
         };
         return defect;
       }},
      {"LIM-2"_rule, "lim-2-a-full-account-stops-updates",
       "While creates fail because the account is full, nothing is updated there.",
       [] {
         return after_answer(
             [](const Call&, const Response& response) { return is_overflow(response); },
             is_google_write, /*for_ever=*/true);
       }},
      {"LIM-2"_rule, "lim-2-a-full-account-stops-the-pass",
       "When a create fails because the account is full, no more is written in that pass.",
       [] {
         return after_answer(
             [](const Call&, const Response& response) { return is_overflow(response); },
             [](const Call& call) { return call.is_write(); },
             /*for_ever=*/true);
       }},
      {"LIM-3"_rule, "lim-3-failed-creates-are-forgotten",
       "A create that failed because the account was full is never tried again.",
       [] {
         return after_answer(
             [](const Call&, const Response& response) { return is_overflow(response); },
             is_google_create, /*for_ever=*/true);
       }},
      {"LIM-3"_rule, "lim-3-failed-creates-happen-twice",
       "A create that failed because the account was full is made twice when there is room.",
       [] {
         auto failed = std::make_shared<bool>(false);
         Defect defect;
         defect.incoming = [=](const Call& /*call*/, Response& response) {
           *failed = *failed || is_overflow(response);
         };
         defect.outgoing = [=](Call& call) {
           if (*failed && is_google_create(call)) {
             call.times = 2;
           }
         };
         return defect;
       }},
      {"LIM-4"_rule, "lim-4-a-large-contact-is-a-full-account",
       "A contact that is too large is blamed on the account.",
       [] {
         return misreporting("STORAGE_LIMIT_EXCEEDED",
                             [](Json& record) { record["cause"] = "account"; });
       }},
      {"LIM-4"_rule, "lim-4-counts-characters",
       "Sizes are counted in characters: what is too large in bytes alone is blamed on the "
       "account.",
       [] {
         auto fits_in_characters = std::make_shared<bool>(false);
         Defect defect = misreporting("STORAGE_LIMIT_EXCEEDED", [=](Json& record) {
           if (*fits_in_characters && text_at(record, "cause") == "contact") {
             record["cause"] = "account";
           }
         });
         defect.incoming = [=](const Call& call, Response& response) {
           const auto takes_more_bytes = [](char byte) {
             return static_cast<unsigned char>(byte) >= 0x80;
           };
           if (is_google_write(call) && is_exhausted(response)) {
             *fits_in_characters = std::ranges::any_of(call.request.body, takes_more_bytes);
           }
         };
         return defect;
       }},
      {"LIM-4"_rule, "lim-4-counts-every-character-twice",
       "A contact of more than half the limit is not even tried.",
       [] {
         auto sizes = std::make_shared<std::map<std::string, std::size_t>>();
         Defect defect = reading(kGoogle, [=](Json& person) {
           (*sizes)[text_at(person, "resourceName")] = person.dump().size();
         });
         defect.outgoing = [=](Call& call) {
           constexpr std::size_t kHalf = 65'536;
           for (const auto& [name, size] : *sizes) {
             if (call.is("people.updateContact") && size > kHalf && !name.empty() &&
                 call.request.path.find(name + ':') != std::string::npos) {
               call.answer = refusal(429);
               call.answer->body = R"({"error":{"code":429,"message":"Resource has been exhausted )"
                                   R"((e.g. check quota).","status":"RESOURCE_EXHAUSTED"}})";
             }
           }
         };
         return defect;
       }},
      {"LIM-4"_rule, "lim-4-trims-what-is-too-large",
       "The notes of a large contact are cut, so that an update fits, and nobody is told.",
       [] {
         auto sizes = std::make_shared<std::map<std::string, std::size_t>>();
         Defect defect = reading(kGoogle, [=](Json& person) {
           (*sizes)[text_at(person, "resourceName")] = person.dump().size();
         });
         defect.outgoing = [=](Call& call) {
           constexpr std::size_t kLarge = 100'000;
           for (const auto& [name, size] : *sizes) {
             if (call.is("people.updateContact") && size > kLarge && !name.empty() &&
                 call.request.path.find(name + ':') != std::string::npos) {
               call.write_also("biographies");
               call.each_person([](Json& person) { person["biographies"] = {{{"value", "cut"}}}; });
             }
           }
         };
         return defect;
       }},
      {"LIM-5"_rule, "lim-5-too-large-once-too-large-for-ever",
       "A contact that was too large is not tried again when it has been trimmed.",
       [] {
         return after_answer(
             [](const Call& call, const Response& response) {
               return is_google_write(call) && is_exhausted(response);
             },
             is_google_write, /*for_ever=*/true);
       }},
      {"LIM-5"_rule, "lim-5-stays-reported-after-trimming",
       "A contact that was too large goes on being reported as failing.",
       [] {
         auto failing = std::make_shared<std::set<std::string>>();
         return reporting_records([=](Json& record) {
           const std::string id = text_at(record, "hubspot_id");
           if (text_at(record, "cause") == "contact") {
             failing->insert(id);
           } else if (failing->contains(id)) {
             record["state"] = "failing";
             record["reason"] = "STORAGE_LIMIT_EXCEEDED";
             record["cause"] = "contact";
           }
         });
       }},
      {"LIM-6"_rule, "lim-6-no-remedies", "Storage limit exceeded is reported without a way out.",
       [] { return reporting_records([](Json& record) { record["remedies"] = Json::array(); }); }},
      {"LIM-7"_rule, "lim-7-asks-for-too-many-of-google",
       "A page of Google's list is asked for with more contacts than the API allows.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("people.connections.list")) {
             call.set_query("pageSize", "2000");
           }
         };
         return defect;
       }},
      {"LIM-7"_rule, "lim-7-asks-for-too-many-of-hubspot",
       "A page of HubSpot's contacts is asked for with more than the API allows.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("crm.contacts.getPage")) {
             call.set_query("limit", "500");
           }
         };
         return defect;
       }},
      {"LIM-8"_rule, "lim-8-a-bad-value-has-no-reason",
       "A value that HubSpot cannot hold is reported as if HubSpot did not answer.",
       [] {
         return reporting_records([](Json& record) {
           if (text_at(record, "state") == "failing") {
             record["reason"] = "UNAVAILABLE";
           }
         });
       }},
      {"LIM-8"_rule, "lim-8-a-bad-value-stops-the-others",
       "After a value that HubSpot refuses nothing more is written in that pass.",
       [] {
         return after_answer(
             [](const Call& call, const Response& response) {
               return call.service == kHubSpot && call.is_write() &&
                      (response.status == 400 || response.status == 207);
             },
             [](const Call& call) { return call.is_write(); }, /*for_ever=*/false);
       }},
      {"LIM-9"_rule, "lim-9-hubspots-limit-is-an-outage",
       "A full HubSpot account is reported as if HubSpot did not answer.",
       [] {
         return misreporting("CONTACT_LIMIT",
                             [](Json& record) { record["reason"] = "UNAVAILABLE"; });
       }},
  };
}

}  // namespace lockstep::mutants
