#include "passes.h"

#include <algorithm>

namespace lockstep::scenario::lifting {
namespace {

constexpr Duration kSilence = std::chrono::minutes(2);
constexpr int kBadRequest = 400;  ///< Of a refresh token that is worth nothing, too.
constexpr int kUnauthorised = 401;

/// What a connector does once a pass: "google oauth.token", "hubspot /crm/v3/lists/1/memberships";
/// "" for all else. A plain list of contacts is none: some look twice, before they create one.
std::string opening(const RecordedExchange& exchange, const std::string& operation) {
  constexpr std::string_view kLists[] = {"people.connections.list", "otherContacts.list",
                                         "contactGroups.list", "crm.lists.memberships"};
  const std::string service(to_string(exchange.service));
  if (operation == "oauth.token") {
    return service + " " + operation;
  }
  const auto asks = [&](const char* name) { return find_value(exchange.request.query, name); };
  const bool is_first_page =
      !asks("pageToken") && asks("after").value_or("0") == "0" &&
      (asks("requestSyncToken") || asks("syncToken") || operation == "crm.lists.memberships");
  return is_first_page && std::ranges::find(kLists, operation) != std::end(kLists)
             ? service + " " + exchange.request.path
             : "";
}

/// Looks at one exchange after the other.
class Guess {
 public:
  bool begins(const RecordedExchange& exchange, const std::string& operation) {
    const std::string opens = opening(exchange, operation);
    const auto sync_token = find_value(exchange.request.query, "syncToken");
    const bool goes_on = sync_token && given_.contains(std::string(*sync_token));
    const bool begins = !last_ ||
                        ((opened_.contains(opens) || goes_on) && !is_said_again(exchange, opens)) ||
                        (exchange.at - last_->at > kSilence && !has_failed(*last_));
    if (begins) {
      opened_.clear();
      given_.clear();
      said_.clear();
    }
    note(exchange, opens);
    return begins;
  }

 private:
  static bool has_failed(const RecordedExchange& exchange) {
    return fate_of(exchange) != Fate::done;
  }

  /// A read that was made twice in one pass. Who asks for a token twice begins twice: what the
  /// answers were is not kept.
  [[nodiscard]] bool is_said_again(const RecordedExchange& exchange,
                                   const std::string& opens) const {
    const auto before = said_.find(opens);
    return before != said_.end() && exchange.request.method == Method::get && exchange.response &&
           before->second->response && before->second->request.query == exchange.request.query &&
           before->second->response->status == exchange.response->status &&
           before->second->response->body == exchange.response->body;
  }

  void note(const RecordedExchange& exchange, const std::string& opens) {
    last_ = &exchange;
    const bool is_answered =
        exchange.response && (!has_failed(exchange) || exchange.response->status == kBadRequest);
    if (!opens.empty() && is_answered) {
      opened_.insert(opens);
      said_[opens] = &exchange;
    }
    if (!exchange.response) {
      return;
    }
    if (exchange.response->status == kUnauthorised) {
      opened_.erase(std::string(to_string(exchange.service)) + " oauth.token");
    }
    if (find_value(exchange.request.query, "syncToken") && has_failed(exchange)) {
      opened_.erase(opens);  // The token has expired: the whole list is read instead.
    }
    const Json body = Json::parse(exchange.response->body, nullptr, false);
    if (const std::string token = text(body, "nextSyncToken"); !token.empty()) {
      given_.insert(token);
    }
  }

  const RecordedExchange* last_ = nullptr;
  std::set<std::string> opened_;  ///< What this pass has done of what is done once.
  std::set<std::string> given_;   ///< Sync tokens.
  std::map<std::string, const RecordedExchange*> said_;  ///< What opened it, by the same names.
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
