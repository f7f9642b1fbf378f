#include "read_changes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

#include "lockstep/core/filter.h"

#include "google_person.h"
#include "json_text.h"

namespace lockstep {
namespace {

/// How far the search index may lag behind: so far the search goes back every time (F63, ROB-5).
constexpr Duration kSearchLagMax = std::chrono::minutes(15);

/// How long a deletion that is made up for by a restoration may stay unknown.
constexpr Duration kArchivedUnreadMax = std::chrono::hours(1);

std::vector<std::string> live_ids(const Pass& pass, Side side, std::string_view prefix,
                                  const std::set<std::string>& but) {
  std::vector<std::string> ids = pass.state.record_ids(side, Presence::live);
  std::erase_if(ids,
                [&](const std::string& id) { return !id.starts_with(prefix) || but.contains(id); });
  return ids;
}

/// Of Other contacts, which nobody can ask for one by one.
std::vector<RecordKey> unreadable_others(const Pass& pass) {
  std::vector<RecordKey> keys;
  for (const RecordKey& key : pass.state.unreadable()) {
    if (key.side == Side::google && !key.id.starts_with("people/")) {
      keys.push_back(key);
    }
  }
  return keys;
}

/// Forgets those that a whole list did not show: they are gone, or not read any more.
void forget_unreadable_others(Pass& pass, const std::set<std::string>& seen) {
  for (const RecordKey& key : unreadable_others(pass)) {
    if (!seen.contains(key.id)) {
      pass.state.remove_unreadable(key);
      call_for_look(pass, key.side, key.id);
      pass.state.touch_record(key.side, key.id).outcome = {};
    }
  }
}

/// Asks by id for contacts that a whole list did not show: absence alone is no deletion (DEL-3).
Result<void> verify_google(Pass& pass, const std::vector<std::string>& names) {
  if (names.empty()) {
    return {};
  }
  const auto people = pass.google.get(names);
  if (!people) {
    return as_failure(people.error());
  }
  for (const auto& [name, person] : *people) {
    if (!person) {
      observe_missing(pass, Side::google, name, Presence::gone);
      continue;
    }
    observe_google(pass, text_member(*person, "resourceName") == name
                             ? *person
                             : with_former_name(*person, name));
  }
  return {};
}

Result<void> verify_hubspot(Pass& pass, const std::vector<std::string>& ids, Presence if_missing) {
  if (ids.empty()) {
    return {};
  }
  const auto contacts = pass.hubspot.read(ids);
  if (!contacts) {
    return as_failure(contacts.error());
  }
  for (const auto& [id, contact] : *contacts) {
    if (!contact) {
      observe_missing(pass, Side::hubspot, id, if_missing);
      continue;
    }
    observe_hubspot(pass, *contact);
    if (text_member(*contact, "id") != id) {  // Merged (F50).
      observe_missing(pass, Side::hubspot, id, Presence::purged);
    }
  }
  return {};
}

/// Observes the people of a list as they come.
class PeopleReader {
 public:
  /// @param seen  Becomes the newest modification, if not null.
  PeopleReader(Pass& pass, Instant* seen) : pass_(pass), seen_(seen) {}

  [[nodiscard]] JsonVisitor visitor() {
    return [this](const Json& person) { read(person); };
  }
  [[nodiscard]] const std::set<std::string>& names() const { return names_; }
  /// Every one of them says who it is. Else the list is to be read again from where it began.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  void read(const Json& person) {
    const std::string name = text_member(person, "resourceName");
    if (name.empty()) {
      is_whole_ = false;
      pass_.has_nameless = true;
      return;
    }
    observe_google(pass_, person);
    pass_.state.relax();
    names_.insert(name);
    tell_progress(pass_, PassStep::reading_google, names_.size());
    if (seen_ != nullptr) {
      *seen_ = std::max(*seen_, person_modified(person));
    }
  }

