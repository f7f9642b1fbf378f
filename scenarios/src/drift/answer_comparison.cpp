#include "drift/answer_comparison.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "recording/api_words.h"
#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

const Json kNothing = "nothing";

/// Words and what is between them, in turn.
std::vector<std::string> tokens_of(std::string_view message) {
  std::vector<std::string> tokens;
  bool was_word = false;
  for (const char letter : message) {
    const char small = ascii_lower_letter(letter);
    const bool is_word = (small >= 'a' && small <= 'z') || (letter >= '0' && letter <= '9') ||
                         letter == '_' || (letter & 0x80) != 0;
    if (tokens.empty() || is_word != was_word) {
      tokens.emplace_back();
    }
    tokens.back() += letter;
    was_word = is_word;
  }
  return tokens;
}

/// Whether a message says the same: what is no word of the services' own is somebody's value, or a
/// pseudonym.
bool says_the_same(const std::string& recorded, const std::string& fake,
                   const ValueMapping& mapping) {
  const std::vector<std::string> theirs = tokens_of(recorded);
  const std::vector<std::string> ours = tokens_of(fake);
  if (theirs.size() != ours.size()) {
    return false;
  }
  for (std::size_t at = 0; at < theirs.size(); ++at) {
    const bool is_word = tokens_of("a" + theirs[at]).size() == 1;
    const bool is_value = is_word && !is_api_word(theirs[at]);
    if (theirs[at] != ours[at] && mapping.fake_of(theirs[at]) != ours[at] && !is_value) {
      return false;
    }
  }
  return true;
}

bool is_time(const Json& json) {
  return json.is_string() && parse_timestamp(json.get<std::string>()).has_value();
}

/// A text of HubSpot's own definitions or of Google's own groups: a pseudonym once it is redacted,
/// and no value of a contact.
bool is_of_a_definition(std::string_view parent, std::string_view member) {
  return member == "label" || member == "formattedName" ||
         (parent == "options" && member == "value") ||
         (parent.starts_with("contactGroup") && member == "name");
}

/// What a pseudonym keeps of a text.
bool are_shaped_alike(const std::string& one, const std::string& other) {
  return one.size() == other.size() && std::ranges::equal(one, other, [](char left, char right) {
           return (left == ' ') == (right == ' ');
         });
}

/// By what the items of a list are found again.
std::string key_of(const Json& item) {
  for (const char* const name :
       {"resourceName", "requestedResourceName", "id", "recordId", "listId", "name"}) {
    const auto member = item.is_object() ? item.find(name) : item.end();
    if (item.is_object() && member != item.end() && member->is_string()) {
      return member->get<std::string>();
    }
  }
  return item.is_string() ? item.get<std::string>() : "";
}

}  // namespace

bool ValueMapping::pair(const std::string& recorded, const std::string& fake) {
  if (recorded.empty() || fake.empty()) {
    return recorded == fake;  // Nothing stands for nothing.
  }
  const auto there = there_.emplace(recorded, fake).first;
  const auto back = back_.emplace(fake, recorded).first;
  return there->second == fake && back->second == recorded;
}

std::string ValueMapping::fake_of(const std::string& recorded) const {
  const auto known = there_.find(recorded);
  return known == there_.end() ? recorded : known->second;
}

bool is_volatile(Kind kind) {
  return kind == Kind::id || kind == Kind::cursor || kind == Kind::resource ||
         kind == Kind::source_id || kind == Kind::link || kind == Kind::token ||
         kind == Kind::photo;
}

bool AnswerComparison::same(Kind kind, const Json& recorded, const Json& fake) {
  if (kind == Kind::link || kind == Kind::photo || kind == Kind::token) {
    return recorded.type() == fake.type();
  }
  if (kind == Kind::cursor && has_offsets_) {
    return recorded == fake;
  }
  if (is_volatile(kind)) {
    return recorded.type() == fake.type() &&
           (recorded.is_structured() ||
            mapping_->pair(recorded.is_string() ? recorded.get<std::string>() : recorded.dump(),
                           fake.is_string() ? fake.get<std::string>() : fake.dump()));
  }
  if (kind == Kind::time || is_time(recorded)) {
    return is_time(recorded) == is_time(fake) && recorded.type() == fake.type();
  }
  const bool are_texts = recorded.is_string() && fake.is_string();
  if (are_texts && (kind == Kind::message || (is_redacted_ && kind == Kind::name))) {
    return says_the_same(recorded.get<std::string>(), fake.get<std::string>(), *mapping_);
  }
  return recorded == fake;
}

