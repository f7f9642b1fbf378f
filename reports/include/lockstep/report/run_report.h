/// What a certification run found, as values: read from its event stream, shown by every renderer.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/rule_info.h"
#include "lockstep/scenario/events.h"
#include "lockstep/scenario/verdict.h"

namespace lockstep::report {

using scenario::Verdict;
using scenario::VerdictCounts;

/// One HTTP message as the journal kept it: secrets are masked there already.
struct MessageReport {
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// One line of the journal near a failure: a request and what became of it, or a user's action.
struct ExchangeReport {
  std::uint64_t sequence = 0;
  std::string at;         ///< Virtual time, "2026-03-02T09:00:00.020Z".
  std::string source;     ///< "hubspot", "google", "user" or "control".
  std::string operation;  ///< "people.createContact"; for a user's action what was done.
  std::string method;     ///< "POST"; "" for a user's action.
  std::string target;     ///< "/v1/people:createContact?personFields=names".
  bool mutation = false;
  int times_delivered = 0;  ///< How often the service acted on it.
  std::string outcome;      ///< "response", "lost" or "truncated"; "" for a user's action.
  int status = 0;           ///< Of the answer that was given or lost; 0 when there was none.
  std::string fault;        ///< The fault that was injected here, or "".
  MessageReport request;
  MessageReport response;
  std::string details;  ///< Of user actions and waits: compact JSON; else "".
};

/// What shows both sides of a scenario that does not pass at each instant; else empty.
struct EvidenceReport {
  std::size_t entries_left_out = 0;
  bool records_left_out = false;
  bool memory_is_told = false;  ///< `bases` is what the connector remembers, and not unknown.
  std::vector<scenario::RecordSeen> records;
  std::vector<scenario::PassSeen> passes;
  std::vector<scenario::BaseSeen> bases;
};

struct ScenarioReport {
  std::string name;  ///< "match/same-email-pairs"
  std::string title;
  std::string file;
  std::vector<std::string> rules;
  std::vector<std::string> article;
  std::optional<Verdict> verdict;  ///< nullopt: the run ended in the middle of it.
  std::size_t exchange_count = 0;  ///< Requests of the connector.
  std::int64_t virtual_ms = 0;
  std::string journal_sha256;                  ///< "" if it was not asked for.
  std::vector<scenario::PassEnded> pass_ends;  ///< Of passes that did not simply end.
  std::vector<scenario::CheckResult> checks;   ///< In the order in which they were made.
  std::vector<ExchangeReport> exchanges;       ///< Ascending; of a scenario that does not pass.
  EvidenceReport evidence;
};

/// A rule of the rulebook and what the run says about it.
struct RuleReport {
  std::string id;
  RuleKind kind = RuleKind::must;
  std::string text;  ///< "" for a rule that this program's rulebook does not have.
  std::string source;
  Verdict verdict = Verdict::not_exercised;
  VerdictCounts checks;
  std::vector<std::string> scenarios;         ///< Names of those that judged it, sorted.
  std::vector<scenario::Leaning> leans_on{};  ///< scenario::leanings_of_rule()
};

struct RunReport {
  std::string lockstep_version;
  int rulebook_version = 0;
  std::string connector_name;
  std::string connector_version;
  std::string connector_vendor;
  std::vector<std::string> connector_claims;  ///< Sorted.
  std::string transport;                      ///< "http" or "in-process".
  std::uint64_t seed = 0;
  std::size_t scenarios_planned = 0;
  bool whole = true;  ///< That is all of the catalogue.
  std::string scenarios_sha256;
  std::string rulebook_sha256;
  std::string fidelity_sha256;
  std::string today;  ///< By which waivers expire; "" without waivers.
  std::vector<std::string>
      crash_scenarios;  ///< Patterns; empty where no crash matrix was asked for.

  bool complete = false;  ///< False: the stream ends before the run did.
  int exit_code = 5;      ///< As the run gave it; 5 while incomplete.
  bool certificate = false;
  std::vector<std::string> obstacles;  ///< Why there is no certificate, one sentence each.

