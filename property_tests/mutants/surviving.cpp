// ROB: surviving.

#include <future>
#include <map>
#include <set>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

/// Knows whether the pass before came to its end.
struct Restart {
  bool running = false;
  bool after_a_crash = false;
};

/// A defect that works in the pass after a crash alone.
Defect after_a_crash(std::function<void(const std::shared_ptr<Restart>&, Defect&)> make) {
  auto restart = std::make_shared<Restart>();
  Defect defect;
  make(restart, defect);
  defect.before = [=, more = defect.before](Pass& pass) {
    restart->after_a_crash = restart->running;
    restart->running = true;
    if (more) {
      more(pass);
    }
  };
  defect.after = [=](Pass& /*pass*/) { restart->running = false; };
  return defect;
}

/// Sends a create again, changed, when its answer was lost.
Defect repeating_creates(Service service, std::function<void(Call& call)> change) {
  return sending_again(
      [=](const Call& call, const Result<Response>& answer) {
        return !answer && call.is_create() && call.service == service;
      },
      std::move(change));
}

Defect answering(std::function<void(const Call&, Response&)> change) {
  Defect defect;
  defect.incoming = std::move(change);
  return defect;
}

bool is_expired_sync_token(const Response& response) {
  return response.status == 400 && response.body.find("EXPIRED_SYNC_TOKEN") != std::string::npos;
}

/// Sends again and again what is refused with one of these.
Defect hammering(std::set<int> statuses) {
  Defect defect;
  defect.around = [statuses = std::move(statuses)](Call& call, Transport& world) {
    Result<Response> answer = world.send(call.request);
    for (int time = 0; time < 12 && answer && statuses.contains(answer->status); ++time) {
      answer = world.send(call.request);
    }
    return answer;
  };
  return defect;
}

/// Google is asked to do the same thing twice at one time.
void mutate_in_parallel(Pass& pass) {
  for (const auto& [hubspot, google] : pass.pairs()) {
    const Json person = pass.person(google);
    if (!person.contains("names")) {
      continue;
    }
    constexpr int kTimes = 40;  // Two threads overlap often, and not always.
    for (int time = 0; time < kTimes; ++time) {
      const auto write = [&] {
        pass.send(kGoogle, Method::patch,
                  "/v1/" + google + ":updateContact?updatePersonFields=names",
                  {{"etag", person.at("etag")}, {"names", person.at("names")}});
      };
      // A crash of the scenario's is thrown in either, and must reach whoever runs the pass.
      std::future<void> other = std::async(std::launch::async, write);
      write();
      other.get();
    }
    return;
  }
}

/// Makes a page of hits the last one.
void end_of_search(Response& response) {
  Json body = parsed(response.body);
  if (body.is_object()) {
    body.erase("paging");
    body["total"] = body.value("results", Json::array()).size();
    response.body = body.dump();
  }
}

}  // namespace

