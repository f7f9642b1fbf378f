// Both limits of a Google account at −1, 0 and +1, wherever the contacts lie and however many bytes
// their characters take (LIM-1, LIM-4).

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <string>

#include "fake_model.h"

namespace lockstep::sim {
namespace {

Json person_with(const std::string& note) {
  return {{"names", {{{"givenName", "Ann"}}}},
          {"biographies", {{{"value", note}, {"contentType", "TEXT_PLAIN"}}}}};
}

/// An account that can be asked to create over the API.
class Account {
 public:
  explicit Account(GoogleOptions options) : client_(std::move(options)) {}

  void add(GoogleFolder folder) {
    GooglePlacement placement;
    placement.folder = folder;
    RC_ASSERT(
        client_.google().add_contact(client_.account(), person_with("x"), placement).has_value());
  }
  ClientAnswer create(const Json& person) {
    return client_.post("/v1/people:createContact", person);
  }
  [[nodiscard]] std::size_t size() { return client_.google().contacts(client_.account()).size(); }

 private:
  GoogleCaller client_;
};

RC_GTEST_PROP(AccountLimit, ACreateSucceedsExactlyWhileAllFoldersTogetherAreBelowIt, ()) {
  const auto folders = *rc::gen::container<std::vector<GoogleFolder>>(
      rc::gen::element(GoogleFolder::contacts, GoogleFolder::other, GoogleFolder::trash));
  const int distance = *rc::gen::inRange(-1, 2);
  RC_PRE(distance >= 0 || !folders.empty());
  // The limit after one more contact: one below, exactly, and one above what there would be.
  const std::size_t limit = folders.size() + 1 - static_cast<std::size_t>(distance);
  RC_PRE(limit >= folders.size());
  Account account({.contacts_max = limit});
  for (const GoogleFolder folder : folders) {
    account.add(folder);
  }

  const ClientAnswer answer = account.create(person_with("x"));

  if (distance <= 0) {
    RC_ASSERT(answer.status == 200);
    RC_ASSERT(account.size() == folders.size() + 1);
  } else {
    RC_ASSERT(answer.status == 429);
    RC_ASSERT(answer.text("/error/message") == "MY_CONTACTS_OVERFLOW_COUNT");
    RC_ASSERT(account.size() == folders.size());
  }
}

RC_GTEST_PROP(ContactLimit, CountsBytesWhateverTheWidthOfTheCharacters, ()) {
  const auto character =
      *rc::gen::element<std::string>("x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80");
  const int characters = *rc::gen::inRange(1, 200);
  const int distance = *rc::gen::inRange(-1, 2);
  std::string note;
  for (int at = 0; at < characters; ++at) {
    note += character;
  }
  const Json person = person_with(note);
  const std::size_t bytes = FakeGoogle::contact_bytes(person);
  RC_ASSERT(bytes > note.size());
  Account account({.contact_bytes_max = bytes - static_cast<std::size_t>(distance)});

  const ClientAnswer answer = account.create(person);

  RC_ASSERT(answer.status == (distance <= 0 ? 200 : 429));
  RC_ASSERT(account.size() == (distance <= 0 ? 1U : 0U));
}

}  // namespace
}  // namespace lockstep::sim
