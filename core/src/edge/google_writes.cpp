#include "google_writes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "json_text.h"

namespace lockstep {
namespace {

using Places = std::vector<std::size_t>;

/// Whether the refusal of a batch is about contacts in it, so that parts of it may succeed.
bool is_about_contacts(const ApiError& error) {
  return error.error.kind == ErrorKind::invalid_input || error.error.kind == ErrorKind::conflict ||
         error.error.kind == ErrorKind::not_found;
}

class Updates {
 public:
  Updates(GoogleClient& google, const std::vector<GoogleUpdate>& updates)
      : google_(google), updates_(updates), answers_(updates.size()) {}

  std::vector<Answer<Json>> run() {
    std::map<std::string, Places> by_mask;
    for (std::size_t at = 0; at < updates_.size(); ++at) {
      by_mask[updates_[at].write.update_person_fields].push_back(at);
    }
    for (const auto& [mask, places] : by_mask) {
      write(places);
    }
    std::vector<Answer<Json>> answers;
    for (std::optional<Answer<Json>>& answer : answers_) {
      answers.push_back(std::move(*answer));
    }
    return answers;
  }

 private:
  [[nodiscard]] Json person(std::size_t at) const {
    return parse_json(updates_[at].write.person).value_or(Json::object());
  }

  void write_one(std::size_t at) {
    answers_[at] =
        google_.update(updates_[at].name, person(at), updates_[at].write.update_person_fields);
  }

  void write(const Places& places) {
    if (places.size() < kGoogleBatchFrom) {
      std::ranges::for_each(places, [&](std::size_t at) { write_one(at); });
      return;
    }
    std::vector<std::pair<std::string, Json>> people;
    for (const std::size_t at : places) {
      people.emplace_back(updates_[at].name, person(at));
    }
    auto answer = google_.update_all(people, updates_[places.front()].write.update_person_fields);
    if (auto* stored = std::get_if<std::vector<Json>>(&answer)) {
      for (std::size_t number = 0; number < places.size(); ++number) {
        answers_[places[number]] = std::move((*stored)[number]);
      }
      return;
    }
    divide(places, std::get<GoogleClient::BatchRefusal>(answer));
  }

  void divide(const Places& places, const GoogleClient::BatchRefusal& refusal) {
    if (!is_about_contacts(refusal.error)) {
      for (const std::size_t at : places) {
        answers_[at] = refusal.error;
      }
      return;
    }
    Places rest;
    for (const std::size_t at : places) {
      const auto blamed = refusal.items.find(updates_[at].name);
      if (blamed != refusal.items.end()) {
        answers_[at] = blamed->second;
      } else {
        rest.push_back(at);
      }
    }
    if (rest.size() < places.size()) {
      write(rest);
      return;
    }
    const auto middle = rest.begin() + static_cast<std::ptrdiff_t>(rest.size() / 2);
    write(Places(rest.begin(), middle));
    write(Places(middle, rest.end()));
  }

  GoogleClient& google_;
  const std::vector<GoogleUpdate>& updates_;
  std::vector<std::optional<Answer<Json>>> answers_;
};

class Creations {
 public:
  Creations(GoogleClient& google, const std::vector<Json>& people,
            const std::function<bool(const ApiError&)>& stop)
      : google_(google), people_(people), stop_(stop), answers_(people.size()) {}

  std::vector<std::optional<Answer<Json>>> run() {
    Places all(people_.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
      all[at] = at;
    }
    for (std::size_t from = 0; from < all.size(); from += kGoogleWritesMax) {
      const std::size_t size = std::min(kGoogleWritesMax, all.size() - from);
      create(std::span(all).subspan(from, size));
    }
    return std::move(answers_);
  }

 private:
  void create_one(std::size_t at) {
    if (stopped_) {
      return;
    }
    answers_[at] = google_.create(people_[at]);
    stopped_ = !*answers_[at] && stop_(answers_[at]->error());
  }

  void create(std::span<const std::size_t> places) {
    if (places.size() < kGoogleBatchFrom) {
      std::ranges::for_each(places, [&](std::size_t at) { create_one(at); });
      return;
    }
    if (stopped_) {
      return;
    }
    std::vector<Json> batch;
    for (const std::size_t at : places) {
      batch.push_back(people_[at]);
    }
    auto answer = google_.create_all(batch);
    if (auto* stored = std::get_if<std::vector<Json>>(&answer)) {
      for (std::size_t number = 0; number < places.size(); ++number) {
        answers_[places[number]] = std::move((*stored)[number]);
      }
      return;
    }
    divide(places, std::get<GoogleClient::BatchRefusal>(answer));
  }

  void divide(std::span<const std::size_t> places, const GoogleClient::BatchRefusal& refusal) {
    if (!is_about_contacts(refusal.error)) {
      stopped_ = stopped_ || stop_(refusal.error);
      for (const std::size_t at : places) {
        answers_[at] = refusal.error;
      }
      return;
    }
    Places rest;
    for (std::size_t number = 0; number < places.size(); ++number) {
      const auto blamed = refusal.items.find(std::to_string(number));
      // An account that is full refuses the first contact that is too many, and that is not a
      // fault of this one: the ones before it may still fit (LIM-1).
      if (blamed != refusal.items.end() && blamed->second.cause != LimitCause::account) {
        answers_[places[number]] = blamed->second;
      } else {
        rest.push_back(places[number]);
      }
    }
    if (rest.size() < places.size()) {
      create(rest);
      return;
    }
    create(std::span(rest).first(rest.size() / 2));
    create(std::span(rest).subspan(rest.size() / 2));
  }

  GoogleClient& google_;
  const std::vector<Json>& people_;
  const std::function<bool(const ApiError&)>& stop_;
  std::vector<std::optional<Answer<Json>>> answers_;
  bool stopped_ = false;
};

}  // namespace

std::vector<Answer<Json>> update_google(GoogleClient& google,
                                        const std::vector<GoogleUpdate>& updates) {
  return Updates(google, updates).run();
}

std::vector<std::optional<Answer<Json>>> create_google(
    GoogleClient& google, const std::vector<Json>& people,
    const std::function<bool(const ApiError&)>& stop) {
  return Creations(google, people, stop).run();
}

}  // namespace lockstep
