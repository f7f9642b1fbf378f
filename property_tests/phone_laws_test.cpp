// Laws of the phone rule: there and back, first is first, nothing promoted, nothing dropped.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "lockstep/core/mapping.h"

#include "generators.h"

namespace lockstep {
namespace {

constexpr std::array kSlots = {"phone", "mobilephone", "fax"};

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

/// A person with its notes, as a link remembers them.
struct Person {
  GooglePerson person;
  GoogleNotes notes;

  [[nodiscard]] Json items() const {
    const auto field = person.fields.find("phoneNumbers");
    return field == person.fields.end() ? Json::array() : field->second.json();
  }

  /// Canonical numbers by slot.
  [[nodiscard]] std::map<std::string, std::string> slots() const {
    std::map<std::string, std::string> numbers;
    const MappedValues values = derive(default_mappings(), phones(), person, notes);
    for (const char* const slot : kSlots) {
      numbers[slot] = normal_form(FieldKind::phone, value_of(values, slot), phones());
    }
    return numbers;
  }

  void write(const MappedChanges& changes) {
    GoogleChange change = changed_fields(default_mappings(), phones(), person, notes, changes);
    person = with_fields(std::move(person), change.fields);
    notes = std::move(change.notes);
  }
};

Person any_person() {
  return {with_fields({}, {{"phoneNumbers", generate::any_phones(4).dump()}}), {}};
}

/// New numbers, or none, for some of the slots.
MappedChanges any_changes() {
  MappedChanges changes;
  for (const char* const slot : kSlots) {
    if (*rc::gen::arbitrary<bool>()) {
      changes.emplace(
          slot, *rc::gen::arbitrary<bool>() ? text_value(generate::any_number()) : FieldValue{});
    }
  }
  return changes;
}

/// The items that fill no slot, in order. Takes out the first holder of each slot's number.
std::vector<Json> unmapped(const Person& person) {
  std::vector<Json> items;
  std::map<std::string, std::string> slots = person.slots();
  bool first = true;
  for (const Json& item : person.items()) {
    const std::string number = phones().canonical(item.at("value").get<std::string>());
    const auto label = slot_of_label(item.value("type", ""));
    bool mapped = false;
    if (first && slots["phone"] == number) {
      mapped = true;
      slots["phone"].clear();
    } else if (label && !slots[std::string(to_string(*label))].empty() &&
               slots[std::string(to_string(*label))] == number) {
      mapped = true;
      slots[std::string(to_string(*label))].clear();
    }
    if (!mapped) {
      items.push_back(item);
    }
    first = false;
  }
  return items;
}

RC_GTEST_PROP(PhoneLaws, TheFirstNumberIsPhoneWhateverItsLabel_PHN1_PHN6, ()) {
  const Person person = any_person();
  const Json items = person.items();
  RC_ASSERT(person.slots()["phone"] ==
            (items.empty() ? "" : phones().canonical(items[0]["value"].get<std::string>())));
}

RC_GTEST_PROP(PhoneLaws, NumbersCreatedInGoogleComeBackFromTheirSlots_PHN7_PHN9, ()) {
  Person person;
  const MappedChanges changes = any_changes();
  person.write(changes);
  for (const char* const slot : kSlots) {
    RC_ASSERT(person.slots()[slot] ==
              normal_form(FieldKind::phone, value_of(changes, slot), phones()));
  }
}

RC_GTEST_PROP(PhoneLaws, AWriteChangesItsSlotsAndPromotesNoOtherNumber_PHN8_PHN12, ()) {
  Person person = any_person();
  for (int left = *rc::gen::inRange(1, 4); left > 0; --left) {
    std::map<std::string, std::string> expected = person.slots();
    const MappedChanges changes = any_changes();
    for (const auto& [slot, number] : changes) {
      expected[slot] = normal_form(FieldKind::phone, number, phones());
    }
    person.write(changes);
    RC_ASSERT(person.slots() == expected);
  }
}

RC_GTEST_PROP(PhoneLaws, EveryOtherNumberSurvivesAWriteInPlaceWithItsLabel_PHN4, ()) {
  Person person = any_person();
  for (int left = *rc::gen::inRange(1, 4); left > 0; --left) {
    const std::vector<Json> before = unmapped(person);
    person.write(any_changes());
    RC_ASSERT(unmapped(person) == before);
  }
}

RC_GTEST_PROP(PhoneLaws, AWriteOfWhatIsThereWritesNothing_PHN10, ()) {
  Person person = any_person();
  person.write(any_changes());
  MappedChanges same;
  for (const auto& [slot, number] : person.slots()) {
    same.emplace(slot, text_value(number));  // Canonical: another spelling.
  }
  RC_ASSERT(changed_fields(default_mappings(), phones(), person.person, person.notes, same)
                .fields.empty());
}

RC_GTEST_PROP(PhoneLaws, NotesHoldForThePersonThatTheyWereMadeFor_PHN9_PHN12, ()) {
  Person person = any_person();
  person.write(any_changes());
  RC_ASSERT(live_notes(phones(), person.person, person.notes) == person.notes);
}

}  // namespace
}  // namespace lockstep
