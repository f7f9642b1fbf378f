// The fake Google against a small model of contact groups: sets of contacts with names, in which
// every contact has its place.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "fake_model.h"

namespace lockstep::sim {
namespace {

constexpr std::size_t kMyContacts = 0;
constexpr std::size_t kFirstLabel = 2;

using Numbers = std::set<std::size_t>;  ///< Of groups or of contacts.
using Names = std::multiset<std::string>;

/// The model: the names of the groups that were ever there, myContacts and starred first, and who
/// is in them.
struct Book {
  struct Contact {
    Numbers groups;
    bool in_trash = false;
  };
  std::vector<std::string> groups = {"myContacts", "starred"};  ///< "" for a deleted one.
  std::vector<Contact> contacts;

  [[nodiscard]] bool has_name(const std::string& name) const {
    return std::ranges::count(groups, name) != 0;
  }
  [[nodiscard]] Numbers members(std::size_t group) const {
    Numbers members;
    for (std::size_t at = 0; at < contacts.size(); ++at) {
      if (!contacts[at].in_trash && contacts[at].groups.contains(group)) {
        members.insert(at);
      }
    }
    return members;
  }
  [[nodiscard]] bool all_exist(const Numbers& some) const {
    return std::ranges::none_of(some, [&](std::size_t at) { return groups[at].empty(); });
  }
};

/// A client, and what it calls the model's groups and contacts.
struct Account {
  GoogleCaller client;
  std::vector<std::string> groups = {"contactGroups/myContacts", "contactGroups/starred"};
  std::vector<std::string> contacts;

  [[nodiscard]] Json memberships(const Numbers& some) const {
    Json list = Json::array();
    for (const std::size_t at : some) {
      list.push_back({{"contactGroupMembership", {{"contactGroupResourceName", groups[at]}}}});
    }
    return list;
  }
  ClientAnswer read(std::size_t contact) {
    return client.get("/v1/" + contacts[contact] + "?personFields=memberships");
  }
  Names labels_in_list() {
    Names labels;
    const ClientAnswer answer = client.get("/v1/contactGroups");
    for (const Json& group : answer.body.at("contactGroups")) {
      if (group.at("groupType") == "USER_CONTACT_GROUP") {
        labels.insert(group.at("name"));
      }
    }
    return labels;
  }
};

using BookCommand = rc::state::Command<Book, Account>;

std::string any_name() { return *rc::gen::element<std::string>("Red", "Green", "Blue"); }

/// Of the deleted ones there are soon too many: the second draw stands.
std::size_t any_group(const Book& book) {
  const std::size_t at = any_index(book.groups.size());
  return book.groups[at].empty() ? any_index(book.groups.size()) : at;
}

/// Two at most.
Numbers any_groups(const Book& book) {
  Numbers groups;
  for (int count = *rc::gen::inRange(0, 3); count > 0; --count) {
    groups.insert(any_group(book));
  }
  return groups;
}

bool are_below(const Numbers& numbers, std::size_t end) {
  return numbers.empty() || *numbers.rbegin() < end;
}

Names names_of(const Numbers& numbers, const std::vector<std::string>& names) {
  Names some;
  for (const std::size_t number : numbers) {
    some.insert(names[number]);
  }
  return some;
}

/// A second label of the same name is refused (G26).
struct CreateGroup : BookCommand {
  std::string name = any_name();
  void apply(Book& book) const override {
    if (!book.has_name(name)) {
      book.groups.push_back(name);
    }
  }
  void run(const Book& book, Account& account) const override {
    const ClientAnswer answer =
        account.client.post("/v1/contactGroups", {{"contactGroup", {{"name", name}}}});
    RC_ASSERT(answer.status == (book.has_name(name) ? 409 : 200));
    if (answer.status == 200) {
      account.groups.push_back(answer.body.at("resourceName"));
    }
  }
  void show(std::ostream& out) const override { out << "create group " << name; }
};

/// A command on the n-th group: a system group, or a label that may have been deleted.
struct OnGroup : BookCommand {
  explicit OnGroup(const Book& book) : at(any_group(book)) {}
  std::size_t at;
  void checkPreconditions(const Book& book) const override { RC_PRE(at < book.groups.size()); }

  /// System groups stay as they are (G98); what was deleted is not there.
  [[nodiscard]] int status_of_change(const Book& book) const {
    return at < kFirstLabel ? 400 : book.groups[at].empty() ? 404 : 200;
  }
};

/// Needs the present etag (G79), and a name that no other label has (G26).
struct Rename : OnGroup {
  using OnGroup::OnGroup;
  std::string name = any_name();
  bool is_stale = *rc::gen::element(false, false, false, true);

