// The fake Google against a small model of etags: each names one state of one contact, as one mask
// shows it, and an update is let through by an etag of the present state alone.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fake_model.h"

namespace lockstep::sim {
namespace {

/// Fields besides the metadata, which every answer here has: it holds the etag of the source.
constexpr std::string_view kAllFields;
constexpr std::string_view kNames = "names,";
constexpr std::string_view kNamesAndEmails = "names,emailAddresses,";

/// A state of a contact as an answer showed it.
struct Sight {
  std::size_t version = 0;
  std::string_view fields;
  /// Told apart only where updates take no etags of lists (G73).
  bool from_list = false;

  friend auto operator<=>(const Sight&, const Sight&) = default;
};

/// The model: how often each contact was changed, and what the client has seen of it.
struct Book {
  struct Entry {
    std::string name;
    std::size_t version = 0;
    bool deleted = false;
    std::vector<Sight> seen;

    void change(const std::string& new_name) {
      name = new_name;
      ++version;
    }
    [[nodiscard]] bool was_seen(const Sight& sight) const {
      return std::ranges::find(seen, sight) != seen.end();
    }
    void show(std::string_view fields, bool from_list = false) {
      if (const Sight sight{version, fields, from_list}; !was_seen(sight)) {
        seen.push_back(sight);
      }
    }
  };
  bool list_etags_accepted = true;
  std::vector<Entry> entries;
};

/// A client that writes down every etag that it is given.
class Reader {
 public:
  explicit Reader(bool list_etags_accepted)
      : client({.list_etags_accepted = list_etags_accepted}) {}

  /// Both etags of an answer. One state has one etag for a mask, and no other state or contact has
  /// it (G65, G66); the etag of the source does not depend on the mask.
  void note(std::size_t at, const Sight& sight, const Json& person) {
    const std::string etag = person.at("etag");
    const std::string source = person.at("metadata").at("sources").at(0).at("etag");
    RC_ASSERT(etag.starts_with('%'));    // G64
    RC_ASSERT(source.starts_with('#'));  // G64
    const std::string state = std::to_string(at) + " at " + std::to_string(sight.version);
    note(etag, state + " as " + std::string(sight.fields) + (sight.from_list ? "list" : ""));
    note(source, state);
    person_etags[{at, sight}] = etag;
    source_etags[{at, sight.version}] = source;
  }

  GoogleCaller client;
  std::vector<std::string> resource_names;  ///< Of the model's entries.
  std::map<std::pair<std::size_t, Sight>, std::string> person_etags;
  std::map<std::pair<std::size_t, std::size_t>, std::string> source_etags;

 private:
  void note(const std::string& etag, const std::string& meaning) {
    RC_ASSERT(meaning_of_.emplace(etag, meaning).first->second == meaning);
    RC_ASSERT(etag_for_.emplace(meaning, etag).first->second == etag);
  }

  std::map<std::string, std::string> meaning_of_;
  std::map<std::string, std::string> etag_for_;
};

using BookCommand = rc::state::Command<Book, Reader>;

/// The query for the etags of `fields`; updates and creates show all where no mask is given (G67).
std::string mask_query(std::string_view fields) {
  return fields == kAllFields ? "" : "personFields=" + std::string(fields) + "metadata";
}

struct Create : BookCommand {
  std::string name = any_given_name();
  void apply(Book& book) const override {
    book.entries.push_back({.name = name, .seen = {}});
    book.entries.back().show(kAllFields);
  }
  void run(const Book& book, Reader& reader) const override {
    const ClientAnswer answer = reader.client.post("/v1/people:createContact", person_named(name));
    RC_ASSERT(answer.status == 200);
    reader.resource_names.push_back(answer.body.at("resourceName"));
    reader.note(book.entries.size(), {.fields = kAllFields}, answer.body);
  }
  void show(std::ostream& out) const override { out << "create " << name; }
};

/// A command on the n-th contact, which must not be deleted.
struct OnContact : BookCommand {
  explicit OnContact(const Book& book) : at(any_index(book.entries.size())) {}
  std::size_t at;
  void checkPreconditions(const Book& book) const override {
    RC_PRE(at < book.entries.size());
    RC_PRE(!book.entries[at].deleted);
  }
};

struct Read : OnContact {
  using OnContact::OnContact;
  std::string_view fields = *rc::gen::element(kNames, kNamesAndEmails);
  bool by_list = *rc::gen::arbitrary<bool>();

