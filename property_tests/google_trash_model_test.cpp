// The fake Google against a small model of Trash: a contact is in one folder, of which the API
// shows all but Trash, and leaves Trash by its user's hand or after 30 days.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/url.h"

#include "fake_model.h"

namespace lockstep::sim {
namespace {

using Folder = GoogleFolder;

/// The model: where each contact lies, and since when.
struct Book {
  struct Entry {
    Folder folder = Folder::contacts;
    Folder folder_before_trash = Folder::contacts;
    bool starred = false;
    bool gone = false;
    int trashed_on = 0;

    [[nodiscard]] bool is_in(Folder one) const { return !gone && folder == one; }
    void move_to_trash(int today) {
      folder_before_trash = folder;
      folder = Folder::trash;
      trashed_on = today;
    }
  };
  std::size_t contacts_max = 1000;
  int today = 0;
  std::vector<Entry> entries;

  /// Whoever is not gone takes a place of the account, in Trash as well (G101).
  [[nodiscard]] bool is_full() const {
    return static_cast<std::size_t>(std::ranges::count(entries, false, &Entry::gone)) >=
           contacts_max;
  }
};

/// A client, its user, and what both call the model's entries.
struct Account {
  explicit Account(std::size_t contacts_max) : client({.contacts_max = contacts_max}) {}

  FakeGoogle& google() { return client.google(); }
  const std::string& id() { return client.account(); }

  /// The resource names of a list. Those of Other contacts begin otherwise (G42).
  std::set<std::string> list(const std::string& target, const char* member) {
    std::set<std::string> listed;
    for (const Json& person : client.get(target).body.value(member, Json::array())) {
      const std::string name = person.at("resourceName");
      listed.insert("people" + name.substr(name.find('/')));
    }
    return listed;
  }

  /// What a sync of connections tells of `action`: "deleted" or the given name, by resource name
  /// (G80, G86).
  std::map<std::string, std::string> changes_by(const std::function<void()>& action) {
    const std::string target =
        "/v1/people/me/connections?personFields=names,metadata&pageSize=1000&requestSyncToken=true";
    const std::string token = client.get(target).text("/nextSyncToken");
    action();
    const ClientAnswer answer = client.get(target + "&syncToken=" + percent_encode(token));
    RC_ASSERT(answer.status == 200);
    std::map<std::string, std::string> changes;
    for (const Json& person : answer.body.value("connections", Json::array())) {
      const bool deleted = person.at("metadata").value("deleted", false);
      RC_ASSERT(deleted != person.contains("names"));
      changes[person.at("resourceName")] =
          deleted ? "deleted" : person.at("names").at(0).at("givenName").get<std::string>();
    }
    return changes;
  }

