#include "book.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <fstream>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

namespace lockstep::bench {
namespace {

using sim::Json;
using sim::Service;

sim::WorldOptions options() {
  sim::WorldOptions options;
  options.exchange_cost = Duration(0);
  options.hubspot.rate_limits_enforced = false;
  return options;
}

std::string phone_of(int number, int area) {
  return "+1 " + std::to_string(area) + "-555-" + std::to_string(1000 + number % 9000);
}

Json person(int number) {
  const std::string text = std::to_string(number);
  return {{"names", {{{"givenName", "Ada " + text}, {"familyName", "Lovelace"}}}},
          {"emailAddresses", {{{"value", "ada" + text + "@example.com"}, {"type", "work"}}}},
          {"phoneNumbers",
           {{{"value", phone_of(number, 212)}, {"type", "work"}},
            {{"value", phone_of(number, 415)}, {"type", "mobile"}}}},
          {"organizations", {{{"name", "Engines " + text}, {"title", "Countess"}}}},
          {"addresses",
           {{{"streetAddress", text + " Main Street"},
             {"city", "Springfield"},
             {"region", "IL"},
             {"postalCode", "62701"},
             {"country", "United States"}}}}};
}

std::map<std::string, std::string> contact(int number) {
  const std::string text = std::to_string(number);
  return {{"firstname", "Ada " + text},
          {"lastname", "Lovelace"},
          {"email", "ada" + text + "@example.com"},
          {"phone", phone_of(number, 212)},
          {"mobilephone", phone_of(number, 415)},
          {"company", "Engines " + text},
          {"jobtitle", "Countess"},
          {"address", text + " Main Street"},
          {"city", "Springfield"},
          {"state", "IL"},
          {"zip", "62701"},
          {"country", "United States"}};
}

/// Gives recorded answers in their order, whatever is asked.
class Replay final : public Endpoint {
 public:
  void add(Response response) { answers_.push_back(std::move(response)); }
  Exchange exchange(const Request& /*request*/) override { return answers_.at(next_++); }

 private:
  std::vector<Response> answers_;
  std::atomic<std::size_t> next_ = 0;
};

}  // namespace

struct Book::Recording {
  Replay hubspot;
  Replay google;
  std::unique_ptr<HttpServer> hubspot_server;
  std::unique_ptr<HttpServer> google_server;
  std::filesystem::path file;
};

Book::Book(int pairs, std::filesystem::path folder)
    : folder_(std::move(folder)), world_(options()) {
  account_ = world_.google().add_account("owner@example.com");
  google_grant_ = world_.google().grant(account_);
  hubspot_grant_ = world_.hubspot().grant();
  fill(pairs);
  before_ = std::move(*world_.snapshot());
  google_ = std::move(*HttpServer::start(
      world_.endpoint(Service::google),
      {.target_bytes_max = sim::kGoogleTargetBytesMax, .serving = Serving::one_loop}));
  hubspot_ = std::move(
      *HttpServer::start(world_.endpoint(Service::hubspot), {.serving = Serving::one_loop}));
}

void Book::fill(int pairs) {
  for (int number = 0; number < pairs; ++number) {
    if (number % 3 != 0) {
      google_names_.push_back(world_.google().add_contact(account_, person(number)).value());
    }
    if (number % 3 != 1) {
      hubspot_ids_.push_back(world_.hubspot().add_contact(contact(number)).value());
    }
  }
}

std::filesystem::path Book::write_config() const {
  const auto service = [](const std::string& url, const char* token_path,
                          const sim::OAuthGrant& grant) {
    return Json{{"base_url", url},
                {"token_url", url + token_path},
                {"client_id", grant.client_id},
                {"client_secret", grant.client_secret}};
  };
  const Json config = {
      {"now", format_timestamp(world_.clock().now())},
      {"hubspot", service(hubspot_->base_url(), "/oauth/v1/token", hubspot_grant_)},
      {"google", service(google_->base_url(), "/token", google_grant_)},
      {"state_dir", (folder_ / "state").string()},
      {"reports", false},
      {"connections",
       {{{"id", "main"},
         {"hubspot_refresh_token", hubspot_grant_.refresh_token},
         {"google_refresh_token", google_grant_.refresh_token},
         {"hubspot", {{"records", "all"}}},
         {"google", {{"records", "all"}}}}}}};
  std::filesystem::path file = folder_ / "config.json";
  std::ofstream(file) << config.dump(1);
  return file;
}

std::shared_ptr<Book::Recording> Book::record() {
  auto recording = std::make_shared<Recording>();
  recording->hubspot_server = std::move(*HttpServer::start(recording->hubspot));
  recording->google_server = std::move(
      *HttpServer::start(recording->google, {.target_bytes_max = sim::kGoogleTargetBytesMax}));
  recording->file = folder_ / "recording.jsonl";
  std::ofstream out(recording->file);
  out << Json{{"hubspot", recording->hubspot_server->base_url()},
              {"google", recording->google_server->base_url()}}
             .dump()
      << '\n';
  const auto lock = world_.lock();
  for (const sim::JournalEntry& entry : world_.journal().entries()) {
    if (!sim::is_exchange(entry) || entry.operation.starts_with("oauth.") || !entry.response) {
      continue;
    }
    const bool of_google = entry.source == to_string(Service::google);
    (of_google ? recording->google : recording->hubspot).add(*entry.response);
    out << Json{{"google", of_google},
                {"method", static_cast<int>(entry.request.method)},
                {"target", format_target(entry.request)},
                {"body", entry.request.body.empty() ? Json() : Json::parse(entry.request.body)}}
               .dump()
        << '\n';
  }
  return recording;
}

std::filesystem::path Book::file_of(const Recording& recording) { return recording.file; }

void Book::begin_again() {
  std::filesystem::remove_all(folder_ / "state");
  const auto lock = world_.lock();
  world_.restore(*before_);
}

void Book::edit(int contacts) {
  const auto lock = world_.lock();
  world_.clock().sleep_for(std::chrono::minutes(8));
  for (int count = 0; count < contacts; ++count) {
    ++edits_;
    const auto number = static_cast<std::size_t>(edits_);
    const std::string text = std::to_string(edits_);
    const Result<void> edited =
        count % 2 == 0
            ? world_.google().edit_contact(
                  account_, google_names_.at(number * 7 % google_names_.size()),
                  {{"organizations", {{{"name", "Company " + text}, {"title", "Dr."}}}}})
            : world_.hubspot().edit_contact(hubspot_ids_.at(number * 11 % hubspot_ids_.size()),
                                            {{"jobtitle", "Job " + text}});
    LOCKSTEP_ASSERT(edited.has_value());
  }
  world_.clock().sleep_for(std::chrono::minutes(8));
}

}  // namespace lockstep::bench
