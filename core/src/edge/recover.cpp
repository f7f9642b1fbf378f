#include "recover.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "lockstep/core/match.h"

#include "google_person.h"
#include "journal.h"
#include "json_text.h"
#include "probe.h"
#include "read_changes.h"

namespace lockstep {
namespace {

/// When a missing record is looked for again, from the create on. Google speaks of "several
/// minutes" before lists show a write (G87).
constexpr std::array kLooks{Duration(0), Duration(std::chrono::minutes(1)),
                            Duration(std::chrono::minutes(3)), Duration(std::chrono::minutes(6)),
                            Duration(std::chrono::minutes(10))};

/// Between our clock and the services'.
constexpr Duration kSkewMax = std::chrono::minutes(5);

std::vector<Intent> open_intents(const Pass& pass) {
  std::vector<Intent> open;
  for (const auto& [id, intent] : pass.state.intents()) {
    open.push_back(intent);
  }
  return open;
}

/// Emails of the intent's source, normalised.
std::vector<std::string> emails_of_source(const Pass& pass, const Intent& intent) {
  const Record* source = pass.state.find_record(opposite(intent.target), intent.source_id);
  if (source == nullptr || source->match.empty()) {
    return {};
  }
  const Result<MatchRecord> match = parse_match_record(source->match);
  return match ? match->emails : std::vector<std::string>();
}

/// The link of an intent, if the stored record `id` is what its create made.
std::optional<Link> link_made(const Pass& pass, const Intent& intent, const std::string& id) {
  if (intent.target == Side::hubspot) {
    const auto contact = stored_contact(pass, id);
    std::optional<Link> link =
        contact ? recovered_link(intent.journal, &*contact, nullptr) : std::nullopt;
    if (link) {
      link->hubspot_id = id;
      link->google_id = intent.source_id;
    }
    return link;
  }
  const auto person = stored_person(pass, id);
  std::optional<Link> link =
      person ? recovered_link(intent.journal, nullptr, &*person) : std::nullopt;
  if (link) {
    link->hubspot_id = intent.source_id;
    link->google_id = id;
  }
  return link;
}

bool carries_mark(Pass& pass, Side side, const std::string& id, const std::string& mark) {
  const std::optional<Json> body = parse_json(pass.state.body_of(side, id));
  return body && mark_of(*body) == mark;
}

/// Records that the create may have made: those with an email of its source, or, without emails,
/// any without partner.
std::set<std::string> candidates_for(Pass& pass, const Intent& intent,
                                     const std::vector<std::string>& emails) {
  std::set<std::string> candidates;
  if (emails.empty()) {
    const auto ids = pass.state.unpaired_ids(intent.target);
    candidates.insert(ids.begin(), ids.end());
  }
  for (const std::string& email : emails) {
    const auto ids = pass.state.ids_with_email(intent.target, email);
    candidates.insert(ids.begin(), ids.end());
  }
  return candidates;
}

/// Searches the records known by now. @return Whether the intent is settled: its record is paired,
/// or there is one with its email, which matching will pair.
bool settle_intent(Pass& pass, const Intent& intent) {
  const Side source_side = opposite(intent.target);
  if (pass.state.find_pair(source_side, intent.source_id) != nullptr) {
    return true;
  }
  const std::vector<std::string> emails = emails_of_source(pass, intent);
  bool is_matchable = false;
  for (const std::string& id : candidates_for(pass, intent, emails)) {
    if (!is_single(pass, {intent.target, id})) {
      continue;
    }
    const bool may_be_ours = !emails.empty() || intent.target == Side::hubspot ||
                             carries_mark(pass, intent.target, id, mark_of_intent(intent));
    if (!may_be_ours) {
      continue;
    }
    if (std::optional<Link> link = link_made(pass, intent, id)) {
      pass.state.touch_record(intent.target, id).unmatched = true;
      // What was in it is not known any more than that it is there.
      pass.state.add_write({.hubspot_id = link->hubspot_id,
                            .google_id = link->google_id,
                            .side = intent.target,
                            .created = true,
                            .changes = "[]",
                            .at = pass.clock.now()});
      pass.state.put_pair(std::move(*link));
      return true;
    }
    is_matchable = is_matchable || !emails.empty();
  }
  return is_matchable;
}

/// By email HubSpot finds at once what search does not show yet.
Result<void> look_for_email(Pass& pass, const std::string& email) {
  const auto found = pass.hubspot.find_by_email(email);
  if (!found) {
    return as_failure(found.error());
  }
  if (!*found) {
    return {};
  }
  const auto contacts = pass.hubspot.read({text_member(**found, "id")});
  if (!contacts) {
    return as_failure(contacts.error());
  }
  for (const auto& [asked, contact] : *contacts) {
    if (contact) {
      observe_hubspot(pass, *contact);
    }
  }
  return {};
}

Result<void> look_for_new_hubspot(Pass& pass, Instant since) {
  const Answer<bool> all = pass.hubspot.search_modified(
      since, [&](const Json& contact) { observe_hubspot(pass, contact); });
  return all ? Result<void>() : as_failure(all.error());
}

/// Reads what may have been made since the intents.
Result<void> look(Pass& pass, const std::vector<Intent>& open) {
  Instant google_since = Instant::max();
  Instant hubspot_since = Instant::max();
  for (const Intent& intent : open) {
    const std::vector<std::string> emails = emails_of_source(pass, intent);
    if (intent.target == Side::google) {
      google_since =
          std::min({google_since, intent.at - kSkewMax, pass.state.progress.google_seen});
    } else if (emails.empty()) {
      hubspot_since = std::min(hubspot_since, intent.at - kSkewMax);
    } else {
      if (Result<void> looked = look_for_email(pass, emails.front()); !looked) {
        return looked;
      }
    }
  }
  if (google_since != Instant::max()) {
    if (Result<bool> looked = look_for_new_google(pass, google_since); !looked) {
      return Failure{looked.error()};
    }
  }
  return hubspot_since == Instant::max() ? Result<void>{}
                                         : look_for_new_hubspot(pass, hubspot_since);
}

/// HubSpot refuses a second contact with an email, so there is nothing to wait for (MAT-7).
bool is_safe_to_repeat(const Pass& pass, const Intent& intent) {
  return intent.target == Side::hubspot && !emails_of_source(pass, intent).empty();
}

}  // namespace

std::string mark_of_intent(const Intent& intent) {
  return intent.source_id + "#" + std::to_string(intent.id);
}

Result<void> look_for_intents(Pass& pass) {
  const std::vector<Intent> open = open_intents(pass);
  if (open.empty()) {
    return {};
  }
  if (Result<void> looked = look(pass, open); !looked) {
    return looked;
  }
  for (const Intent& intent : open) {
    if (settle_intent(pass, intent) || is_safe_to_repeat(pass, intent)) {
      pass.state.remove_intent(intent.id);
    }
  }
  return pass.state.save();
}

Result<void> resolve_intents(Pass& pass) {
  for (const Duration age : kLooks) {
    if (pass.state.intents().empty()) {
      return {};
    }
    Instant latest = Instant::min();
    for (const auto& [id, intent] : pass.state.intents()) {
      latest = std::max(latest, intent.at + age);
    }
    if (age != Duration(0) && pass.clock.now() < latest) {
      pass.clock.sleep_until(latest);
    }
    if (Result<void> looked = look_for_intents(pass); !looked) {
      return looked;
    }
  }
  for (const Intent& intent : open_intents(pass)) {
    pass.state.remove_intent(intent.id);
  }
  return pass.state.save();
}

}  // namespace lockstep