  GoogleCaller client;
  std::vector<std::string> names;  ///< Of the model's entries.
};

using BookCommand = rc::state::Command<Book, Account>;
using Changes = std::map<std::string, std::string>;

struct Create : BookCommand {
  void apply(Book& book) const override {
    if (!book.is_full()) {
      book.entries.emplace_back();
    }
  }
  void run(const Book& book, Account& account) const override {
    const ClientAnswer answer =
        account.client.post("/v1/people:createContact", person_named("Ann"));
    RC_ASSERT(answer.status == (book.is_full() ? 429 : 200));
    if (answer.status == 200) {
      account.names.push_back(answer.body.at("resourceName"));
    } else {
      RC_ASSERT(answer.text("/error/message") == "MY_CONTACTS_OVERFLOW_COUNT");  // G101
    }
  }
  void show(std::ostream& out) const override { out << "create"; }
};

/// By the user, who may do so in any folder.
struct Add : BookCommand {
  Folder folder = *rc::gen::element(Folder::contacts, Folder::other, Folder::trash);
  void apply(Book& book) const override {
    if (!book.is_full()) {
      book.entries.push_back({.folder = folder, .trashed_on = book.today});
    }
  }
  void run(const Book& book, Account& account) const override {
    const Result<std::string> name =
        account.google().add_contact(account.id(), person_named("Ann"), {.folder = folder});
    RC_ASSERT(name.has_value() == !book.is_full());
    if (name) {
      account.names.push_back(*name);
    }
  }
  void show(std::ostream& out) const override { out << "add to " << to_string(folder); }
};

/// A command on the n-th contact, in whatever folder it is.
struct OnContact : BookCommand {
  explicit OnContact(const Book& book) : at(any_index(book.entries.size())) {}
  std::size_t at;
  void checkPreconditions(const Book& book) const override { RC_PRE(at < book.entries.size()); }
};

/// Over the API, which knows nothing but Contacts (G77, G100). A sync tells it once.
struct Delete : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override {
    if (book.entries[at].is_in(Folder::contacts)) {
      book.entries[at].move_to_trash(book.today);
    }
  }
  void run(const Book& book, Account& account) const override {
    const bool is_there = book.entries[at].is_in(Folder::contacts);
    const std::string& name = account.names[at];
    const Changes changes = account.changes_by([&] {
      const ClientAnswer answer = account.client.del("/v1/" + name + ":deleteContact");
      RC_ASSERT(answer.status == (is_there ? 200 : 404));
    });
    RC_ASSERT(changes == (is_there ? Changes{{name, "deleted"}} : Changes()));
  }
  void show(std::ostream& out) const override { out << "delete " << at; }
};

/// One name that is not in Contacts spoils the batch. Assumed (google.batch.delete-missing).
struct DeleteBoth : OnContact {
  explicit DeleteBoth(const Book& book) : OnContact(book), other(any_index(book.entries.size())) {}
  std::size_t other;

  void checkPreconditions(const Book& book) const override {
    OnContact::checkPreconditions(book);
    RC_PRE(other < at);
  }
  [[nodiscard]] bool succeeds(const Book& book) const {
    return book.entries[at].is_in(Folder::contacts) && book.entries[other].is_in(Folder::contacts);
  }
  void apply(Book& book) const override {
    if (succeeds(book)) {
      book.entries[at].move_to_trash(book.today);
      book.entries[other].move_to_trash(book.today);
    }
  }
  void run(const Book& book, Account& account) const override {
    const ClientAnswer answer =
        account.client.post("/v1/people:batchDeleteContacts",
                            {{"resourceNames", {account.names[at], account.names[other]}}});
    RC_ASSERT(answer.status == (succeeds(book) ? 200 : 404));
  }
  void show(std::ostream& out) const override { out << "delete " << other << " and " << at; }
};

/// By the user, from both other folders. In Trash already, it stays as long as it would have.
struct MoveToTrash : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override {
    if (Book::Entry& entry = book.entries[at]; entry.folder != Folder::trash) {
      entry.move_to_trash(book.today);
    }
  }
  void run(const Book& book, Account& account) const override {
    const Result<void> moved = account.google().move_to_trash(account.id(), account.names[at]);
    RC_ASSERT(moved.has_value() == !book.entries[at].gone);
  }
  void show(std::ostream& out) const override { out << "move " << at << " to Trash"; }
};

/// To the folder that it came from (G100). A sync of connections tells those of Contacts.
struct Restore : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override {
    if (Book::Entry& entry = book.entries[at]; entry.is_in(Folder::trash)) {
      entry.folder = entry.folder_before_trash;
    }
  }
  void run(const Book& book, Account& account) const override {
    const Book::Entry& entry = book.entries[at];
    const std::string& name = account.names[at];
    const Changes changes = account.changes_by([&] {
      const Result<void> restored = account.google().restore(account.id(), name);
      RC_ASSERT(restored.has_value() == entry.is_in(Folder::trash));
    });
    const bool is_told =
        entry.is_in(Folder::trash) && entry.folder_before_trash == Folder::contacts;
    RC_ASSERT(changes == (is_told ? Changes{{name, "Ann"}} : Changes()));
  }
  void show(std::ostream& out) const override { out << "restore " << at; }
};

