// The fake Google against a small model: a mirror that knows only what sync tokens bring must
// equal the address book whenever it has caught up.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "lockstep/base/url.h"

#include "fake_model.h"

namespace lockstep::sim {
namespace {

enum class Place { contacts, trash, gone };

/// The model: what became of the n-th contact that was ever added.
struct Book {
  struct Entry {
    std::string name;
    Place place = Place::contacts;
  };
  std::vector<Entry> entries;
};

/// The fake, and a client that follows it.
class Follower {
 public:
  explicit Follower(int page_size) : page_size_(page_size) {}

  FakeGoogle& google() { return client_.google(); }
  VirtualClock& clock() { return client_.clock(); }
  const std::string& account() { return client_.account(); }
  std::vector<std::string> resource_names;  ///< Of the model's entries.

  /// Reads what changed since the last call, or everything where the token has expired (G83).
  void follow() {
    if (!sync_token_.empty() && read_pages()) {
      return;
    }
    sync_token_.clear();
    mirror_.clear();
    RC_ASSERT(read_pages());
  }

  [[nodiscard]] const std::map<std::string, std::string>& mirror() const { return mirror_; }

 private:
  /// False if the sync token has expired. The token comes on the last page only (G80).
  bool read_pages() {
    std::string page_token;
    do {
      const ClientAnswer answer = client_.get(list_target(page_token));
      if (answer.status == 400) {
        RC_ASSERT(answer.text("/error/details/0/reason") == "EXPIRED_SYNC_TOKEN");
        return false;
      }
      RC_ASSERT(answer.status == 200);
      for (const Json& person : answer.body.value("connections", Json::array())) {
        apply(person);
      }
      page_token = answer.body.value("nextPageToken", "");
      RC_ASSERT(page_token.empty() == answer.body.contains("nextSyncToken"));
      sync_token_ = answer.body.value("nextSyncToken", sync_token_);
    } while (!page_token.empty());
    return true;
  }

  void apply(const Json& person) {
    const std::string name = person.at("resourceName");
    if (person["metadata"].value("deleted", false)) {
      mirror_.erase(name);
    } else {
      mirror_[name] = person.at("names").at(0).at("givenName");
    }
  }

  [[nodiscard]] std::string list_target(const std::string& page_token) const {
    Query query = {{"personFields", "names,metadata"},
                   {"pageSize", std::to_string(page_size_)},
                   {"requestSyncToken", "true"}};
    if (!page_token.empty()) {
      query.emplace_back("pageToken", page_token);
    }
    if (!sync_token_.empty()) {
      query.emplace_back("syncToken", sync_token_);
    }
    return "/v1/people/me/connections?" + format_query(query);
  }

  GoogleCaller client_;
  int page_size_;
  std::string sync_token_;
  std::map<std::string, std::string> mirror_;
};

using BookCommand = rc::state::Command<Book, Follower>;

struct Add : BookCommand {
  std::string name = any_given_name();
  void apply(Book& book) const override { book.entries.push_back({name, Place::contacts}); }
  void run(const Book& /*book*/, Follower& follower) const override {
    follower.resource_names.push_back(
        follower.google().add_contact(follower.account(), person_named(name)).value());
  }
  void show(std::ostream& out) const override { out << "add " << name; }
};

/// A command on the n-th contact, which must be at `place`.
template <Place place>
struct OnContact : BookCommand {
  explicit OnContact(const Book& book) : at(any_index(book.entries.size())) {}
  std::size_t at;
  void checkPreconditions(const Book& book) const override {
    RC_PRE(at < book.entries.size() && book.entries[at].place == place);
  }
};

struct Edit : OnContact<Place::contacts> {
  using OnContact::OnContact;
  std::string name = any_given_name();
  void apply(Book& book) const override { book.entries[at].name = name; }
  void run(const Book& /*book*/, Follower& follower) const override {
    RC_ASSERT(follower.google()
                  .edit_contact(follower.account(), follower.resource_names[at], person_named(name))
                  .has_value());
  }
  void show(std::ostream& out) const override { out << "edit " << at << " to " << name; }
};

struct MoveToTrash : OnContact<Place::contacts> {
  using OnContact::OnContact;
  void apply(Book& book) const override { book.entries[at].place = Place::trash; }
  void run(const Book& /*book*/, Follower& follower) const override {
    RC_ASSERT(follower.google()
                  .move_to_trash(follower.account(), follower.resource_names[at])
                  .has_value());
  }
  void show(std::ostream& out) const override { out << "move " << at << " to Trash"; }
};

struct Restore : OnContact<Place::trash> {
  using OnContact::OnContact;
  void apply(Book& book) const override { book.entries[at].place = Place::contacts; }
  void run(const Book& /*book*/, Follower& follower) const override {
    RC_ASSERT(
        follower.google().restore(follower.account(), follower.resource_names[at]).has_value());
  }
  void show(std::ostream& out) const override { out << "restore " << at; }
};

void forget_trash(Book& book) {
  for (Book::Entry& entry : book.entries) {
    entry.place = entry.place == Place::trash ? Place::gone : entry.place;
  }
}

struct EmptyTrash : BookCommand {
  void apply(Book& book) const override { forget_trash(book); }
  void run(const Book& /*book*/, Follower& follower) const override {
    follower.google().empty_trash(follower.account());
  }
  void show(std::ostream& out) const override { out << "empty Trash"; }
};

/// Past the life of a sync token (G82) or of Trash (G100), or neither.
struct Wait : BookCommand {
  int days = *rc::gen::element(1, 8, 31);
  void apply(Book& book) const override {
    if (days > 30) {
      forget_trash(book);
    }
  }
  void run(const Book& /*book*/, Follower& follower) const override {
    follower.clock().sleep_for(std::chrono::days(days));
  }
  void show(std::ostream& out) const override { out << "wait " << days << " days"; }
  // Shorter waits add up: the model does not count days, so Trash must not be near its end.
  void checkPreconditions(const Book& book) const override {
    const bool trash_is_empty = std::ranges::none_of(
        book.entries, [](const Book::Entry& entry) { return entry.place == Place::trash; });
    RC_PRE(days > 30 || trash_is_empty);
  }
};

struct Follow : BookCommand {
  void run(const Book& book, Follower& follower) const override {
    follower.follow();
    std::map<std::string, std::string> expected;
    for (std::size_t at = 0; at < book.entries.size(); ++at) {
      if (book.entries[at].place == Place::contacts) {
        expected[follower.resource_names[at]] = book.entries[at].name;
      }
    }
    RC_ASSERT(follower.mirror() == expected);
  }
  void show(std::ostream& out) const override { out << "follow"; }
};

RC_GTEST_PROP(SyncTokens, AMirrorThatFollowsThemEqualsTheAddressBook, ()) {
  Follower follower(*rc::gen::inRange(1, 4));
  rc::state::check(Book{}, follower,
                   rc::state::gen::execOneOfWithArgs<Add, Edit, MoveToTrash, Restore, EmptyTrash,
                                                     Wait, Follow, Follow>());
}

}  // namespace
}  // namespace lockstep::sim
