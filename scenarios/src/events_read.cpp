#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/scenario/events.h"

namespace lockstep::scenario {
namespace {

using Json = nlohmann::ordered_json;

/// Reads typed members and remembers the first that is not as it should be.
class Members {
 public:
  explicit Members(const Json& object) : object_(&object) {}

  [[nodiscard]] std::string text(const char* key) {
    const Json* const value = find(key, [](const Json& json) { return json.is_string(); });
    return value == nullptr ? "" : value->get<std::string>();
  }
  [[nodiscard]] std::optional<std::string> text_or_null(const char* key) {
    const Json* const value =
        find(key, [](const Json& json) { return json.is_string() || json.is_null(); });
    return value == nullptr || value->is_null() ? std::nullopt
                                                : std::optional(value->get<std::string>());
  }
  template <class Number>
  [[nodiscard]] Number number(const char* key) {
    const Json* const value = find(key, [](const Json& json) { return json.is_number_integer(); });
    return value == nullptr ? Number{} : value->get<Number>();
  }
  [[nodiscard]] bool flag(const char* key) {
    const Json* const value = find(key, [](const Json& json) { return json.is_boolean(); });
    return value != nullptr && value->get<bool>();
  }
  [[nodiscard]] std::vector<std::string> texts(const char* key) {
    std::vector<std::string> texts;
    for (const Json& item : array(key)) {
      if (!item.is_string()) {
        wrong(key);
        break;
      }
      texts.push_back(item.get<std::string>());
    }
    return texts;
  }
  [[nodiscard]] std::vector<std::uint64_t> numbers(const char* key) {
    std::vector<std::uint64_t> numbers;
    for (const Json& item : array(key)) {
      if (!item.is_number_unsigned()) {
        wrong(key);
        break;
      }
      numbers.push_back(item.get<std::uint64_t>());
    }
    return numbers;
  }
  [[nodiscard]] Verdict verdict(const char* key) {
    const std::optional<Verdict> verdict = parse_verdict(text(key));
    if (!verdict) {
      wrong(key);
    }
    return verdict.value_or(Verdict::harness_error);
  }
  [[nodiscard]] VerdictCounts counts(const char* key) {
    VerdictCounts counts;
    for (const auto& [name, count] : object(key).items()) {
      const std::optional<Verdict> verdict = parse_verdict(name);
      // Bounded, because the sum is counted up: a run has nowhere near so many checks.
      if (!verdict || !count.is_number_unsigned() || count.get<std::uint64_t>() > 10'000'000) {
        wrong(key);
        break;
      }
      for (auto left = count.get<std::uint64_t>(); left > 0; --left) {
        counts.add(*verdict);
      }
    }
    return counts;
  }
  [[nodiscard]] const Json& object(const char* key) {
    static const Json kEmpty = Json::object();
    const Json* const value = find(key, [](const Json& json) { return json.is_object(); });
    return value == nullptr ? kEmpty : *value;
  }
  [[nodiscard]] const Json& object_or_null(const char* key) {
    static const Json kNull;
    const Json* const value =
        find(key, [](const Json& json) { return json.is_object() || json.is_null(); });
    return value == nullptr ? kNull : *value;
  }
  [[nodiscard]] const Json& array(const char* key) {
    static const Json kEmpty = Json::array();
    const Json* const value = find(key, [](const Json& json) { return json.is_array(); });
    return value == nullptr ? kEmpty : *value;
  }
  /// An array of objects; empty if it is anything else.
  [[nodiscard]] const Json& objects(const char* key) {
    static const Json kEmpty = Json::array();
    const Json& items = array(key);
    if (!std::ranges::all_of(items, [](const Json& item) { return item.is_object(); })) {
      wrong(key);
      return kEmpty;
    }
    return items;
  }
  [[nodiscard]] bool has(const char* key) const { return object_->contains(key); }
  /// What is wrong with a part is wrong with the whole.
  void adopt(const Members& part, const char* key) {
    if (!part.wrong_key().empty()) {
      wrong(key);
    }
  }
  void wrong(const char* key) {
    if (wrong_key_.empty()) {
      wrong_key_ = key;
    }
  }
  [[nodiscard]] const std::string& wrong_key() const noexcept { return wrong_key_; }