/// A star is kept in Trash (G100), where nobody can give or take it.
struct Star : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override {
    if (Book::Entry& entry = book.entries[at]; entry.is_in(Folder::contacts)) {
      entry.starred = true;
    }
  }
  void run(const Book& book, Account& account) const override {
    const Result<void> starred =
        account.google().set_starred(account.id(), account.names[at], true);
    RC_ASSERT(starred.has_value() == book.entries[at].is_in(Folder::contacts));
  }
  void show(std::ostream& out) const override { out << "star " << at; }
};

void forget_trash(Book& book, int trashed_by) {
  for (Book::Entry& entry : book.entries) {
    entry.gone |= entry.folder == Folder::trash && entry.trashed_on <= trashed_by;
  }
}

/// No sync tells it: the deletion was told (G86, G100).
struct EmptyTrash : BookCommand {
  void apply(Book& book) const override { forget_trash(book, book.today); }
  void run(const Book& /*book*/, Account& account) const override {
    RC_ASSERT(account.changes_by([&] { account.google().empty_trash(account.id()); }).empty());
  }
  void show(std::ostream& out) const override { out << "empty Trash"; }
};

/// Trash keeps a contact for 30 days (G100). No sum of these waits is exactly that long, of which
/// the facts say nothing.
struct Wait : BookCommand {
  int days = *rc::gen::element(7, 11, 31);
  void apply(Book& book) const override {
    book.today += days;
    forget_trash(book, book.today - 30);
  }
  void run(const Book& /*book*/, Account& account) const override {
    account.client.clock().sleep_for(std::chrono::days(days));
  }
  void show(std::ostream& out) const override { out << "wait " << days << " days"; }
};

/// What the API shows, and what the user sees.
struct Look : BookCommand {
  void run(const Book& book, Account& account) const override {
    std::set<std::string> contacts;
    std::set<std::string> others;
    for (std::size_t at = 0; at < book.entries.size(); ++at) {
      const Book::Entry& entry = book.entries[at];
      const std::string& name = account.names[at];
      if (!entry.gone && entry.folder != Folder::trash) {
        (entry.folder == Folder::contacts ? contacts : others).insert(name);
      }
      const ClientAnswer answer = account.client.get("/v1/" + name + "?personFields=names");
      RC_ASSERT(answer.status == (entry.is_in(Folder::contacts) ? 200 : 404));
      const auto view = account.google().contact(account.id(), name);
      RC_ASSERT(view.has_value() == !entry.gone);
      if (view) {
        RC_ASSERT(view->folder == entry.folder);
        RC_ASSERT(view->starred == entry.starred);
      }
    }
    RC_ASSERT(account.list("/v1/people/me/connections?personFields=names&pageSize=1000",
                           "connections") == contacts);
    RC_ASSERT(account.list("/v1/otherContacts?readMask=names&pageSize=1000", "otherContacts") ==
              others);
  }
  void show(std::ostream& out) const override { out << "look"; }
};

RC_GTEST_PROP(Trash, TheApiShowsAContactExactlyInTheFolderWhereItsUserSeesIt, ()) {
  Account account(1000);
  rc::state::check(Book{}, account,
                   rc::state::gen::execOneOfWithArgs<Create, Add, Delete, DeleteBoth, MoveToTrash,
                                                     Restore, Star, EmptyTrash, Wait, Look>());
}

RC_GTEST_PROP(Trash, TakesPlacesOfTheAccountUntilItIsEmptied, ()) {
  const auto contacts_max = *rc::gen::inRange<std::size_t>(1, 5);
  Account account(contacts_max);
  rc::state::check(Book{.contacts_max = contacts_max, .entries = {}}, account,
                   rc::state::gen::execOneOfWithArgs<Create, Create, Add, Delete, MoveToTrash,
                                                     Restore, EmptyTrash, Wait, Look>());
}

}  // namespace
}  // namespace lockstep::sim
