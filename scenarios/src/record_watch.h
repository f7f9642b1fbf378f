/// Sees what every record is after each change, so that a failure can be shown with both sides at
/// each instant.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "lockstep/sim/world.h"

#include "stage.h"

namespace lockstep::scenario {

/// Nothing is written down as text before it is asked for: of most scenarios nobody asks.
///
/// Threads: like the world's own members, except that answered() is called with its lock held.
class RecordWatch final : public sim::AnswerObserver {
 public:
  /// More records than that are not looked at before they change, and more states are not kept.
  static constexpr std::size_t kRecordsMax = 400;
  static constexpr std::size_t kStatesMax = 1'000;

  /// monostate: there is no such record (any more).
  using View = std::variant<std::monostate, sim::HubSpotContactView, sim::GoogleContactView>;

  struct Key {
    Service side = Service::hubspot;
    std::string account;  ///< Of Google, its name in the scenario; "" for HubSpot.
    std::string id;

    friend bool operator<(const Key& one, const Key& other) {
      return std::tie(one.side, one.account, one.id) <
             std::tie(other.side, other.account, other.id);
    }
  };

  struct State {
    std::uint64_t sequence = 0;  ///< Of the journal entry from which on it is so; 0: given.
    Key key;
    View view;
  };

  /// @param next  Sees the answers as well; may be null.
  explicit RecordWatch(std::shared_ptr<sim::AnswerObserver> next) : next_(std::move(next)) {}

  /// From now on. @param stage  Set up; must outlive the answers that are seen.
  /// @param records  How many there are: beyond kRecordsMax only changes are looked at.
  void begin(Stage& stage, std::size_t records);

  void answered(Service service, const Request& request, const Response& response) override;

  /// After what is no request: a user's action, or the end of a pass.
  void look_again();

  /// Ascending by sequence.
  [[nodiscard]] const std::vector<State>& states() const noexcept { return states_; }
  /// False where there were too many of them.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

 private:
  void look_at(Service side, std::string_view text, std::uint64_t sequence);
  void look(Key key, std::uint64_t sequence);
  [[nodiscard]] View view_of(const Key& key) const;

  std::shared_ptr<sim::AnswerObserver> next_;
  Stage* stage_ = nullptr;
  std::map<std::string, std::string> accounts_;  ///< Name in the scenario -> the fake's id.
  std::map<Key, View> known_;
  std::vector<State> states_;
  std::size_t journal_seen_ = 0;
  bool complete_ = true;
};

/// One JSON object, or "null" for a record that is not there. HubSpot: properties, archived,
/// merged_into, lists (names). Google: folder, starred, labels, person.
[[nodiscard]] std::string to_json_text(const RecordWatch::View& view, const Stage& stage);

}  // namespace lockstep::scenario