  [[nodiscard]] int expected(const Book& book) const {
    const int status = status_of_change(book);
    const bool is_taken = book.has_name(name) && book.groups[at] != name;
    return status == 200 && (is_stale || is_taken) ? 409 : status;
  }
  void apply(Book& book) const override {
    if (expected(book) == 200) {
      book.groups[at] = name;
    }
  }
  void run(const Book& book, Account& account) const override {
    const std::string path = "/v1/" + account.groups[at];
    const std::string etag = account.client.get(path).text("/etag");
    const Json group = {{"name", name}, {"etag", is_stale ? "AAAAAAAAAAA=" : etag}};
    const ClientAnswer answer = account.client.send(Method::put, path, {{"contactGroup", group}});
    RC_ASSERT(answer.status == expected(book));
    if (answer.status == 200) {
      RC_ASSERT(answer.text("/etag") != etag);
    }
  }
  void show(std::ostream& out) const override {
    out << "rename group " << at << " to " << name << (is_stale ? " with a stale etag" : "");
  }
};

/// Its contacts are deleted as well, or keep their other groups (G98); that myContacts takes those
/// who have no other one is assumed.
struct DeleteGroup : OnGroup {
  using OnGroup::OnGroup;
  bool with_contacts = *rc::gen::arbitrary<bool>();
  void apply(Book& book) const override {
    if (status_of_change(book) != 200) {
      return;
    }
    book.groups[at].clear();
    for (Book::Contact& contact : book.contacts) {
      contact.in_trash |= with_contacts && contact.groups.contains(at);
      contact.groups.erase(at);
      if (contact.groups.empty()) {
        contact.groups = {kMyContacts};
      }
    }
  }
  void run(const Book& book, Account& account) const override {
    const ClientAnswer answer =
        account.client.del("/v1/" + account.groups[at] +
                           (with_contacts ? "?deleteContacts=true" : "?deleteContacts=false"));
    RC_ASSERT(answer.status == status_of_change(book));
  }
  void show(std::ostream& out) const override {
    out << "delete group " << at << (with_contacts ? " with its contacts" : "");
  }
};

/// Without groups into myContacts (G60); only into groups that are there (G59).
struct CreateContact : BookCommand {
  explicit CreateContact(const Book& book) : groups(any_groups(book)) {}
  Numbers groups;
  void checkPreconditions(const Book& book) const override {
    RC_PRE(are_below(groups, book.groups.size()));
  }
  void apply(Book& book) const override {
    if (book.all_exist(groups)) {
      book.contacts.push_back({groups.empty() ? Numbers{kMyContacts} : groups});
    }
  }
  void run(const Book& book, Account& account) const override {
    Json person = person_named("Ann");
    person["memberships"] = account.memberships(groups);
    const ClientAnswer answer = account.client.post("/v1/people:createContact", person);
    RC_ASSERT(answer.status == (book.all_exist(groups) ? 200 : 400));
    if (answer.status == 200) {
      account.contacts.push_back(answer.body.at("resourceName"));
    }
  }
  void show(std::ostream& out) const override { out << "new contact in " << rc::toString(groups); }
};

/// A command on the n-th contact.
struct OnContact : BookCommand {
  explicit OnContact(const Book& book) : at(any_index(book.contacts.size())) {}
  std::size_t at;
  void checkPreconditions(const Book& book) const override { RC_PRE(at < book.contacts.size()); }
};

/// Replaces all memberships; one at least must be left (G32, G59).
struct SetMemberships : OnContact {
  explicit SetMemberships(const Book& book) : OnContact(book), groups(any_groups(book)) {}
  Numbers groups;
  void checkPreconditions(const Book& book) const override {
    OnContact::checkPreconditions(book);
    RC_PRE(!book.contacts[at].in_trash && are_below(groups, book.groups.size()));
  }
  [[nodiscard]] bool succeeds(const Book& book) const {
    return !groups.empty() && book.all_exist(groups);
  }
  void apply(Book& book) const override {
    if (succeeds(book)) {
      book.contacts[at].groups = groups;
    }
  }
  void run(const Book& book, Account& account) const override {
    const Json person = {{"etag", account.read(at).text("/etag")},
                         {"memberships", account.memberships(groups)}};
    const ClientAnswer answer = account.client.patch(
        "/v1/" + account.contacts[at] + ":updateContact?updatePersonFields=memberships", person);
    RC_ASSERT(answer.status == (succeeds(book) ? 200 : 400));
  }
  void show(std::ostream& out) const override {
    out << "put contact " << at << " into " << rc::toString(groups);
  }
};

/// Takes contacts in and others out. Who is not there, and who would lose the last group, is named
/// in the answer; the rest is done (G25).
struct ModifyMembers : OnGroup {
  explicit ModifyMembers(const Book& book) : OnGroup(book) {
    for (std::size_t contact = 0; contact < book.contacts.size(); ++contact) {
      if (const int choice = *rc::gen::inRange(0, 3); choice != 0) {
        (choice == 1 ? added : removed).insert(contact);
      }
    }
  }
  Numbers added;
  Numbers removed;