void AnswerComparison::objects(const Json& recorded, const Json& fake, std::string_view member,
                               const std::string& where) {
  std::set<std::string> theirs;
  for (const auto& [name, value] : recorded.items()) {
    const std::string mapped = mapping_->fake_of(name);
    theirs.insert(mapped);
    const auto other = fake.find(mapped);
    const std::string here = where + "/" + name;
    if (other == fake.end()) {
      found_(here, value, kNothing);
    } else if (member == "properties") {
      if (!same(property_kind(name), value, *other)) {
        found_(here, value, *other);
      }
    } else {
      values(value, *other, member, name, here);
    }
  }
  for (const auto& [name, value] : fake.items()) {
    const bool is_dropped = is_redacted_ && member_kind(member, name) == Kind::photo;
    if (!theirs.contains(name) && !is_dropped) {
      found_(where + "/" + name, kNothing, value);
    }
  }
}

void AnswerComparison::lists(const Json& recorded, const Json& fake, std::string_view parent,
                             std::string_view member, const std::string& where) {
  // Ids of the fake sort in another way: an item is looked for by its own name first.
  std::vector<bool> used(fake.size(), false);
  std::vector<std::size_t> other(recorded.size(), fake.size());
  for (std::size_t at = 0; at < recorded.size(); ++at) {
    const std::string key = key_of(recorded[at]);
    const bool is_sought = mapping_->knows(key) || (recorded[at].is_object() && !key.empty());
    for (std::size_t candidate = 0; candidate < fake.size() && is_sought; ++candidate) {
      if (!used[candidate] && key_of(fake[candidate]) == mapping_->fake_of(key)) {
        other[at] = candidate;
        used[candidate] = true;
        break;
      }
    }
  }
  std::size_t next = 0;
  for (std::size_t at = 0; at < recorded.size(); ++at) {
    while (other[at] == fake.size() && next < fake.size()) {
      if (!used[next] && !mapping_->knows(key_of(recorded[at]))) {
        other[at] = next;
        used[next] = true;
      } else if (used[next]) {
        ++next;
      } else {
        break;
      }
    }
    const std::string here = where + "/" + std::to_string(at);
    if (other[at] == fake.size()) {
      found_(here, recorded[at], kNothing);
    } else {
      values(recorded[at], fake[other[at]], parent, member, here);
    }
  }
  for (std::size_t at = 0; at < fake.size(); ++at) {
    if (!used[at]) {
      found_(where + "/-", kNothing, fake[at]);
    }
  }
}

void AnswerComparison::values(const Json& recorded, const Json& fake, std::string_view parent,
                              std::string_view member, const std::string& where) {
  if (recorded.is_object() && fake.is_object()) {
    objects(recorded, fake, member, where);
  } else if (recorded.is_array() && fake.is_array()) {
    lists(recorded, fake, parent, member, where);
  } else if (is_redacted_ && is_of_a_definition(parent, member) && recorded.is_string() &&
             fake.is_string() &&
             are_shaped_alike(recorded.get<std::string>(), fake.get<std::string>())) {
    return;
  } else if (!same(member_kind(parent, member), recorded, fake)) {
    found_(where, recorded, fake);
  }
}

void AnswerComparison::bodies(const std::string& recorded, const std::string& fake) {
  const Result<Json> theirs = parse_strict(recorded, "");
  const Result<Json> ours = parse_strict(fake, "");
  if (theirs && ours) {
    values(*theirs, *ours, "", "", "body ");
  } else if (theirs.has_value() != ours.has_value() || recorded.empty() != fake.empty()) {
    found_("body", theirs ? *theirs : Json(recorded), ours ? *ours : Json(fake));
  }
}

void AnswerComparison::compare(const Response& recorded, const Response& fake) {
  if (recorded.status != fake.status) {
    // The bodies then speak of different things.
    found_("status", recorded.status, fake.status);
    return;
  }
  for (const char* const name : {"retry-after", "www-authenticate", "location"}) {
    const bool theirs = find_value(recorded.headers, name).has_value();
    const bool ours = find_value(fake.headers, name).has_value();
    if (theirs != ours) {
      found_(std::string("header ") + name, theirs ? Json("present") : kNothing,
             ours ? Json("present") : kNothing);
    }
  }
  bodies(recorded.body, fake.body);
}

}  // namespace lockstep::scenario