  [[nodiscard]] bool marked(const Book& book) const { return by_list && !book.list_etags_accepted; }
  void apply(Book& book) const override { book.entries[at].show(fields, marked(book)); }
  void run(const Book& book, Reader& reader) const override {
    const std::string& name = reader.resource_names[at];
    const std::string path = by_list ? "people/me/connections" : name;
    const ClientAnswer answer = reader.client.get("/v1/" + path + "?" + mask_query(fields));
    RC_ASSERT(answer.status == 200);
    Json person = answer.body;
    if (by_list) {
      const Json& people = answer.body.at("connections");
      person = *std::ranges::find_if(
          people, [&](const Json& one) { return one.at("resourceName") == name; });
    }
    RC_ASSERT(person.at("names").at(0).at("givenName") == book.entries[at].name);
    reader.note(at, {book.entries[at].version, fields, marked(book)}, person);
  }
  void show(std::ostream& out) const override {
    out << (by_list ? "list " : "get ") << at << " with " << fields << "metadata";
  }
};

/// By the user, so that no answer tells the new etag.
struct Edit : OnContact {
  using OnContact::OnContact;
  std::string name = any_given_name();
  void checkPreconditions(const Book& book) const override {
    OnContact::checkPreconditions(book);
    RC_PRE(name != book.entries[at].name);
  }
  void apply(Book& book) const override { book.entries[at].change(name); }
  void run(const Book& /*book*/, Reader& reader) const override {
    RC_ASSERT(
        reader.client.google()
            .edit_contact(reader.client.account(), reader.resource_names[at], person_named(name))
            .has_value());
  }
  void show(std::ostream& out) const override { out << "edit " << at << " to " << name; }
};

/// No etag is needed (G75).
struct Delete : OnContact {
  using OnContact::OnContact;
  void apply(Book& book) const override { book.entries[at].deleted = true; }
  void run(const Book& /*book*/, Reader& reader) const override {
    RC_ASSERT(reader.client.del("/v1/" + reader.resource_names[at] + ":deleteContact").status ==
              200);
  }
  void show(std::ostream& out) const override { out << "delete " << at; }
};

/// What an update shows of the etags that it holds.
enum class Proof { none, person, source, both, source_in_place_of_person };

std::ostream& operator<<(std::ostream& out, Proof proof) {
  constexpr const char* kTexts[] = {"no etag", "the person's etag", "the source's etag",
                                    "both etags", "the source's etag as the person's"};
  return out << kTexts[static_cast<std::size_t>(proof)];
}

/// One update: of which contact, and with which of the etags that were seen of it.
struct Attempt {
  Attempt(const Book& book, std::size_t on)
      : at(on), sight(*rc::gen::elementOf(book.entries[on].seen)) {}

  std::size_t at;
  Sight sight;
  Proof proof = *rc::gen::weightedElement<Proof>({{4, Proof::person},
                                                  {2, Proof::source},
                                                  {2, Proof::both},
                                                  {1, Proof::none},
                                                  {1, Proof::source_in_place_of_person}});
  std::string name = any_given_name();

  [[nodiscard]] bool is_possible(const Book& book) const {
    return at < book.entries.size() && book.entries[at].was_seen(sight) &&
           name != book.entries[at].name;
  }

  /// The status that refuses it; "" where it goes through (G68 to G70, G73, G74, G77).
  [[nodiscard]] std::string refusal(const Book& book) const {
    const Book::Entry& entry = book.entries[at];
    if (entry.deleted) {
      return "NOT_FOUND";
    }
    if (proof == Proof::none) {
      return "INVALID_ARGUMENT";
    }
    const bool fits =
        proof != Proof::source_in_place_of_person && (proof == Proof::source || !sight.from_list);
    return fits && sight.version == entry.version ? "" : "FAILED_PRECONDITION";
  }

  [[nodiscard]] Json person(const Reader& reader) const {
    const std::string& source = reader.source_etags.at({at, sight.version});
    Json person = person_named(name);
    if (proof == Proof::person || proof == Proof::both) {
      person["etag"] = reader.person_etags.at({at, sight});
    } else if (proof == Proof::source_in_place_of_person) {
      person["etag"] = source;
    }
    if (proof == Proof::source || proof == Proof::both) {
      person["metadata"]["sources"] = {{{"type", "CONTACT"}, {"etag", source}}};
    }
    return person;
  }
};

std::ostream& operator<<(std::ostream& out, const Attempt& attempt) {
  out << attempt.at << " to " << attempt.name << " with " << attempt.proof;
  return attempt.proof == Proof::none ? out
                                      : out << " of version " << attempt.sight.version
                                            << (attempt.sight.from_list ? " in a list" : "");
}

/// G68, G70: what the client is told to do about it.
void check_message(const std::string& refusal, Proof proof, const std::string& message) {
  const bool source_alone = proof == Proof::source;
  if (refusal == "FAILED_PRECONDITION") {
    RC_ASSERT(message.starts_with(source_alone ? "Request person.metadata.sources.etag is different"
                                               : "Request person.etag is different"));
  } else if (refusal == "INVALID_ARGUMENT") {
    RC_ASSERT(message.starts_with("Request must set person.etag"));
  }
}

/// Also of a contact that was deleted: its etags lead nowhere (G77).
struct Update : BookCommand {
  explicit Update(const Book& book) : attempt(book, any_index(book.entries.size())) {}
  Attempt attempt;
  std::string_view fields = *rc::gen::element(kAllFields, kNames);

