/// What the users of both services had and did, as a recording shows it, done again in the fakes.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lockstep/scenario/recording.h"
#include "lockstep/sim/world.h"

#include "drift/answer_comparison.h"
#include "lifting/history.h"
#include "lifting/story_line.h"
#include "recording/left_out_counts.h"

namespace lockstep::scenario {

class RecordedUsers {
 public:
  /// @param recording  Must outlive this.
  explicit RecordedUsers(const Recording& recording);

  /// When a world must begin in which all of it can be done: an hour before the first request, or
  /// before the oldest change that an answer tells.
  [[nodiscard]] Instant beginning() const;

  /// Fills both accounts with what was there at the beginning: owners, custom properties, lists and
  /// their members, labels, the recycle bin, and HubSpot's contacts in the order in which they were
  /// shown: lists tell them in the order in which they were made, which redacted ids tell no
  /// longer.
  /// @param world, mapping  Must outlive this. The mapping learns the ids.
  void move_in(sim::World& world, std::string account, ValueMapping& mapping);

  /// Does what users did before this exchange and after the last one, each thing at its time: lists
  /// and searches go by when a record last changed.
  void act_before(std::size_t exchange);

  /// Whether its answer was lost, and what it should have done was seen by nobody afterwards.
  [[nodiscard]] bool was_never_carried_out(std::size_t exchange) const {
    return without_effect_.contains(exchange);
  }

  /// What the fakes do not take, one sentence each.
  [[nodiscard]] std::vector<std::string> left_out() const { return left_out_.sentences(); }

 private:
  struct Action {
    std::size_t before = 0;  ///< An exchange.
    Instant time{};
    std::function<void()> act;
  };

  void add_owners();
  void remove_former_owners();
  Json made_over_api(sim::Service service, const std::string& path, const Json& body);
  void add_properties();
  void add_lists();
  void add_labels();
  void fill_recycle_bin();
  void add_records();
  void add(const lifting::History& history);
  /// @param is_marked  One of the values is another one until take_mark_from(): ids follow the
  ///     order of making, and lastmodifieddate that of the last change.
  void add_contact(const lifting::History& history, bool is_marked = false);
  void take_mark_from(const lifting::History& history);
  void add_person(const lifting::History& history);
  void plan();
  void act(const lifting::History& history, const lifting::Deed& deed);
  void join(const lifting::History& history, const lifting::Deed& deed);
  void place(const std::string& name, const lifting::Place& place);
  void change_membership(const std::string& list, const lifting::RecordId& record, bool joins);

  [[nodiscard]] std::size_t first_after(Instant time) const;
  [[nodiscard]] bool is_made_in_recording(const std::string& what) const {
    return made_.contains(what);
  }
  [[nodiscard]] std::string fake_id(const lifting::RecordId& record) const;
  [[nodiscard]] std::map<std::string, std::string> property_values(const Json& fields) const;
  void pair(const std::string& recorded, const std::string& fake);
  void pair_person(const std::string& recorded, const std::string& fake);
  /// @param one, many  "edit", "edits": what users did.
  template <class T>
  void expect(const Result<T>& done, const std::string& one, const std::string& many) {
    if (!done) {
      leave_out(one, many, done.error().message);
    }
  }
  void leave_out(const std::string& one, const std::string& many, const std::string& why);

  const Recording* recording_;
  sim::World* world_ = nullptr;
  std::string account_;
  ValueMapping* mapping_ = nullptr;
  lifting::Facts facts_;
  lifting::Passes passes_;
  lifting::Histories histories_;
  lifting::Memberships memberships_;
  std::set<std::string> made_;                ///< Lists, groups and properties of the recording.
  std::map<std::string, std::string> lists_;  ///< Of name to the fake's id.
  std::vector<Action> actions_;
  std::size_t next_ = 0;
  LeftOutCounts left_out_;
  std::set<std::size_t> without_effect_;  ///< Lost writes.
  std::set<std::string> refused_;         ///< Properties.
};

}  // namespace lockstep::scenario
