#include "read_changes.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/core/filter.h"

#include "google_person.h"
#include "json_text.h"

namespace lockstep {
namespace {

/// How far the search index may lag behind: so far the search goes back every time (F63, ROB-5).
constexpr Duration kSearchLagMax = std::chrono::minutes(15);

std::vector<std::string> live_ids(const Pass& pass, Side side, std::string_view prefix,
                                  const std::set<std::string>& but) {
  std::vector<std::string> ids = pass.state.record_ids(side, Presence::live);
  std::erase_if(ids,
                [&](const std::string& id) { return !id.starts_with(prefix) || but.contains(id); });
  return ids;
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
    observe_google(pass, *person);
    if (text_member(*person, "resourceName") != name) {
      observe_missing(pass, Side::google, name, Presence::gone);
    }
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

void observe_people(Pass& pass, const GoogleChanges& changes, Instant* seen) {
  for (const auto& [name, text] : changes.people) {
    const std::optional<Json> person = parse_json(text);
    if (!person) {
      continue;
    }
    observe_google(pass, *person, text);
    pass.state.relax();
    if (seen != nullptr) {
      *seen = std::max(*seen, person_modified(*person));
    }
  }
}

std::set<std::string> names_of(const GoogleChanges& changes) {
  std::set<std::string> names;
  for (const auto& [name, text] : changes.people) {
    names.insert(name);
  }
  return names;
}

Result<void> read_google(Pass& pass, bool everything) {
  Progress& progress = pass.state.progress;
  bool full = everything || progress.google_sync_token.empty();
  auto changes = pass.google.list_connections(full ? "" : progress.google_sync_token);
  if (!changes && changes.error().error.kind == ErrorKind::expired_cursor) {
    full = true;
    changes = pass.google.list_connections("");
  }
  if (!changes) {
    return as_failure(changes.error());
  }
  observe_people(pass, *changes, &progress.google_seen);
  if (full) {
    const auto missing = live_ids(pass, Side::google, "people/", names_of(*changes));
    if (Result<void> verified = verify_google(pass, missing); !verified) {
      return verified;
    }
  }
  progress.google_sync_token = changes->next_sync_token;
  return {};
}

Result<void> read_other_contacts(Pass& pass, bool everything) {
  Progress& progress = pass.state.progress;
  if (!reads_other_contacts(pass.accepted.settings)) {
    progress.other_sync_token.clear();
    return {};
  }
  const bool full = everything || progress.other_sync_token.empty();
  auto changes = pass.google.list_other_contacts(full ? "" : progress.other_sync_token);
  if (!changes && changes.error().error.kind == ErrorKind::expired_cursor) {
    changes = pass.google.list_other_contacts("");
  }
  if (!changes) {
    return as_failure(changes.error());
  }
  observe_people(pass, *changes, nullptr);
  progress.other_sync_token = changes->next_sync_token;
  return {};
}

void observe_contacts(Pass& pass, const HubSpotContacts& contacts) {
  Progress& progress = pass.state.progress;
  Instant newest = progress.hubspot_seen;
  for (const auto& [id, text] : contacts) {
    if (const std::optional<Json> contact = parse_json(text)) {
      observe_hubspot(pass, *contact, text);
      pass.state.relax();
      newest = std::max(newest, contact_modified(*contact));
    }
  }
  if (newest > progress.hubspot_seen) {
    progress.hubspot_seen = newest;
    progress.hubspot_seen_at = pass.started;
    progress.hubspot_seen_settled = false;
  } else if (pass.started >= progress.hubspot_seen_at + kSearchLagMax) {
    // Whatever the index still kept back then was in this answer.
    progress.hubspot_seen_settled = true;
  }
}

Result<void> list_hubspot(Pass& pass) {
  const auto contacts = pass.hubspot.list_all();
  if (!contacts) {
    return as_failure(contacts.error());
  }
  observe_contacts(pass, *contacts);
  std::set<std::string> seen;
  for (const auto& [id, text] : *contacts) {
    seen.insert(id);
  }
  pass.state.progress.hubspot_listed = true;
  return verify_hubspot(pass, live_ids(pass, Side::hubspot, "", seen), Presence::gone);
}

Result<void> search_hubspot(Pass& pass) {
  const Progress& progress = pass.state.progress;
  const Instant since = progress.hubspot_seen_settled ? progress.hubspot_seen + Duration(1)
                                                      : progress.hubspot_seen - kSearchLagMax;
  const auto contacts = pass.hubspot.search_modified(since);
  if (!contacts) {
    return as_failure(contacts.error());
  }
  if (!*contacts) {
    return list_hubspot(pass);
  }
  observe_contacts(pass, **contacts);
  return {};
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
  if (!read) {
    return read;
  }
  if (read = read_archived(pass); !read) {
    return read;
  }
  return read_unknown_members(pass);
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
