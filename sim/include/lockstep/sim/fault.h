/// Faults as data: which request goes wrong, and how.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

/// In the order of the alternatives of Fault.
enum class FaultKind {
  answer_error,
  lose_request,
  commit_then_lose_answer,
  delay,
  stall,
  truncate,
  duplicate_delivery,
  expire_token,
  expire_sync_token,
  stale_read,
  short_page,
  crash_connector,
};

inline constexpr std::size_t kFaultKindCount = 12;

/// "commit-then-lose-answer": the name in scenario files, journals and reports.
[[nodiscard]] std::string_view to_string(FaultKind kind) noexcept;
[[nodiscard]] std::optional<FaultKind> parse_fault_kind(std::string_view text) noexcept;

enum class CrashMoment {
  before,     ///< The service has not acted.
  committed,  ///< The service has acted; its answer is lost with the connector.
  after,      ///< The answer has arrived; the connector dies when it tries its next exchange.
};

[[nodiscard]] std::string_view to_string(CrashMoment moment) noexcept;
[[nodiscard]] std::optional<CrashMoment> parse_crash_moment(std::string_view text) noexcept;

/// The service does nothing but answer.
struct AnswerError {
  std::string error_id{};  ///< Of the error catalogue ("google.quota"); "": status and body below.
  int status = 0;
  Headers headers{};
  std::string body{};
};
struct LoseRequest {};           ///< The connection breaks before the service acts.
struct CommitThenLoseAnswer {};  ///< The service acts, then the connection breaks.
struct Delay {                   ///< The answer comes later.
  Duration time{0};
};
struct Stall {  ///< Nothing happens for a time, then the connection breaks; the service did not
                ///< act.
  Duration time{0};
};
struct Truncate {  ///< The service acts; the connection breaks in the middle of the body.
  std::optional<std::size_t> body_bytes{};  ///< How much of it arrives; half of it where not given.
};
struct DuplicateDelivery {};  ///< The service acts twice; the second answer arrives.
struct ExpireToken {};        ///< Every access token of the service expires just before.
struct ExpireSyncToken {};    ///< Every sync token of Google expires just before.
struct StaleRead {            ///< A read is answered as it was this long ago, if it was asked then.
  Duration age{0};
};
/// A list answers at most so many records; its next token leads to the rest. 0 is for HubSpot's
/// contacts alone: a page of none whose cursor leads to where it began (F66).
struct ShortPage {
  std::size_t records = 1;
};
struct CrashConnector {
  CrashMoment moment = CrashMoment::before;
};

using Fault = std::variant<AnswerError, LoseRequest, CommitThenLoseAnswer, Delay, Stall, Truncate,
                           DuplicateDelivery, ExpireToken, ExpireSyncToken, StaleRead, ShortPage,
                           CrashConnector>;
static_assert(std::variant_size_v<Fault> == kFaultKindCount);

[[nodiscard]] constexpr FaultKind kind_of(const Fault& fault) noexcept {
  return static_cast<FaultKind>(fault.index());
}

/// A fault of this kind with its default parameters.
[[nodiscard]] Fault make_fault(FaultKind kind);

/// True if `operation` is meant by `pattern`: alternatives separated by '|', each an exact name or
/// a prefix and '*', with an optional service in front, since both services have an "oauth.token":
/// "people.createContact|people.batchCreate*", "google/oauth.token".
[[nodiscard]] bool matches_operation(std::string_view pattern, Service service,
                                     std::string_view operation);

struct FaultRule {
  std::string operation;  ///< Pattern, see matches_operation.
  Fault fault;
  std::uint32_t first = 1;  ///< The first matching request to spoil, counted from 1.
  std::uint32_t count = 1;  ///< How many to spoil from there.
  std::string account{};    ///< Of Google, by email: only its requests match. "": whosever.
};

/// A rule and what became of it.
struct ArmedFault {
  std::size_t id = 0;  ///< From 1, in the order of arming; never used again.
  FaultRule rule;
  std::uint32_t requests_seen = 0;     ///< Requests that matched it.
  std::uint32_t requests_spoiled = 0;  ///< Those that it was handed out for.
  std::uint32_t reached = 0;           ///< Those on which it had its effect.
};

/// Hands out faults request by request, and keeps count: a scenario whose faults never happened
/// has tested nothing.
class FaultPlan {
 public:
  struct Due {
    std::size_t rule;  ///< Index in the order of add().
    Fault fault;
  };

  /// Requests are counted from here on. @pre An error id is one of the catalogue (find_error).
  void add(FaultRule rule);

  /// The fault for this request, if any. Every rule that matches counts the request; the first one
  /// that is due decides.
  /// @param account  Whose request it is, as in JournalEntry.
  [[nodiscard]] std::optional<Due> next(Service service, std::string_view operation,
                                        std::string_view account = {});

  /// Notes that the fault of `rule` had its effect. A fault that does not fit its request (a short
  /// page of something that is no list) is handed out, has none, and stays unreached.
  void reached(std::size_t rule);

  /// The rules that never had an effect.
  [[nodiscard]] std::vector<FaultRule> unreached() const;

  /// How often the fault of `rule` had its effect.
  [[nodiscard]] std::uint32_t times_reached(std::size_t rule) const;

  /// True if some rule is of this kind.
  [[nodiscard]] bool contains(FaultKind kind) const;

  /// Every rule, in the order of add().
  [[nodiscard]] const std::vector<ArmedFault>& armed() const noexcept { return armed_; }

  /// Forgets every rule, or one. Not while an exchange is under way.
  void clear() { armed_.clear(); }
  /// @return false if no rule has this id (any more).
  bool remove(std::size_t id);

 private:
  std::vector<ArmedFault> armed_;
  std::size_t last_id_ = 0;
};

}  // namespace lockstep::sim
