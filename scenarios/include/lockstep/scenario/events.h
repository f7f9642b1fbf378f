/// The event stream of a run: one append-only file of JSON Lines, from which every report is made.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/connector_file.h"
#include "lockstep/scenario/crash_matrix.h"
#include "lockstep/scenario/evidence_events.h"
#include "lockstep/scenario/verdict.h"
#include "lockstep/scenario/waiver.h"

namespace lockstep::scenario {

/// Raised when a reader of the old form could not read the new one.
inline constexpr int kEventSchema = 4;

struct RunStarted {
  int schema = kEventSchema;
  std::string lockstep_version;
  int rulebook_version = 0;
  std::string connector_name;
  std::string connector_version;
  std::string connector_vendor;
  std::vector<std::string> claims;  ///< Of the connector, sorted.
  std::string transport;            ///< "http" or "in-process".
  std::uint64_t seed = 0;
  std::size_t scenarios = 0;  ///< How many will be run.
  bool whole = true;          ///< These are all scenarios of the catalogue.
  // What was judged by, each as its SHA-256 in hexadecimal.
  std::string scenarios_sha256;  ///< sha256_of(scenarios).
  std::string rulebook_sha256;   ///< rulebook_sha256().
  std::string fidelity_sha256;   ///< fidelity_sha256().
  std::string today;             ///< "2026-11-28", by which waivers expire; "" without waivers.
  std::vector<std::string> crash_scenarios;  ///< Patterns, as in RunOptions.
};

/// A mistake of configuration that the preflight found: instead of any judgement.
struct ConfigMistakeFound {
  ConfigMistake mistake;
};

struct ScenarioStarted {
  std::string scenario;
  std::string title;
  std::vector<std::string> rules;    ///< The first is the main one.
  std::vector<std::string> article;  ///< "S7" …
  std::string file;
};

/// A pass that did not simply come to its end; in a scenario with a check that does not pass, also
/// one that did and said something. `message` and `words` may be text of a foreign program.
struct PassEnded {
  std::string scenario;
  std::size_t pass = 0;  ///< From 1.
  std::string end;       ///< to_string(PassEnd).
  std::string message;
  std::string words;  ///< The end of what the program wrote.
  bool left_processes = false;
};

/// A death of the crash matrix.
struct CrashLived {
  CrashCell cell;
};

/// A check. In JSON it carries the rule's "kind" ("MUST") too.
struct CheckMade {
  CheckResult check;
};

struct ScenarioFinished {
  std::string scenario;
  Verdict verdict = Verdict::not_exercised;
  std::size_t checks = 0;
  std::size_t exchanges = 0;    ///< Requests of the connector.
  std::int64_t virtual_ms = 0;  ///< Virtual time that passed.
  /// Of the whole journal as JSON Lines, in hexadecimal; "" if it was not asked for.
  std::string journal_sha256{};
};

/// What became of a waiver, after all scenarios.
struct WaiverJudged {
  WaiverOutcome outcome;
};

struct RunFinished {
  int exit_code = 0;
  bool certificate = false;
  std::vector<std::string> obstacles;  ///< Why there is none.
  VerdictCounts verdicts;              ///< Of the rules.
  VerdictCounts scenario_verdicts;     ///< Of the scenarios.
  std::vector<RuleVerdict> rules;      ///< All of them, in the rulebook's order.
};

using Event = std::variant<RunStarted, ConfigMistakeFound, ScenarioStarted, EvidenceBegun,
                           ExchangeSeen, RecordSeen, PassSeen, BaseSeen, PassEnded, CrashLived,
                           CheckMade, ScenarioFinished, WaiverJudged, RunFinished>;

/// One JSON object in one line, without the line feed, "event" first. Same event, same bytes.
///
///     {"event":"run_started","schema":4,"lockstep_version":…,"rulebook_version":1,
///      "connector":{"name":…,"version":…,"vendor":…,"claims":[…]},"transport":…,"seed":1,
///      "scenarios":150,"whole":true,"scenarios_sha256":…,"rulebook_sha256":…,"fidelity_sha256":…,
///      "today":"","crash_scenarios":[]}
///     {"event":"config_mistake","verdict":"config","where":"connector.json:4","message":…,"hint":…}
///     {"event":"scenario_started","scenario":…,"title":…,"rules":[…],"article":[…],"file":…}
///     {"event":"evidence","scenario":…,"entries_left_out":0,"records_left_out":false,
///      "memory_is_told":true}
///     {"event":"exchange","scenario":…,"sequence":7,"entry":{journal entry}}
///     {"event":"record","scenario":…,"sequence":7,"side":"google","account":"main","id":"people/c1",
///      "state":{…}}
///     {"event":"pass","scenario":…,"pass":1,"first":3,"last":17,"end":"done"}
///     {"event":"base","scenario":…,"pass":1,"connection":…,"hubspot_id":…,"google_id":…,
///      "fields":[{"field":"email","hubspot":"a@x.com","google":null}]}
///     {"event":"pass_ended","scenario":…,"pass":2,"end":"hung","message":…,"words":…,
///      "left_processes":false}
///     {"event":"crash","scenario":…,"request":7,"operation":…,"phase":"committed","outcome":"ok",
///      "detail":""}
///     {"event":"check","scenario":…,"rule":…,"kind":"MUST","verdict":…,"step":0,"at":"…Z",
///      "message":…,"expected":…,"actual":…,"exchanges":[7],
///      "waiver":0,"leans_on":[{"behaviour":…,"status":"assumed"}]}
///     {"event":"scenario_finished","scenario":…,"verdict":…,"checks":5,"exchanges":9,"virtual_ms":180,
///      "journal_sha256":""}
///     {"event":"waiver","rule":…,"scenarios":[…],"message":…,"reason":…,"issue":…,"owner":…,
///      "expires":…,"most":1,"covered":1,"mistakes":[{"fault":"stale","message":…}]}
///     {"event":"run_finished","exit_code":0,"certificate":true,"obstacles":[],
///      "verdicts":{"pass":90,…},"scenario_verdicts":{…},
///      "rules":[{"id":…,"kind":…,"verdict":…,"counts":{"pass":3},"scenarios":[…]}]}
[[nodiscard]] std::string to_json_line(const Event& event);

/// The inverse of to_json_line. Unknown keys are ignored: a newer minor form stays readable.
/// @error invalid_input  Not one of the events above.
[[nodiscard]] Result<Event> parse_event(std::string_view line);

/// Where events go.
class EventSink {
 public:
  EventSink() = default;
  EventSink(const EventSink&) = delete;
  EventSink& operator=(const EventSink&) = delete;
  virtual ~EventSink() = default;

  virtual void write(const Event& event) = 0;
};

/// JSON Lines to a stream, flushed after each scenario, so that a run that is cut short leaves what
/// is done.
class JsonLinesSink final : public EventSink {
 public:
  /// @param out  Must outlive the sink.
  explicit JsonLinesSink(std::ostream& out) : out_(&out) {}
  void write(const Event& event) override;

 private:
  std::ostream* out_;
};

/// Keeps the events, for tests and for printing at the end.
class EventList final : public EventSink {
 public:
  void write(const Event& event) override { events_.push_back(event); }
  [[nodiscard]] const std::vector<Event>& events() const noexcept { return events_; }
  [[nodiscard]] std::vector<Event>& events() noexcept { return events_; }

 private:
  std::vector<Event> events_;
};

}  // namespace lockstep::scenario