  void checkPreconditions(const Book& book) const override { RC_PRE(attempt.is_possible(book)); }
  void apply(Book& book) const override {
    if (attempt.refusal(book).empty()) {
      book.entries[attempt.at].change(attempt.name);
      book.entries[attempt.at].show(fields);
    }
  }
  void run(const Book& book, Reader& reader) const override {
    const std::string& name = reader.resource_names[attempt.at];
    const ClientAnswer answer = reader.client.patch(
        "/v1/" + name + ":updateContact?updatePersonFields=names&" + mask_query(fields),
        attempt.person(reader));
    const std::string refusal = attempt.refusal(book);
    RC_ASSERT(answer.text("/error/status") == refusal);
    if (refusal.empty()) {
      RC_ASSERT(answer.status == 200);
      // The etag to use next (G71).
      reader.note(attempt.at, {book.entries[attempt.at].version + 1, fields, false}, answer.body);
    } else {
      RC_ASSERT(answer.status == (refusal == "NOT_FOUND" ? 404 : 400));
      check_message(refusal, attempt.proof, answer.text("/error/message"));
    }
  }
  void show(std::ostream& out) const override { out << "update " << attempt; }
};

/// All that go through, or none (G20, G75).
struct BatchUpdate : BookCommand {
  explicit BatchUpdate(const Book& book) {
    RC_PRE(!book.entries.empty());
    for (std::size_t at = 0; at < book.entries.size() && attempts.size() < 3; ++at) {
      if (*rc::gen::arbitrary<bool>()) {
        attempts.emplace_back(book, at);
      }
    }
  }
  std::vector<Attempt> attempts;

  void checkPreconditions(const Book& book) const override {
    RC_PRE(!attempts.empty());
    for (const Attempt& attempt : attempts) {
      RC_PRE(attempt.is_possible(book));
    }
  }
  [[nodiscard]] bool succeeds(const Book& book) const {
    return std::ranges::all_of(
        attempts, [&](const Attempt& attempt) { return attempt.refusal(book).empty(); });
  }
  void apply(Book& book) const override {
    if (succeeds(book)) {
      for (const Attempt& attempt : attempts) {
        book.entries[attempt.at].change(attempt.name);
        book.entries[attempt.at].show(kNames);
      }
    }
  }
  void run(const Book& book, Reader& reader) const override {
    Json body = {{"updateMask", "names"}, {"readMask", "names,metadata"}};
    for (const Attempt& attempt : attempts) {
      body["contacts"][reader.resource_names[attempt.at]] = attempt.person(reader);
    }
    const ClientAnswer answer = reader.client.post("/v1/people:batchUpdateContacts", body);
    RC_ASSERT((answer.status == 200) == succeeds(book));
    for (const Attempt& attempt : attempts) {
      check(attempt, book, reader, answer.body);
    }
  }
  void check(const Attempt& attempt, const Book& book, Reader& reader, const Json& body) const {
    const std::string& name = reader.resource_names[attempt.at];
    if (succeeds(book)) {
      reader.note(attempt.at, {book.entries[attempt.at].version + 1, kNames, false},
                  body.at("updateResult").at(name).at("person"));
      return;
    }
    const std::string refusal = attempt.refusal(book);
    const Json& errors = body.at("error").at("details").back().at("contactErrors");
    RC_ASSERT(errors.contains(name) == !refusal.empty());
    if (!refusal.empty()) {
      check_message(refusal, attempt.proof, errors.at(name).at("message"));
    }
  }
  void show(std::ostream& out) const override {
    out << "batch of updates";
    for (const Attempt& attempt : attempts) {
      out << "; " << attempt;
    }
  }
};

RC_GTEST_PROP(Etags, EachNamesOneStateOfOneContactForOneMask, ()) {
  const bool list_etags_accepted = *rc::gen::arbitrary<bool>();
  Reader reader(list_etags_accepted);
  check_short_sequences(
      Book{.list_etags_accepted = list_etags_accepted, .entries = {}}, reader,
      rc::state::gen::execOneOfWithArgs<Create, Read, Read, Read, Edit, Delete>());
}

RC_GTEST_PROP(Etags, AnUpdateGoesThroughExactlyWithAnEtagOfThePresentState, ()) {
  const bool list_etags_accepted = *rc::gen::arbitrary<bool>();
  Reader reader(list_etags_accepted);
  check_short_sequences(
      Book{.list_etags_accepted = list_etags_accepted, .entries = {}}, reader,
      rc::state::gen::execOneOfWithArgs<Create, Read, Edit, Delete, Update, Update, Update>());
}

RC_GTEST_PROP(Etags, ABatchGoesThroughExactlyIfEachOfItsUpdatesWould, ()) {
  const bool list_etags_accepted = *rc::gen::arbitrary<bool>();
  Reader reader(list_etags_accepted);
  check_short_sequences(
      Book{.list_etags_accepted = list_etags_accepted, .entries = {}}, reader,
      rc::state::gen::execOneOfWithArgs<Create, Read, Edit, Delete, BatchUpdate, BatchUpdate>());
}

}  // namespace
}  // namespace lockstep::sim