std::vector<Mutant> surviving_mutants() {
  return {
      {"ROB-1"_rule, "rob-1-a-restart-creates-again",
       "After a crash what had been created in Google is created again.",
       [] {
         return after_a_crash([](const std::shared_ptr<Restart>& restart, Defect& defect) {
           defect =
               blind_to(kGoogle, [=](const Json& /*person*/) { return restart->after_a_crash; });
           defect.before = [=](Pass& pass) {
             if (restart->after_a_crash) {
               pass.forget();
             }
           };
         });
       }},
      {"ROB-1"_rule, "rob-1-a-restart-writes-nothing",
       "After a crash the writes of the next pass are noted and not sent.",
       [] {
         return after_a_crash([](const std::shared_ptr<Restart>& restart, Defect& defect) {
           defect.outgoing = [=](Call& call) {
             if (restart->after_a_crash && call.is_write()) {
               call.answer = refusal(400);
             }
           };
         });
       }},
      {"ROB-2"_rule, "rob-2-a-lost-answer-doubles-in-google",
       "A create in Google whose answer was lost is sent again.",
       [] { return repeating_creates(kGoogle, [](Call& /*call*/) {}); }},
      {"ROB-2"_rule, "rob-2-a-lost-answer-doubles-in-hubspot",
       "A create in HubSpot whose answer was lost is sent again without its email.",
       [] { return repeating_creates(kHubSpot, drop_email); }},
      {"ROB-3"_rule, "rob-3-hammers-a-limit",
       "No limit is waited for: what is refused with 429 is sent again at once.",
       [] {
         Defect defect = hammering({429});
         defect.never_waits = true;
         return defect;
       }},
      {"ROB-3"_rule, "rob-3-a-limit-is-a-refusal",
       "What is refused with 429 counts as refused for good, and as written.",
       [] {
         Defect defect;
         defect.around = [](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if (answer && answer->status == 429 && call.is_update()) {
             return Result<Response>(pretence(call));
           }
           return answer;
         };
         return defect;
       }},
      {"ROB-4"_rule, "rob-4-an-expired-token-means-no-changes",
       "Once a sync token has expired, Google's changes are not seen any more.",
       [] {
         auto expired = std::make_shared<bool>(false);
         return answering([=](const Call& call, Response& response) {
           *expired = *expired || is_expired_sync_token(response);
           if (*expired && call.is("people.connections.list")) {
             response.status = 200;
             response.body = R"({"connections":[],"nextSyncToken":"none"})";
           }
         });
       }},
      {"ROB-4"_rule, "rob-4-an-expired-token-starts-from-nothing",
       "When a sync token has expired, everything that was known is forgotten.",
       [] {
         auto expired = std::make_shared<bool>(false);
         Defect defect = answering([=](const Call& /*call*/, Response& response) {
           *expired = *expired || is_expired_sync_token(response);
         });
         defect.before = [=](Pass& pass) {
           if (std::exchange(*expired, false)) {
             pass.forget();
           }
         };
         return defect;
       }},
      {"ROB-5"_rule, "rob-5-a-late-list-means-a-missing-contact",
       "What Google's list does not show yet is created again.",
       [] {
         return after_passes(1, [](Pass& pass) {
           const Json list = pass.send(kGoogle, Method::get,
                                       "/v1/people/me/connections?pageSize=1000&"
                                       "personFields=metadata");
           const std::string shown = list.dump();
           for (const auto& [hubspot, google] : pass.pairs()) {
             if (shown.find(google) == std::string::npos) {
               pass.copy_to_google(hubspot);
             }
           }
         });
       }},
      {"ROB-5"_rule, "rob-5-a-late-search-means-a-missing-contact",
       "What HubSpot's search does not show yet is created again under another email.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs()) {
             const Json contact = pass.contact(hubspot);
             const Json found = pass.send(kHubSpot, Method::post, "/crm/v3/objects/contacts/search",
                                          {{"filterGroups",
                                            {{{"filters",
                                               {{{"propertyName", "email"},
                                                 {"operator", "EQ"},
                                                 {"value", text_at(contact, "email")}}}}}}}});
             if (found.is_object() && found.value("total", 1) == 0) {
               pass.send(kHubSpot, Method::post, "/crm/v3/objects/contacts",
                         {{"properties", {{"email", "again." + text_at(contact, "email")}}}});
             }
           }
         });
       }},
      {"ROB-6"_rule, "rob-6-stops-at-ten-thousand",
       "A search is not read beyond its first 10,000 hits.",
       [] {
         return answering([](const Call& call, Response& response) {
           if (call.is("crm.contacts.search") && text_at(call.body(), "after") == "9800") {
             end_of_search(response);
           }
         });
       }},
      {"ROB-6"_rule, "rob-6-reads-one-page-of-changes",
       "Of HubSpot's changes only the first page is read.",
       [] {
         return answering([](const Call& call, Response& response) {
           if (call.is("crm.contacts.search")) {
             end_of_search(response);
           }
         });
       }},
      {"ROB-7"_rule, "rob-7-a-partial-batch-ends-writing",
       "After a batch that HubSpot answers with 207 nothing is written there any more.",
       [] {
         auto stopped = std::make_shared<bool>(false);
         Defect defect = answering([=](const Call& /*call*/, Response& response) {
           *stopped = *stopped || response.status == 207;
         });
         defect.outgoing = [=](Call& call) {
           if (*stopped && call.is_write() && call.service == kHubSpot) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
      {"ROB-7"_rule, "rob-7-a-partial-batch-counts-as-refused",
       "A batch that HubSpot answers with 207 is sent again without the emails.",
       [] {
         return sending_again(
             [](const Call& /*call*/, const Result<Response>& answer) {
               return answer && answer->status == 207;
             },
             drop_email);
       }},
      {"ROB-8"_rule, "rob-8-the-first-of-a-page-is-skipped",
       "What stands first on a later page of Google's list is passed over.",
       [] {
         return answering([](const Call& call, Response& response) {
           if (call.is("people.connections.list") && !call.query("pageToken").empty()) {
             drop_from_lists(response, [at = 0](const Json&) mutable { return at++ == 0; });
           }
         });
       }},
      {"ROB-8"_rule, "rob-8-what-moves-is-written-twice",
       "What was created while a list was read is created in HubSpot under a second email.",
       [] {
         auto pages = std::make_shared<int>(0);
         Defect defect;
         defect.before = [=](Pass& /*pass*/) { *pages = 0; };
         defect.incoming = [=](const Call& call, Response& /*response*/) {
           *pages += call.is("people.connections.list") ? 1 : 0;
         };
         defect.around = [=](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if (*pages > 1 && call.is_create() && call.service == kHubSpot) {
             call.each_properties([](Json& properties) {
               properties["email"] = "again." + text_at(properties, "email");
             });
             static_cast<void>(world.send(call.request));
           }
           return answer;
         };
         return defect;
       }},
      {"ROB-9"_rule, "rob-9-an-outage-is-a-refusal",
       "An update that is answered with a server error counts as written.",
       [] {
         Defect defect;
         defect.around = [](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if ((!answer || answer->status >= 500) && call.is_update()) {
             return Result<Response>(pretence(call));
           }
           return answer;
         };
         return defect;
       }},
      {"ROB-9"_rule, "rob-9-retries-refusals-blindly",
       "What is refused with 400, 403, 404 or 409 is sent again, many times.",
       [] {
         return hammering({400, 403, 404, 409});
       }},
      {"ROB-10"_rule, "rob-10-writes-in-parallel", "Google contacts are written from two threads.",
       [] { return after_passes(1, mutate_in_parallel); }},
      {"ROB-11"_rule, "rob-11-a-failed-update-is-forgotten",
       "An update that failed is not tried again without a new edit.",
       [] {
         Defect defect;
         defect.around = [](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if (call.is_update() && (!answer || answer->status >= 400)) {
             return Result<Response>(pretence(call));
           }
           return answer;
         };
         return defect;
       }},
  };
}

}  // namespace lockstep::mutants
