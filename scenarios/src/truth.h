/// What the users have made of every record: the measure of what a sync must keep.

#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lockstep/scenario/scenario.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

namespace lockstep::scenario {

/// Whose contact, by the account's name in the scenario, and which.
struct GoogleKey {
  std::string account;
  std::string resource_name;

  friend auto operator<=>(const GoogleKey&, const GoogleKey&) = default;
};

/// A record of Google. `kept` is as users have left it field by field, whatever a sync wrote since;
/// `as_left` is the whole record right after the last user action on it.
struct GoogleTruth {
  sim::GoogleContactView kept;
  sim::GoogleContactView as_left;
};

struct HubSpotTruth {
  sim::HubSpotContactView kept;
  sim::HubSpotContactView as_left;
  std::set<std::string> set_by_users;  ///< Properties that a user has given a value or cleared.
};

/// Books every user action on both services. Records that the connector made are here from a user's
/// first action on them.
class Truth {
 public:
  [[nodiscard]] const std::map<GoogleKey, GoogleTruth>& google() const noexcept { return google_; }
  [[nodiscard]] const std::map<std::string, HubSpotTruth>& hubspot() const noexcept {
    return hubspot_;
  }

  /// A user made the contact, or changed all of it.
  void google_written(const std::string& account, const sim::GoogleContactView& now);
  /// A user changed these fields of the person.
  void google_edited(const std::string& account, const sim::GoogleContactView& now,
                     const std::vector<std::string>& fields);
  /// A user changed star, labels or folder.
  void google_placed(const std::string& account, const sim::GoogleContactView& now);
  /// The contact got another resource name, and nothing else.
  void google_renamed(const GoogleKey& key, const std::string& resource_name);
  void google_gone(const GoogleKey& key) { google_.erase(key); }

  void hubspot_written(const sim::HubSpotContactView& now, const std::set<std::string>& set);
  void hubspot_edited(const sim::HubSpotContactView& now, const std::set<std::string>& set);
  /// A user changed its lists, or deleted or restored it.
  void hubspot_placed(const sim::HubSpotContactView& now);
  void hubspot_gone(const std::string& id) { hubspot_.erase(id); }

 private:
  std::map<GoogleKey, GoogleTruth> google_;
  std::map<std::string, HubSpotTruth> hubspot_;
};

}  // namespace lockstep::scenario
