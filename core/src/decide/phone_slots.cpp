#include "phone_slots.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "json_values.h"

namespace lockstep {
namespace {

using Position = PhoneList::iterator;

bool is_number(const PhoneItem& item) { return !item.canonical.empty(); }

template <class List>
auto first_number(List& list) {
  return std::ranges::find_if(list, is_number);
}

template <class List>
auto holder_of(List& list, PhoneSlot slot) {
  return std::ranges::find(list, std::optional(slot), &PhoneItem::slot);
}

/// The earliest number after the first that carries the slot's label (PHN-5).
template <class List>
auto earliest_labelled(List& list, PhoneSlot slot) {
  auto from = first_number(list);
  if (from != list.end()) {
    ++from;
  }
  return std::find_if(from, list.end(), [slot](const PhoneItem& item) {
    return is_number(item) && item.label == slot;
  });
}

std::string canonical_at(const PhoneList& list, PhoneList::const_iterator at) {
  return at == list.end() ? std::string() : at->canonical;
}

/// True if the first number is still the one that the note speaks of, and no user has added a
/// rival for the slot it stands for.
bool applies(const GoogleNotes::FirstNumber& note, const PhoneList& list, const PhoneItem& first) {
  if (first.canonical != note.number) {
    return false;
  }
  return !note.stands_for ||
         (first.label == note.stands_for &&
          canonical_at(list, earliest_labelled(list, *note.stands_for)) == note.rival);
}

void assign_first(PhoneList& list, const GoogleNotes& notes) {
  const auto first = first_number(list);
  if (first == list.end()) {
    return;
  }
  const bool noted = notes.first_number && applies(*notes.first_number, list, *first);
  first->slot = noted ? notes.first_number->stands_for : std::optional(PhoneSlot::phone);
}

void assign_additional(PhoneList& list, const GoogleNotes& notes, PhoneSlot slot) {
  const auto candidate = earliest_labelled(list, slot);
  if (candidate == list.end() || holder_of(list, slot) != list.end()) {
    return;
  }
  const auto uncovered = notes.uncovered.find(std::string(to_string(slot)));
  if (uncovered == notes.uncovered.end() || uncovered->second != candidate->canonical) {
    candidate->slot = slot;
  }
}

PhoneItem new_item(PhoneSlot slot, const std::string& number, const PhoneNumbers& phones) {
  return {{{"value", number}, {"type", label_of(slot)}}, phones.canonical(number), slot, slot};
}

/// Where a number must stand to be the slot's own: first, or before the others with its label.
Position place_for(PhoneList& list, PhoneSlot slot) {
  return slot == PhoneSlot::phone ? first_number(list) : earliest_labelled(list, slot);
}

/// An additional number that another one with the same label precedes is moved before it.
void move_before_rivals(PhoneList& list, PhoneSlot slot) {
  const auto holder = holder_of(list, slot);
  const auto earliest = earliest_labelled(list, slot);
  if (holder != list.end() && holder != first_number(list) && earliest < holder) {
    std::rotate(earliest, holder, std::next(holder));
  }
}

}  // namespace

PhoneList read_phones(const Json& array, const GoogleNotes& notes, const PhoneNumbers& phones) {
  PhoneList list;
  for (const Json& item : array) {
    const std::string canonical = phones.canonical(text_member(item, "value"));
    list.push_back({item, canonical, slot_of_label(text_member(item, "type")), std::nullopt});
  }
  assign_first(list, notes);
  assign_additional(list, notes, PhoneSlot::mobile);
  assign_additional(list, notes, PhoneSlot::fax);
  return list;
}

std::string number_in(const PhoneList& list, PhoneSlot slot) {
  const auto holder = holder_of(list, slot);
  return holder == list.end() ? std::string() : text_member(holder->item, "value");
}

void set_number(PhoneList& list, PhoneSlot slot, const std::string& number,
                const PhoneNumbers& phones) {
  const auto holder = holder_of(list, slot);
  if (number.empty()) {
    if (holder != list.end()) {
      list.erase(holder);
    }
  } else if (holder == list.end()) {
    list.insert(place_for(list, slot), new_item(slot, number, phones));
  } else {
    holder->item["value"] = number;
    holder->canonical = phones.canonical(number);
  }
}

void settle_phones(PhoneList& list, GoogleNotes& notes) {
  notes.first_number.reset();
  for (const PhoneSlot slot : {PhoneSlot::mobile, PhoneSlot::fax}) {
    move_before_rivals(list, slot);
    const std::string name(to_string(slot));
    notes.uncovered.erase(name);
    const auto candidate = earliest_labelled(list, slot);
    if (candidate != list.end() && holder_of(list, slot) == list.end()) {
      notes.uncovered.emplace(name, candidate->canonical);
    }
  }
  const auto first = first_number(list);
  if (first == list.end() || first->slot == PhoneSlot::phone) {
    return;
  }
  notes.first_number = {first->canonical, first->slot, ""};
  if (first->slot) {
    notes.first_number->rival = canonical_at(list, earliest_labelled(list, *first->slot));
  }
}

Json to_array(const PhoneList& list) {
  Json array = Json::array();
  for (const PhoneItem& item : list) {
    array.push_back(item.item);
  }
  return array;
}

}  // namespace lockstep