  Pass& pass_;
  Instant* seen_;
  std::set<std::string> names_;
  bool is_whole_ = true;
};

/// Asks again for records of which a service told what cannot be believed.
Result<void> read_unreadable(Pass& pass) {
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (const RecordKey& key : pass.state.unreadable()) {
    if (key.side == Side::hubspot) {
      ids.push_back(key.id);
    } else if (key.id.starts_with("people/")) {
      names.push_back(key.id);
    }
  }
  if (Result<void> read = verify_google(pass, names); !read) {
    return read;
  }
  return verify_hubspot(pass, ids, Presence::gone);
}

Result<void> read_google(Pass& pass, bool everything) {
  Progress& progress = pass.state.progress;
  bool full = everything || progress.google_sync_token.empty();
  // Only a list that comes to its end counts as seen.
  Instant seen = progress.google_seen;
  auto people = std::make_unique<PeopleReader>(pass, &seen);
  auto token =
      pass.google.list_connections(full ? "" : progress.google_sync_token, people->visitor());
  if (!token && token.error().error.kind == ErrorKind::expired_cursor) {
    full = true;
    people = std::make_unique<PeopleReader>(pass, &seen);
    token = pass.google.list_connections("", people->visitor());
  }
  if (!token) {
    return as_failure(token.error());
  }
  if (people->is_whole()) {
    progress.google_seen = seen;
  }
  if (full) {
    const auto missing = live_ids(pass, Side::google, "people/", people->names());
    if (Result<void> verified = verify_google(pass, missing); !verified) {
      return verified;
    }
  }
  if (people->is_whole()) {
    progress.google_sync_token = *token;
  }
  return {};
}

Result<void> read_other_contacts(Pass& pass, bool everything) {
  Progress& progress = pass.state.progress;
  if (!reads_other_contacts(pass.accepted.settings)) {
    progress.other_sync_token.clear();
    forget_unreadable_others(pass, {});
    return {};
  }
  bool full = everything || progress.other_sync_token.empty();
  auto people = std::make_unique<PeopleReader>(pass, nullptr);
  auto token =
      pass.google.list_other_contacts(full ? "" : progress.other_sync_token, people->visitor());
  const bool asks_again = token && !full && !unreadable_others(pass).empty();
  if (asks_again || (!token && token.error().error.kind == ErrorKind::expired_cursor)) {
    full = true;
    people = std::make_unique<PeopleReader>(pass, nullptr);
    token = pass.google.list_other_contacts("", people->visitor());
  }
  if (!token) {
    return as_failure(token.error());
  }
  if (people->is_whole()) {
    progress.other_sync_token = *token;
    if (full) {
      forget_unreadable_others(pass, people->names());
    }
  }
  return {};
}

/// Observes the contacts of a list or search as they come.
class ContactReader {
 public:
  explicit ContactReader(Pass& pass) : pass_(pass), newest_(pass.state.progress.hubspot_seen) {}

  [[nodiscard]] JsonVisitor visitor() {
    return [this](const Json& contact) { read(contact); };
  }
  [[nodiscard]] const std::set<std::string>& ids() const { return ids_; }

  /// Notes what was seen. Called when the list, or search, has come to its end.
  void end() {
    Progress& progress = pass_.state.progress;
    if (!is_whole_) {
      return;  // The next pass reads from the same instant on.
    }
    if (newest_ > progress.hubspot_seen) {
      progress.hubspot_seen = newest_;
      progress.hubspot_seen_at = pass_.started;
      progress.hubspot_seen_settled = false;
    } else if (pass_.started >= progress.hubspot_seen_at + kSearchLagMax) {
      // Whatever the index still kept back then was in this answer.
      progress.hubspot_seen_settled = true;
    }
  }

 private:
  void read(const Json& contact) {
    if (text_member(contact, "id").empty()) {
      is_whole_ = false;
      pass_.has_nameless = true;
      return;
    }
    observe_hubspot(pass_, contact);
    pass_.state.relax();
    ids_.insert(text_member(contact, "id"));
    tell_progress(pass_, PassStep::reading_hubspot, ids_.size());
    newest_ = std::max(newest_, contact_modified(contact));
  }