  std::vector<scenario::ConfigMistake> config_mistakes;  ///< Of the preflight; then no scenarios.
  std::vector<RuleReport> rules;  ///< Every rule of the rulebook in its order, then unknown ones.
  std::vector<ScenarioReport> scenarios;         ///< In the order of the run.
  std::vector<scenario::CrashCell> crash_cells;  ///< By scenario, request and phase.
  std::vector<scenario::WaiverOutcome> waivers;  ///< In the order of their file.
};

/// Verdicts of the rules of one area ("" for all) and kind (nullopt for all).
[[nodiscard]] VerdictCounts count_rules(const RunReport& run, std::string_view area = {},
                                        std::optional<RuleKind> kind = std::nullopt);

/// Verdicts of the scenarios that came to their end.
[[nodiscard]] VerdictCounts count_scenarios(const RunReport& run);

[[nodiscard]] VerdictCounts count_checks(const RunReport& run);

/// The verdicts that were given at all, in their fixed order: the columns of a table.
[[nodiscard]] std::vector<Verdict> verdicts_in(const VerdictCounts& counts);

/// Passed, failed and skipped, which is all that other tools tell apart.
enum class Outcome { passed, failed, skipped };

/// Failed: fail, config and harness error. Skipped, because nothing was judged: waived, not
/// exercised and not applicable. Passed: the rest; WARN and VARIANT never fail a run.
[[nodiscard]] Outcome outcome_of(Verdict verdict) noexcept;

/// Whether a pass ended otherwise than by coming to its end, or left processes behind.
[[nodiscard]] bool is_unusual(const scenario::PassEnded& pass);

/// "pass 2 hung: no end within 60 s; it left processes behind, which were killed". Foreign text, as
/// it came.
[[nodiscard]] std::string describe_pass(const scenario::PassEnded& pass);

/// The last line of the words of a pass that is not blank, where most languages say what is wrong;
/// "" if there is none, or if the message of the pass has it already.
[[nodiscard]] std::string_view last_words(const scenario::PassEnded& pass);

/// The unusual passes that tell more than the checks of the scenario do, of which one says "pass 2
/// hung" where that is a failure.
[[nodiscard]] std::vector<scenario::PassEnded> telling_passes(const ScenarioReport& scenario);

/// The crash matrix of one scenario.
struct CrashTable {
  std::string scenario;
  std::vector<const scenario::CrashCell*> cells;  ///< By request, then phase.
  std::size_t unharmed = 0;                       ///< Cells that are "ok".
};

/// By scenario. They point into `run`.
[[nodiscard]] std::vector<CrashTable> crash_tables(const RunReport& run);

/// "waived until 2027-03-31 by OWNER: REASON (ISSUE)". Text of the file of waivers, as it came.
[[nodiscard]] std::string describe_waiver(const scenario::Waiver& waiver);

/// The waiver of a waived check; null where the stream does not have it.
[[nodiscard]] const scenario::Waiver* waiver_of(const RunReport& run,
                                                const scenario::CheckResult& check);

/// How many waivers are stale, expired, too broad, or do not fit what fails.
[[nodiscard]] std::size_t wrong_waivers(const RunReport& run);

/// "google.etag.field-ids (assumed)"
[[nodiscard]] std::string describe_leaning(const scenario::Leaning& leaning);

/// Of all that a connector can claim, what this one does not.
[[nodiscard]] std::vector<std::string_view> not_claimed(const RunReport& run);

/// What came out, in one sentence, the worst first: "2 rules do not hold".
[[nodiscard]] std::string headline(const RunReport& run);

/// Whether anything failed, the configuration included.
[[nodiscard]] bool has_failed(const RunReport& run);

/// "MUST 80/85 · SHOULD 14/15 · 1 waived · 3 not applicable · rulebook 1": passed, of the rules
/// that the connector's claims leave. What was not exercised, waived or answered by a warning has
/// not passed.
[[nodiscard]] std::string score(const RunReport& run);

/// "then[3]", "standing checker" or "the scenario": what a check looked at.
[[nodiscard]] std::string describe_step(int step);

}  // namespace lockstep::report
