#include "pass.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "lockstep/core/filter.h"
#include "lockstep/core/well_formed.h"

#include "google_person.h"
#include "json_text.h"

namespace lockstep {
namespace {

/// Whether two versions say the same: answers of different operations differ in etags and links.
bool says_the_same(Side side, const std::string& one, const std::string& other) {
  std::optional<Json> left = parse_json(one);
  std::optional<Json> right = parse_json(other);
  if (!left || !right) {
    return false;
  }
  if (side == Side::hubspot) {
    return member(*left, "properties") == member(*right, "properties");
  }
  for (Json* person : {&*left, &*right}) {
    person->erase("etag");
    person->erase("metadata");
  }
  return *left == *right;
}

std::optional<HubSpotContact> contact_in(const Pass& pass, const Record& record, const Json& body) {
  Result<HubSpotContact> contact = parse_hubspot_contact(body);
  if (!contact) {
    return std::nullopt;
  }
  if (record.is_listed && pass.accepted.settings.hubspot.list) {
    contact->lists.insert(*pass.accepted.settings.hubspot.list);
  }
  return std::move(*contact);
}

std::optional<GooglePerson> person_in(const Json& body) {
  Result<GooglePerson> person = parse_google_person(body);
  return person ? std::optional(std::move(*person)) : std::nullopt;
}

std::optional<Json> stored_body(const Pass& pass, Side side, const std::string& id) {
  const std::string body = pass.state.body_of(side, id);
  return body.empty() ? std::nullopt : parse_json(body);
}

/// Record::match
std::string match_text(const Pass& pass, Side side, const Record& record, const Json& body) {
  if (side == Side::hubspot) {
    const auto contact = contact_in(pass, record, body);
    return contact ? to_text(match_record(pass.accepted, pass.phones, *contact)) : "";
  }
  const auto person = person_in(body);
  return person && is_matchable(pass.accepted.settings, *person)
             ? to_text(match_record(pass.accepted, pass.phones, *person))
             : "";
}

/// @param body  Of the record, parsed.
void refresh_match(Pass& pass, const RecordKey& key, const Json& body) {
  const Record& known = *pass.state.find_record(key.side, key.id);
  std::string match = match_text(pass, key.side, known, body);
  if (known.match != match) {
    Record& record = pass.state.touch_record(key.side, key.id);
    record.match = std::move(match);
    record.unmatched = true;
  }
}

/// What cannot be believed changes nothing but the record's state: what was known of it stands, and
/// is written nowhere until the service tells of it again in order.
bool note_unreadable(Pass& pass, const RecordKey& key) {
  if (pass.state.unreadable().contains(key)) {
    return false;
  }
  pass.state.put_unreadable(key);
  const Outcome outcome{.state = RecordState::failing,
                        .reason = Reason::unreadable,
                        .attempted = pass.state.progress.passes};
  if (const Pair* const pair = pass.state.find_pair(key.side, key.id)) {
    Pair& touched = pass.state.touch_pair(pair->link.hubspot_id);
    touched.outcome = outcome;
    touched.needs_look = false;
  } else {
    Record& record = pass.state.touch_record(key.side, key.id);
    record.outcome = outcome;
    record.match.clear();  // It pairs with nobody, and is not created anywhere.
    record.needs_look = false;
    record.unmatched = false;
    record.creates = false;
  }
  return true;
}

/// The service tells of the record in order again.
void note_readable(Pass& pass, const RecordKey& key) {
  if (!pass.state.unreadable().contains(key)) {
    return;
  }
  pass.state.remove_unreadable(key);
  call_for_look(pass, key.side, key.id);
  Record& record = pass.state.touch_record(key.side, key.id);
  record.unmatched = true;
  record.outcome = {};
  refresh_match(pass, key.side, key.id);
}

/// Stores what was read as the newest version. @param text  `body` as text.
bool observe(Pass& pass, const RecordKey& key, const Json& body, std::string text,
             Instant modified) {
  note_readable(pass, key);
  const Record* known = pass.state.find_record(key.side, key.id);
  if (known != nullptr && known->presence == Presence::live) {
    if (known->modified > modified) {
      return false;
    }
    const std::string stored = pass.state.body_of(key.side, key.id);
    if (stored == text) {
      return false;
    }
    if (known->modified == modified && says_the_same(key.side, stored, text)) {
      pass.state.put_body(key.side, key.id, std::move(text));
      refresh_match(pass, key, body);  // Former names are told by lists alone (G45).
      return false;
    }
  }
  Record& record = pass.state.touch_record(key.side, key.id);
  record.unmatched = record.unmatched || record.presence != Presence::live;
  record.modified = modified;
  record.presence = Presence::live;
  record.is_listed = key.side == Side::hubspot && pass.list_members.contains(key.id);
  pass.state.put_body(key.side, key.id, std::move(text));
  call_for_look(pass, key.side, key.id);
  refresh_match(pass, key, body);
  return true;
}

}  // namespace

void tell_progress(const Pass& pass, PassStep step, std::size_t done, std::size_t total) {
  if (pass.observer != nullptr) {
    pass.observer->on_progress(
        {.connection = pass.connection, .step = step, .done = done, .total = total});
  }
}

Failure as_failure(const ApiError& error) { return Failure{error.error}; }

Result<void> end_pass_if_hopeless(Pass& pass, const ApiError& error) {
  switch (error.error.kind) {
    case ErrorKind::unauthenticated:
    case ErrorKind::throttled:
    case ErrorKind::expired_cursor:
    case ErrorKind::corrupt_state: return as_failure(error);
    case ErrorKind::unavailable:
    case ErrorKind::outcome_unknown:
      if (++pass.unavailable >= kUnavailableMax) {
        return as_failure(error);
      }
      return {};
    case ErrorKind::invalid_input:
    case ErrorKind::not_found:
    case ErrorKind::conflict: pass.unavailable = 0; return {};
  }
  return {};
}

std::optional<HubSpotContact> stored_contact(const Pass& pass, const std::string& id) {
  const Record* record = pass.state.find_record(Side::hubspot, id);
  const std::optional<Json> body = stored_body(pass, Side::hubspot, id);
  return record != nullptr && body ? contact_in(pass, *record, *body) : std::nullopt;
}

std::optional<GooglePerson> stored_person(const Pass& pass, const std::string& id) {
  const std::optional<Json> body = stored_body(pass, Side::google, id);
  return body ? person_in(*body) : std::nullopt;
}

std::optional<HubSpotContact> believed_contact(const Pass& pass, const std::string& id) {
  return pass.state.unreadable().contains({Side::hubspot, id}) ? std::nullopt
                                                               : stored_contact(pass, id);
}

std::optional<GooglePerson> believed_person(const Pass& pass, const std::string& id) {
  return pass.state.unreadable().contains({Side::google, id}) ? std::nullopt
                                                              : stored_person(pass, id);
}

void refresh_match(Pass& pass, Side side, const std::string& id) {
  const bool is_known = pass.state.find_record(side, id) != nullptr;
  if (is_known && !pass.state.unreadable().contains({side, id})) {
    refresh_match(pass, {side, id}, stored_body(pass, side, id).value_or(Json()));
  }
}

bool is_unreadable(const Pass& pass, const Link& link) {
  const std::set<RecordKey>& keys = pass.state.unreadable();
  return keys.contains({Side::hubspot, link.hubspot_id}) ||
         keys.contains({Side::google, link.google_id});
}

void call_for_look(Pass& pass, Side side, const std::string& id) {
  pass.state.touch_record(side, id).needs_look = true;
  if (const Pair* const pair = pass.state.find_pair(side, id)) {
    pass.state.touch_pair(pair->link.hubspot_id).needs_look = true;
  }
}

bool observe_missing(Pass& pass, Side side, const std::string& id, Presence presence) {
  const bool was_unreadable = pass.state.unreadable().contains({side, id});
  pass.state.remove_unreadable({side, id});
  const Record* known = pass.state.find_record(side, id);
  if (known == nullptr || known->presence == presence) {
    if (known != nullptr && was_unreadable) {
      call_for_look(pass, side, id);
    }
    return false;
  }
  Record& record = pass.state.touch_record(side, id);
  record.presence = presence;
  record.unmatched = true;
  call_for_look(pass, side, id);
  return true;
}

bool observe_hubspot(Pass& pass, const Json& contact) {
  const std::string id = text_member(contact, "id");
  if (id.empty()) {
    return false;
  }
  if (member(contact, "archived") == true) {
    return observe_missing(pass, Side::hubspot, id, Presence::gone);
  }
  if (!is_well_formed_contact(contact)) {
    return note_unreadable(pass, {Side::hubspot, id});
  }
  bool changed =
      observe(pass, {Side::hubspot, id}, contact, contact.dump(), contact_modified(contact));
  for (const std::string& merged : merged_ids(contact)) {
    if (merged != id) {
      changed |= observe_missing(pass, Side::hubspot, merged, Presence::purged);
    }
  }
  return changed;
}

bool observe_google(Pass& pass, const Json& person) {
  const std::string name = text_member(person, "resourceName");
  if (name.empty()) {
    return false;
  }
  if (is_deleted(person)) {
    return observe_missing(pass, Side::google, name, Presence::gone);
  }
  if (!is_well_formed_person(person)) {
    return note_unreadable(pass, {Side::google, name});
  }
  bool changed =
      observe(pass, {Side::google, name}, person, person.dump(), person_modified(person));
  for (const std::string& previous : previous_names(person)) {
    if (previous != name) {
      changed |= observe_missing(pass, Side::google, previous, Presence::gone);
    }
  }
  return changed;
}

void observe_hubspot_write(Pass& pass, const std::string& id,
                           const std::map<std::string, std::string>& sent, const Json& answer) {
  Json body = stored_body(pass, Side::hubspot, id).value_or(Json::object());
  body["id"] = id;
  for (const auto& [name, value] : sent) {
    body["properties"][name] = value;
  }
  const Json& properties = member(answer, "properties");
  if (properties.is_object()) {
    for (const auto& [name, value] : properties.items()) {
      // Write answers show properties that reads do not ask for.
      if (sent.contains(name) || body["properties"].contains(name)) {
        body["properties"][name] = value;
      }
    }
  }
  const std::string updated = text_member(answer, "updatedAt");
  if (!updated.empty()) {
    body["updatedAt"] = updated;
  }
  observe_hubspot(pass, body);
}

}  // namespace lockstep