 private:
  template <class Predicate>
  [[nodiscard]] const Json* find(const char* key, Predicate fits) {
    const auto member = object_->find(key);
    if (member == object_->end() || !fits(*member)) {
      wrong(key);
      return nullptr;
    }
    return &*member;
  }

  const Json* object_;
  std::string wrong_key_;
};

Event read_run_started(Members& members) {
  if (const int schema = members.number<int>("schema"); schema != kEventSchema) {
    RunStarted event;  // The reader says which schema it is; of the rest nothing is known.
    event.schema = schema;
    return event;
  }
  Members connector(members.object("connector"));
  RunStarted event{members.number<int>("schema"),
                   members.text("lockstep_version"),
                   members.number<int>("rulebook_version"),
                   connector.text("name"),
                   connector.text("version"),
                   connector.text("vendor"),
                   connector.texts("claims"),
                   members.text("transport"),
                   members.number<std::uint64_t>("seed"),
                   members.number<std::size_t>("scenarios"),
                   members.flag("whole"),
                   members.text("scenarios_sha256"),
                   members.text("rulebook_sha256"),
                   members.text("fidelity_sha256"),
                   members.text("today"),
                   members.texts("crash_scenarios")};
  members.adopt(connector, "connector");
  return event;
}

Event read_config_mistake(Members& members) {
  return ConfigMistakeFound{{members.text("where"), members.text("message"), members.text("hint")}};
}

Event read_scenario_started(Members& members) {
  return ScenarioStarted{members.text("scenario"), members.text("title"), members.texts("rules"),
                         members.texts("article"), members.text("file")};
}

Event read_exchange(Members& members) {
  return ExchangeSeen{members.text("scenario"), members.number<std::uint64_t>("sequence"),
                      members.object("entry").dump()};
}

Event read_evidence(Members& members) {
  return EvidenceBegun{members.text("scenario"), members.number<std::size_t>("entries_left_out"),
                       members.flag("records_left_out"), members.flag("memory_is_told")};
}

Event read_record(Members& members) {
  return RecordSeen{members.text("scenario"), members.number<std::uint64_t>("sequence"),
                    members.text("side"),     members.text("account"),
                    members.text("id"),       members.object_or_null("state").dump()};
}

Event read_pass(Members& members) {
  return PassSeen{members.text("scenario"), members.number<std::size_t>("pass"),
                  members.number<std::uint64_t>("first"), members.number<std::uint64_t>("last"),
                  members.text("end")};
}

Event read_base(Members& members) {
  BaseSeen event{
      members.text("scenario"),
      members.number<std::size_t>("pass"),
      {members.text("connection"), members.text("hubspot_id"), members.text("google_id"), {}}};
  for (const Json& item : members.objects("fields")) {
    Members field(item);
    event.contact.fields.push_back(
        {field.text("field"), field.text_or_null("hubspot"), field.text_or_null("google")});
    members.adopt(field, "fields");
  }
  return event;
}

Event read_pass_ended(Members& members) {
  PassEnded event;
  event.scenario = members.text("scenario");
  event.pass = members.number<std::size_t>("pass");
  event.end = members.text("end");
  event.message = members.text("message");
  event.words = members.text("words");
  event.left_processes = members.flag("left_processes");
  return event;
}

Event read_crash(Members& members) {
  return CrashLived{{members.text("scenario"), members.number<std::size_t>("request"),
                     members.text("operation"), members.text("phase"), members.text("outcome"),
                     members.text("detail")}};
}

Event read_check(Members& members) {
  CheckResult check;
  check.scenario = members.text("scenario");
  check.rule = members.text("rule");
  check.verdict = members.verdict("verdict");
  check.step = members.number<int>("step");
  const std::optional<Instant> at = parse_timestamp(members.text("at"));
  if (!at) {
    members.wrong("at");
  }
  check.at = at.value_or(Instant{});
  check.message = members.text("message");
  check.expected = members.text("expected");
  check.actual = members.text("actual");
  check.exchanges = members.numbers("exchanges");
  if (members.has("waiver")) {
    check.waiver = members.number<std::size_t>("waiver");
  }
  if (members.has("leans_on")) {
    for (const Json& item : members.objects("leans_on")) {
      Members leaning(item);
      check.leans_on.push_back({leaning.text("behaviour"), leaning.text("status")});
      members.adopt(leaning, "leans_on");
    }
  }
  return CheckMade{std::move(check)};
}

Event read_scenario_finished(Members& members) {
  return ScenarioFinished{members.text("scenario"),
                          members.verdict("verdict"),
                          members.number<std::size_t>("checks"),
                          members.number<std::size_t>("exchanges"),
                          members.number<std::int64_t>("virtual_ms"),
                          members.text("journal_sha256")};
}

Event read_waiver(Members& members) {
  WaiverJudged event;
  Waiver& waiver = event.outcome.waiver;
  waiver.rule = members.text("rule");
  waiver.scenarios = members.texts("scenarios");
  waiver.message = members.text("message");
  waiver.reason = members.text("reason");
  waiver.issue = members.text("issue");
  waiver.owner = members.text("owner");
  waiver.expires = members.text("expires");
  waiver.most = members.number<std::size_t>("most");
  event.outcome.covered = members.number<std::size_t>("covered");
  for (const Json& item : members.objects("mistakes")) {
    Members mistake(item);
    event.outcome.mistakes.push_back({mistake.text("fault"), mistake.text("message")});
    members.adopt(mistake, "mistakes");
  }
  return event;
}

Event read_run_finished(Members& members) {
  RunFinished event;
  event.exit_code = members.number<int>("exit_code");
  event.certificate = members.flag("certificate");
  event.obstacles = members.texts("obstacles");
  event.verdicts = members.counts("verdicts");
  event.scenario_verdicts = members.counts("scenario_verdicts");
  for (const Json& item : members.objects("rules")) {
    Members rule(item);
    event.rules.push_back(
        {rule.text("id"), rule.verdict("verdict"), rule.counts("counts"), rule.texts("scenarios")});
    members.adopt(rule, "rules");
  }
  return event;
}

using Reader = Event (*)(Members&);
constexpr std::pair<std::string_view, Reader> kReaders[] = {
    {"run_started", read_run_started},
    {"config_mistake", read_config_mistake},
    {"scenario_started", read_scenario_started},
    {"evidence", read_evidence},
    {"exchange", read_exchange},
    {"record", read_record},
    {"pass", read_pass},
    {"base", read_base},
    {"pass_ended", read_pass_ended},
    {"crash", read_crash},
    {"check", read_check},
    {"scenario_finished", read_scenario_finished},
    {"waiver", read_waiver},
    {"run_finished", read_run_finished}};

}  // namespace

Result<Event> parse_event(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) {
    return failure(ErrorKind::invalid_input, "not a JSON object", "events.jsonl");
  }
  Members members(json);
  const std::string name = members.text("event");
  for (const auto& [event_name, read] : kReaders) {
    if (event_name == name) {
      Event event = read(members);
      if (!members.wrong_key().empty()) {
        return failure(
            ErrorKind::invalid_input,
            "the event " + name + " has a missing or wrong \"" + members.wrong_key() + '"',
            "events.jsonl");
      }
      return event;
    }
  }
  return failure(ErrorKind::invalid_input, "not an event", "events.jsonl");
}

}  // namespace lockstep::scenario