  Pass& pass_;
  Instant newest_;
  std::set<std::string> ids_;
  bool is_whole_ = true;
};

Result<void> list_hubspot(Pass& pass) {
  ContactReader contacts(pass);
  if (const auto error = pass.hubspot.list_all(contacts.visitor())) {
    return as_failure(*error);
  }
  contacts.end();
  Progress& progress = pass.state.progress;
  progress.hubspot_listed = true;
  progress.hubspot_surplus = 0;
  progress.archived_read_at = pass.started;  // Who is not listed is asked for, as after that.
  return verify_hubspot(pass, live_ids(pass, Side::hubspot, "", contacts.ids()), Presence::gone);
}

/// No search shows a deletion, and none a restoration for certain: the recycle bin is listed, and
/// who came or went is asked for by id (F30).
Result<void> read_archived(Pass& pass) {
  const auto archived = pass.hubspot.list_archived();
  if (!archived) {
    return as_failure(archived.error());
  }
  std::vector<std::string> gone;
  for (const std::string& id : *archived) {
    const Record* const record = pass.state.find_record(Side::hubspot, id);
    if (record != nullptr && record->presence == Presence::live) {
      gone.push_back(id);
    }
  }
  std::vector<std::string> back = pass.state.record_ids(Side::hubspot, Presence::gone);
  std::erase_if(back, [&](const std::string& id) { return archived->contains(id); });
  if (Result<void> verified = verify_hubspot(pass, gone, Presence::gone); !verified) {
    return verified;
  }
  return verify_hubspot(pass, back, Presence::purged);
}

/// Lists the recycle bin when the index has more or fewer contacts than are known, unless the last
/// look found nothing to explain just that; and, for what adds up to no difference, once an hour.
Result<void> look_for_archived(Pass& pass) {
  const Answer<std::int64_t> indexed = pass.hubspot.count_indexed();
  if (!indexed) {
    return as_failure(indexed.error());
  }
  Progress& progress = pass.state.progress;
  const auto surplus = [&] { return *indexed - pass.state.live_hubspot(); };
  if (surplus() == progress.hubspot_surplus &&
      pass.started < progress.archived_read_at + kArchivedUnreadMax) {
    return {};
  }
  if (Result<void> read = read_archived(pass); !read) {
    return read;
  }
  progress.archived_read_at = pass.started;
  progress.hubspot_surplus = surplus();
  return {};
}

Result<void> search_hubspot(Pass& pass) {
  const Progress& progress = pass.state.progress;
  const Instant since = progress.hubspot_seen_settled ? progress.hubspot_seen + Duration(1)
                                                      : progress.hubspot_seen - kSearchLagMax;
  ContactReader contacts(pass);
  const Answer<bool> all = pass.hubspot.search_modified(since, contacts.visitor());
  if (!all) {
    return as_failure(all.error());
  }
  if (!*all) {
    return list_hubspot(pass);
  }
  contacts.end();
  return look_for_archived(pass);
}

Result<void> read_list_members(Pass& pass) {
  const HubSpotScope& scope = pass.accepted.settings.hubspot;
  pass.list_members.clear();
  if (scope.records == RecordScope::filter && scope.list) {
    auto members = pass.hubspot.list_members(*scope.list);
    if (!members) {
      return as_failure(members.error());
    }
    pass.list_members = std::move(*members);
  }
  std::vector<std::string> moved = pass.state.listed_ids();
  std::erase_if(moved, [&](const std::string& id) { return pass.list_members.contains(id); });
  for (const std::string& id : pass.list_members) {
    const Record* const record = pass.state.find_record(Side::hubspot, id);
    if (record != nullptr && !record->is_listed) {
      moved.push_back(id);
    }
  }
  for (const std::string& id : moved) {
    Record& record = pass.state.touch_record(Side::hubspot, id);
    record.is_listed = !record.is_listed;
    call_for_look(pass, Side::hubspot, id);
    refresh_match(pass, Side::hubspot, id);
  }
  return {};
}

/// Members of the list that search does not show yet.
Result<void> read_unknown_members(Pass& pass) {
  std::vector<std::string> unknown;
  for (const std::string& id : pass.list_members) {
    if (pass.state.find_record(Side::hubspot, id) == nullptr) {
      unknown.push_back(id);
    }
  }
  return verify_hubspot(pass, unknown, Presence::gone);
}

}  // namespace

Result<void> read_changes(Pass& pass, bool everything) {
  if (Result<void> read = read_unreadable(pass); !read) {
    return read;
  }
  if (Result<void> read = read_list_members(pass); !read) {
    return read;
  }
  if (Result<void> read = read_google(pass, everything); !read) {
    return read;
  }
  if (Result<void> read = read_other_contacts(pass, everything); !read) {
    return read;
  }
  Result<void> read =
      everything || !pass.state.progress.hubspot_listed ? list_hubspot(pass) : search_hubspot(pass);
  return read ? read_unknown_members(pass) : read;
}

Result<bool> look_for_new_google(Pass& pass, Instant since) {
  const auto people = pass.google.list_modified_since(since);
  if (!people) {
    return as_failure(people.error());
  }
  bool changed = false;
  for (const Json& person : *people) {
    changed |= observe_google(pass, person);
  }
  return changed;
}

}  // namespace lockstep