  struct Outcome {
    std::vector<Book::Contact> contacts;
    Numbers not_found;
    Numbers last_group;
  };
  [[nodiscard]] Outcome outcome(const Book& book) const {
    Outcome outcome{book.contacts, {}, {}};
    for (const Numbers* some : {&added, &removed}) {
      for (const std::size_t contact : *some) {
        Numbers& groups = outcome.contacts[contact].groups;
        if (book.contacts[contact].in_trash) {
          outcome.not_found.insert(contact);
        } else if (some == &added) {
          groups.insert(at);
        } else if (groups == Numbers{at}) {
          outcome.last_group.insert(contact);
        } else {
          groups.erase(at);
        }
      }
    }
    return outcome;
  }
  void checkPreconditions(const Book& book) const override {
    OnGroup::checkPreconditions(book);
    RC_PRE(are_below(added, book.contacts.size()) && are_below(removed, book.contacts.size()));
  }
  void apply(Book& book) const override {
    if (!book.groups[at].empty()) {
      book.contacts = outcome(book).contacts;
    }
  }
  void run(const Book& book, Account& account) const override {
    const ClientAnswer answer =
        account.client.post("/v1/" + account.groups[at] + "/members:modify",
                            {{"resourceNamesToAdd", names_of(added, account.contacts)},
                             {"resourceNamesToRemove", names_of(removed, account.contacts)}});
    RC_ASSERT(answer.status == (book.groups[at].empty() ? 404 : 200));
    if (answer.status == 200) {
      const auto told = [&](const char* member) { return answer.body.value(member, Names()); };
      const Outcome expected = outcome(book);
      RC_ASSERT(told("notFoundResourceNames") == names_of(expected.not_found, account.contacts));
      RC_ASSERT(told("canNotRemoveLastContactGroupResourceNames") ==
                names_of(expected.last_group, account.contacts));
    }
  }
  void show(std::ostream& out) const override {
    out << "modify group " << at << ": add " << rc::toString(added) << ", remove "
        << rc::toString(removed);
  }
};

/// Into Trash over the API; out of it by the user, into the groups that are still there (G100).
struct DeleteOrRestore : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override { book.contacts[at].in_trash ^= true; }
  void run(const Book& book, Account& account) const override {
    GoogleCaller& client = account.client;
    const std::string& name = account.contacts[at];
    RC_ASSERT((book.contacts[at].in_trash
                   ? client.google().restore(client.account(), name).has_value()
                   : client.del("/v1/" + name + ":deleteContact").status == 200));
  }
  void show(std::ostream& out) const override { out << "delete or restore contact " << at; }
};

/// What people say of their groups.
struct LookAtPeople : BookCommand {
  void run(const Book& book, Account& account) const override {
    for (std::size_t at = 0; at < book.contacts.size(); ++at) {
      const Book::Contact& contact = book.contacts[at];
      const ClientAnswer answer = account.read(at);
      RC_ASSERT(answer.status == (contact.in_trash ? 404 : 200));
      Names told;
      for (const Json& membership : answer.body.value("memberships", Json::array())) {
        told.insert(membership.at("contactGroupMembership").at("contactGroupResourceName"));
      }
      RC_ASSERT(told == names_of(contact.in_trash ? Numbers() : contact.groups, account.groups));
    }
  }
  void show(std::ostream& out) const override { out << "look at people"; }
};

/// What groups say of themselves and of their members (G27, G97).
struct LookAtGroups : BookCommand {
  void run(const Book& book, Account& account) const override {
    for (std::size_t at = 0; at < book.groups.size(); ++at) {
      const std::string& name = book.groups[at];
      const ClientAnswer answer =
          account.client.get("/v1/" + account.groups[at] + "?maxMembers=1000");
      RC_ASSERT(answer.status == (name.empty() ? 404 : 200));
      if (name.empty()) {
        continue;
      }
      RC_ASSERT(answer.text("/name") == name);
      RC_ASSERT(answer.body.contains("etag") == (at >= kFirstLabel));
      const Names members = names_of(book.members(at), account.contacts);
      RC_ASSERT(answer.body.value("memberResourceNames", Names()) == members);
      RC_ASSERT(answer.body.value("memberCount", std::size_t{0}) == members.size());
    }
    Names labels(book.groups.begin() + kFirstLabel, book.groups.end());
    labels.erase("");
    RC_ASSERT(account.labels_in_list() == labels);
  }
  void show(std::ostream& out) const override { out << "look at groups"; }
};

RC_GTEST_PROP(Groups, MembershipsSeenInPeopleEqualThoseSeenInGroups, ()) {
  Account account;
  rc::state::check(Book{}, account,
                   rc::state::gen::execOneOfWithArgs<CreateGroup, DeleteGroup, CreateContact,
                                                     SetMemberships, ModifyMembers, DeleteOrRestore,
                                                     LookAtPeople, LookAtGroups>());
}

RC_GTEST_PROP(Groups, NoTwoLabelsEverHaveTheSameName, ()) {
  Account account;
  rc::state::check(
      Book{}, account,
      rc::state::gen::execOneOfWithArgs<CreateGroup, Rename, Rename, DeleteGroup, LookAtGroups>());
}

}  // namespace
}  // namespace lockstep::sim
