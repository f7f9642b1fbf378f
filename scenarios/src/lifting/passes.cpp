#include "passes.h"

#include <algorithm>

namespace lockstep::scenario::lifting {
namespace {

constexpr Duration kSilence = std::chrono::minutes(2);
constexpr int kUnauthorised = 401;
constexpr int kTooMany = 429;
constexpr int kServerError = 500;

/// Looks at one exchange after the other.
class Guess {
 public:
  bool begins(const RecordedExchange& exchange, const std::string& operation) {
    const std::string service(to_string(exchange.service));
    const bool is_grant = operation == "oauth.token";
    const auto sync_token = find_value(exchange.request.query, "syncToken");
    const bool begins = !last_ ||
                        (is_grant && asked_.contains(service) && !may_ask_.contains(service)) ||
                        (sync_token && given_.contains(std::string(*sync_token))) ||
                        (exchange.at - last_->at > kSilence && !is_told_to_wait(*last_));
    if (begins) {
      asked_.clear();
      may_ask_.clear();
      given_.clear();
    }
    note(exchange, service, is_grant);
    return begins;
  }

 private:
  static bool is_told_to_wait(const RecordedExchange& exchange) {
    return !exchange.response || exchange.response->status == kTooMany ||
           exchange.response->status >= kServerError;
  }

  void note(const RecordedExchange& exchange, const std::string& service, bool is_grant) {
    last_ = &exchange;
    if (is_grant) {
      asked_.insert(service);
      may_ask_.erase(service);
    }
    if ((is_grant && is_told_to_wait(exchange)) ||
        (exchange.response && exchange.response->status == kUnauthorised)) {
      may_ask_.insert(service);
    }
    if (exchange.response) {
      const Json body = Json::parse(exchange.response->body, nullptr, false);
      if (const std::string token = text(body, "nextSyncToken"); !token.empty()) {
        given_.insert(token);
      }
    }
  }

  const RecordedExchange* last_ = nullptr;
  std::set<std::string> asked_;    ///< Services that were asked for a token.
  std::set<std::string> may_ask_;  ///< Those that may be asked once more in the same pass.
  std::set<std::string> given_;    ///< Sync tokens.
};

}  // namespace

Passes::Passes(const Recording& recording, const Facts& facts) : recording_(&recording) {
  for (const std::size_t begin : recording.pass_begins) {
    if (begin < recording.exchanges.size()) {
      begins_.push_back(begin);
    }
  }
  std::ranges::sort(begins_);
  begins_.erase(std::unique(begins_.begin(), begins_.end()), begins_.end());
  if (!begins_.empty()) {
    begins_.front() = 0;  // What comes before the first mark belongs to it.
    return;
  }
  is_guessed_ = true;
  Guess guess;
  for (std::size_t index = 0; index < recording.exchanges.size(); ++index) {
    if (guess.begins(recording.exchanges[index], facts.operations[index])) {
      begins_.push_back(index);
    }
  }
}

std::size_t Passes::of(std::size_t exchange) const {
  const auto later = std::ranges::upper_bound(begins_, exchange);
  return static_cast<std::size_t>(later - begins_.begin()) - 1;
}

std::size_t Passes::end(std::size_t pass) const {
  return pass + 1 < begins_.size() ? begins_[pass + 1] : recording_->exchanges.size();
}

Instant Passes::begin_time(std::size_t pass) const {
  return recording_->exchanges[begins_[pass]].at;
}

Instant Passes::end_time(std::size_t pass) const { return recording_->exchanges[end(pass) - 1].at; }

std::optional<std::size_t> Passes::at(Instant time) const {
  for (std::size_t pass = 0; pass < count(); ++pass) {
    if (begin_time(pass) <= time && time <= end_time(pass)) {
      return pass;
    }
  }
  return std::nullopt;
}

std::size_t Passes::after(Instant time) const {
  std::size_t pass = 0;
  while (pass < count() && begin_time(pass) <= time) {
    ++pass;
  }
  return pass;
}

}  // namespace lockstep::scenario::lifting
