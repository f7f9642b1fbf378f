#include "small_worlds.h"

#include <string>
#include <vector>

#include "lockstep/base/assert.h"

#include "draw_faults.h"

namespace lockstep::explore {
namespace {

constexpr std::size_t kStepsMax = 4;
constexpr std::size_t kOperations = 2;  // The first create and the first update.
constexpr std::size_t kTroubles = 4;    // Three moments of a crash, and a lost answer.
constexpr std::uint64_t kFaultChoices = 1 + kOperations * kTroubles;

enum class Place { hubspot, google, both };

/// One or two contacts; who is who makes no difference.
const std::vector<std::vector<Place>>& books() {
  static const std::vector<std::vector<Place>> kBooks = [] {
    constexpr std::array kPlaces = {Place::hubspot, Place::google, Place::both};
    std::vector<std::vector<Place>> all;
    for (std::size_t one = 0; one < kPlaces.size(); ++one) {
      all.push_back({kPlaces.at(one)});
      for (std::size_t two = one; two < kPlaces.size(); ++two) {
        all.push_back({kPlaces.at(one), kPlaces.at(two)});
      }
    }
    return all;
  }();
  return kBooks;
}

/// The edits that can be made in any order and at any time.
std::vector<Edit> edits_of(const std::vector<Place>& book) {
  std::vector<Edit> edits;
  for (std::size_t person = 0; person < book.size(); ++person) {
    if (book[person] != Place::google) {
      edits.push_back({Service::hubspot, person, Field::firstname, ""});
    }
    if (book[person] != Place::hubspot) {
      edits.push_back({Service::google, person, Field::firstname, ""});
    }
  }
  return edits;
}

/// How many sequences of at most kStepsMax steps there are.
std::uint64_t sequences(std::uint64_t steps) {
  std::uint64_t all = 0;
  std::uint64_t of_this_length = 1;
  for (std::size_t length = 0; length <= kStepsMax; ++length) {
    all += of_this_length;
    of_this_length *= steps;
  }
  return all;
}

std::uint64_t worlds_of(const std::vector<Place>& book) {
  return sequences(1 + edits_of(book).size()) * kFaultChoices;
}

Fault fault_of(std::uint64_t choice) {
  constexpr const char* kMoments[] = {"before", "committed", "after"};
  const std::uint64_t trouble = choice % kTroubles;
  Fault fault;
  const auto& operations = choice / kTroubles == 0 ? kCreates : kUpdates;
  fault.operation = std::string(operations[0]) + "|" + operations[1];
  fault.kind = trouble < std::size(kMoments) ? "crash-connector" : "commit-then-lose-answer";
  fault.moment = trouble < std::size(kMoments) ? kMoments[trouble] : "";
  return fault;
}

Person person_of(Place place) {
  Person person;
  if (place != Place::google) {
    person.hubspot = Values{{Field::firstname, "Ann"}};
  }
  if (place != Place::hubspot) {
    person.google = Values{{Field::firstname, "Anna"}};
  }
  return person;
}

/// The sequence with this number, short ones first.
std::vector<Step> steps_of(const std::vector<Edit>& edits, std::uint64_t number) {
  const std::uint64_t choices = 1 + edits.size();
  std::size_t length = 0;
  for (std::uint64_t of_this_length = 1; number >= of_this_length; of_this_length *= choices) {
    number -= of_this_length;
    ++length;
  }
  std::vector<Step> steps;
  for (std::size_t at = 0; at < length; ++at) {
    const std::uint64_t choice = number % choices;
    number /= choices;
    if (choice == 0) {
      steps.emplace_back(Sync{1});
    } else {
      Edit edit = edits[choice - 1];
      edit.value = "Ann " + std::to_string(at + 1);
      steps.emplace_back(edit);
    }
  }
  return steps;
}

}  // namespace

std::uint64_t small_world_count() {
  std::uint64_t count = 0;
  for (const std::vector<Place>& book : books()) {
    count += worlds_of(book);
  }
  return count;
}

Draft small_world(std::uint64_t number) {
  LOCKSTEP_ASSERT(number >= 1 && number <= small_world_count());
  std::uint64_t rest = number - 1;
  for (const std::vector<Place>& book : books()) {
    if (rest >= worlds_of(book)) {
      rest -= worlds_of(book);
      continue;
    }
    Draft draft;
    for (const Place place : book) {
      draft.people.push_back(person_of(place));
    }
    if (const std::uint64_t choice = rest % kFaultChoices; choice > 0) {
      draft.faults.push_back(fault_of(choice - 1));
    }
    draft.steps = steps_of(edits_of(book), rest / kFaultChoices);
    return draft;
  }
  return {};
}

}  // namespace lockstep::explore
