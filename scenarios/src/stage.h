/// A world that is set up as a scenario says, and the users in it.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/sim/world.h"

#include "json.h"
#include "truth.h"

namespace lockstep::scenario {

/// Threads: like the world's own members. act() and everything that looks into the world is called
/// with the world's lock held.
class Stage {
 public:
  /// Makes the world; the same scenario and seed make the same one. @param scenario Must outlive
  /// it.
  /// @param observer  Sees what the services answer; may be null.
  /// @param varies  As RunOptions::vary.
  Stage(const Scenario& scenario, std::uint64_t seed, std::shared_ptr<sim::AnswerObserver> observer,
        bool varies);

  /// Brings about what is given, and arms the faults.
  /// @error invalid_input  The services refuse it: the scenario is wrong.
  Result<void> set_up();

  /// Lets a user do something.
  /// @error not_found      No record, or more than one, is meant.
  /// @error invalid_input  The service refuses it.
  Result<void> act(const UserAction& action);

  [[nodiscard]] sim::World& world() noexcept { return world_; }
  /// How many of the armed faults, the first ones, are the scenario's.
  [[nodiscard]] std::size_t own_faults() const noexcept { return own_faults_; }
  /// Names of the Google accounts: the main one, then the others as the scenario gives them.
  [[nodiscard]] const std::vector<std::string>& accounts() const noexcept { return names_; }
  /// @pre `account` is one of accounts()
  [[nodiscard]] const std::string& email(const std::string& account) const {
    return accounts_.at(account).email;
  }
  /// Everything in an account's address book. @pre As for email().
  [[nodiscard]] std::vector<sim::GoogleContactView> contacts(const std::string& account) const;
  /// Everything in HubSpot.
  [[nodiscard]] std::vector<sim::HubSpotContactView> hubspot_contacts() const;
  [[nodiscard]] const std::string& region() const noexcept { return region_; }
  [[nodiscard]] const Truth& truth() const noexcept { return truth_; }
  /// What the app holds; without a refresh token where the user has not let it in.
  [[nodiscard]] const sim::OAuthGrant& hubspot_grant() const noexcept { return hubspot_grant_; }
  [[nodiscard]] const sim::OAuthGrant& google_grant(const std::string& account) const {
    return accounts_.at(account).grant;
  }

  /// The list's id; it is made when missing.
  std::string list_id(const std::string& name);
  /// The names of the lists with these ids, sorted.
  [[nodiscard]] std::vector<std::string> list_names(const std::vector<std::string>& ids) const;

  /// The id that a ref stands for now: merges move it. @pre the ref is defined and was acted out
  [[nodiscard]] std::optional<std::string> id_of(const std::string& ref) const;

  /// Every record that the query means, in order of ids. A ref means its record in any folder, also
  /// deleted; nothing if it is gone for good.
  [[nodiscard]] std::vector<sim::GoogleContactView> google(const RecordQuery& query) const;
  [[nodiscard]] std::vector<sim::HubSpotContactView> hubspot(const RecordQuery& query) const;

 private:
  struct GoogleAccount {
    std::string email;
    std::string id;
    sim::OAuthGrant grant;
  };

  Result<void> do_action(const EditRecord& edit);
  Result<void> do_action(const EditAll& edit);
  Result<void> do_action(const AddHubSpot& add);
  Result<void> do_action(const AddGoogle& add);
  Result<void> do_action(const DeleteRecord& deletion);
  Result<void> do_action(const RestoreRecord& restoration);
  Result<void> do_action(const StarContact& star);
  Result<void> do_action(const LabelContact& label);
  Result<void> do_action(const ChangeList& change);
  Result<void> do_action(const MergeRecords& merge);
  Result<void> do_action(const ChangeResourceName& change);
  Result<void> do_action(const EmptyFolder& empty);
  Result<void> do_action(const RevokeGrant& revoke);
  Result<void> do_action(const Reconnect& reconnect);

  Result<void> fill(const Fill& fill, std::size_t number);
  void shorten_pages();
  Result<void> change_list(const std::string& name, const std::vector<RecordQuery>& records,
                           bool add);

  /// The id of the one record that is meant.
  [[nodiscard]] Result<std::string> only(Service side, const RecordQuery& query) const;
  [[nodiscard]] const std::string& id_of_account(const std::string& name) const {
    return accounts_.at(name).id;
  }
  [[nodiscard]] sim::GoogleContactView google_now(const std::string& account,
                                                  const std::string& resource_name) const;
  [[nodiscard]] sim::HubSpotContactView hubspot_now(const std::string& id) const;
  /// Records of an account that no longer exist are no longer anybody's.
  void forget_gone(const std::string& account);

  [[nodiscard]] sim::OAuthGrant ask_google(const std::string& id, const Consent& consent);
  [[nodiscard]] sim::OAuthGrant ask_hubspot(const Consent& consent);

  const Scenario* scenario_;
  std::optional<Random> variation_;  ///< If it varies.
  std::size_t own_faults_ = 0;
  mutable sim::World world_;
  std::string region_;
  std::vector<std::string> names_;
  std::map<std::string, GoogleAccount> accounts_;
  sim::OAuthGrant hubspot_grant_;
  std::map<std::string, std::string> refs_;
  std::map<std::string, std::string> lists_;  ///< Name to id.
  Truth truth_;
};

}  // namespace lockstep::scenario
