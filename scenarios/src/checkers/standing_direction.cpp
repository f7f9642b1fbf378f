/// No write against the settings that were in force.

#include <algorithm>
#include <functional>
#include <set>

#include "checkers/standing.h"

namespace lockstep::scenario {
namespace {

std::string records(const Json& connection, const char* side) {
  const auto choice = connection.find(side);
  return choice == connection.end() ? "" : text_member(*choice, "records");
}

bool enabled(const Json& connection) { return connection.value("enabled", true); }

/// Both drop-downs were set once.
bool configured(const Json& connection) {
  return !records(connection, "hubspot").empty() && !records(connection, "google").empty();
}

bool is_running(const Json& connection) { return enabled(connection) && configured(connection); }

bool may_write_hubspot(const Json& connection) {
  return is_running(connection) && records(connection, "google") != "none";
}

/// Which services must stay untouched.
struct Sides {
  bool hubspot = false;
  bool google = false;
};

/// Whether a rule's case is given for the connection of an account in a pass.
using Applies = std::function<bool(std::size_t pass, const std::string& account)>;

/// True if the request writes to an account. One without a valid token is nobody's: it counts where
/// there is one account only.
bool writes_to(const std::string& account, const sim::JournalEntry& entry, const Story& story) {
  return entry.source == "google" &&
         (entry.account == story.stage->email(account) ||
          (entry.account.empty() && story.stage->accounts().size() == 1));
}

/// No mutating request to one of `sides` in any pass, for any connection to which `applies` says
/// yes. HubSpot is shared: a write there is held against nobody while some connection may write.
Finding silent(const Story& story, const Sides& sides, const Applies& applies,
               const std::string& settings) {
  std::set<std::uint64_t> written;
  bool exercised = false;
  for (std::size_t number = 0; number < story.passes.size(); ++number) {
    const PassRecord& pass = story.passes[number];
    const bool is_hubspot_closed =
        sides.hubspot && std::ranges::none_of(pass.connections, [](const auto& connection) {
          return may_write_hubspot(connection.second);
        });
    for (const auto& [account, connection] : pass.connections) {
      if (!applies(number, account) || !(sides.google || is_hubspot_closed)) {
        continue;
      }
      exercised = true;
      for (std::size_t at = pass.journal_begin; at < pass.journal_end; ++at) {
        const sim::JournalEntry& entry = story.journal().entries()[at];
        if (entry.mutation && ((is_hubspot_closed && entry.source == "hubspot") ||
                               (sides.google && writes_to(account, entry, story)))) {
          written.insert(entry.sequence);
        }
      }
    }
  }
  if (!exercised) {
    return not_exercised("no pass ran with " + settings);
  }
  return written.empty() ? held("no mutating request with " + settings)
                         : broken("mutating requests were sent with " + settings, "0",
                                  std::to_string(written.size()), {written.begin(), written.end()});
}

/// The first pass in which the account's sync was running, or the number of passes.
std::size_t turned_on(const Story& story, const std::string& account) {
  const auto first = std::ranges::find_if(story.passes, [&](const PassRecord& pass) {
    return is_running(pass.connections.at(account));
  });
  return static_cast<std::size_t>(first - story.passes.begin());
}

}  // namespace

std::vector<StandingFinding> judge_direction(const Story& story) {
  constexpr Sides kBoth{.hubspot = true, .google = true};
  const auto connection = [&](std::size_t pass, const std::string& account) -> const Json& {
    return story.passes[pass].connections.at(account);
  };
  const auto is_running_with = [&](bool hubspot_none, bool google_none) -> Applies {
    return [=](std::size_t pass, const std::string& account) {
      const Json& settings = connection(pass, account);
      return is_running(settings) && (records(settings, "hubspot") == "none") == hubspot_none &&
             (records(settings, "google") == "none") == google_none;
    };
  };
  const Applies is_not_yet_on = [&](std::size_t pass, const std::string& account) {
    return pass < turned_on(story, account);
  };
  const Applies is_off_again = [&](std::size_t pass, const std::string& account) {
    return pass > turned_on(story, account) && !enabled(connection(pass, account));
  };
  return {
      {"DIR-3"_rule,
       silent(story, {.hubspot = true}, is_running_with(false, true), "HubSpot to Google only")},
      {"DIR-4"_rule,
       silent(story, {.google = true}, is_running_with(true, false), "Google to HubSpot only")},
      {"DIR-6"_rule,
       silent(story, kBoth, is_running_with(true, true), "no contacts on both sides")},
      {"CON-1"_rule, silent(story, kBoth, is_not_yet_on, "a sync that was never turned on")},
      {"SET-4"_rule, silent(story, kBoth, is_off_again, "the sync turned off")},
  };
}

}  // namespace lockstep::scenario
